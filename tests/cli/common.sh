# shellcheck shell=bash
# What the tests of the command line share; to be read by a script that has $program, $filter and a folder of its own,
# with the files out and err in it.
passed=0 failed=0
# limit: the most seconds that a command may take, 20 when it is not set.

verdict() {
	if [ "$1" = 0 ]; then
		passed=$((passed + 1))
		printf 'ok     %s\n' "$2"
	else
		failed=$((failed + 1))
		printf 'FAILED %s\n' "$2"
		sed 's/^/       out: /' out
		sed 's/^/       err: /' err
	fi
}

wanted() {
	[ -z "$filter" ] || [[ $1 == *"$filter"* ]]
}

# refuses NAME TEXT ARGUMENT...: exit code 1, nothing on standard output, one line on standard error that has TEXT.
refuses() {
	local name=$1 text=$2 code
	shift 2
	wanted "$name" || return 0
	timeout "${limit:-20}" "$program" "$@" >out 2>err </dev/null
	code=$?
	[ $code -eq 1 ] && ! [ -s out ] && [ "$(wc -l <err)" -eq 1 ] && [[ $(cat err) == "thuisnabij: "*"$text"* ]]
	verdict $? "$name"
}

# says NAME TEXT ARGUMENT...: exit code 0, TEXT on standard output, nothing on standard error.
says() {
	local name=$1 text=$2 code
	shift 2
	wanted "$name" || return 0
	timeout "${limit:-20}" "$program" "$@" >out 2>err </dev/null
	code=$?
	[ $code -eq 0 ] && ! [ -s err ] && [[ $(cat out) == *"$text"* ]]
	verdict $? "$name"
}

# warns NAME TEXT WARNING ARGUMENT...: the same, and one line with WARNING on standard error.
warns() {
	local name=$1 text=$2 warning=$3 code
	shift 3
	wanted "$name" || return 0
	timeout "${limit:-20}" "$program" "$@" >out 2>err </dev/null
	code=$?
	[ $code -eq 0 ] && [ "$(wc -l <err)" -eq 1 ] && [[ $(cat err) == *"$warning"* ]] && [[ $(cat out) == *"$text"* ]]
	verdict $? "$name"
}

# holds NAME COMMAND...: the command of the shell succeeds.
holds() {
	local name=$1
	shift
	wanted "$name" || return 0
	"$@" >out 2>err
	verdict $? "$name"
}
