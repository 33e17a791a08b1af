#!/bin/bash
# Tests Thuisnabij.
#
#   ./test.sh           everything, a part beside each other per core: about an hour on two cores after installation
#   ./test.sh --quick   two minutes: build, lint, unit tests, HTTP cases on SQLite
#   ./test.sh --long    everything, with long fuzzing
#   ./test.sh NAME...   one part (build clang lint unit rights audit cli guards retention http leaks sealed links raw mail boxes
#                       drills release package fuzz pages),
#                       or one test: a unit test, an HTTP case, a lint case, a fuzzer, by its name
#
# Packages are installed by tools/install test. The last line is "N passed, N failed".
set -u

cd "$(dirname "$0")" || exit 1
root=$PWD
export BUILD=$root/build-test LC_ALL=C.UTF-8
logs=$BUILD/logs
fuzz_seconds=${FUZZ_SECONDS:-20}
long=''
at_once=$(($(nproc) > 2 ? $(nproc) : 2)) # also on one core: much of it waits

build_tests() {
	if ! [ -f "$BUILD/build.ninja" ]; then
		meson setup "$BUILD" -Db_sanitize=address,undefined || return 1
	fi
	ninja -C "$BUILD"
}

# --- how parts are run and counted ---

# Adds up every "N passed, N failed" and cmocka summary of a log; a run that failed without saying so counts as one.
# Says both numbers.
count() {
	local good bad
	good=$(sed -nE 's/^([0-9]+) passed, [0-9]+ failed$/\1/p; s/^\[  PASSED  \] ([0-9]+) test\(s\)\.$/\1/p' "$1" |
		awk '{n += $1} END {print n + 0}')
	bad=$(sed -nE 's/^[0-9]+ passed, ([0-9]+) failed$/\1/p; s/^\[  FAILED  \] ([0-9]+) test\(s\).*/\1/p' "$1" |
		awk '{n += $1} END {print n + 0}')
	if [ "$2" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
	if [ "$2" -eq 0 ] && [ "$good" -eq 0 ]; then good=1; fi
	echo "$good $bad"
}

# Lines of a log that say that something is right.
noise='^\[( +OK +| RUN  +| +PASSED +|=+)\]|^20[0-9-]+T.* bug |^NOTICE: |^ok  |^\[[0-9]+/[0-9]+\] [CLG]|: warning [a-z-]+: '

# Lines of a log that say what is wrong.
wrong='^\[ +(ERROR|FAILED) +\]|^(FAIL|not ok|again:)|does not hold|runtime error:|^==[0-9]+==ERROR'

# What is told of a part that ended: a line, and what is wrong in its log with its end when it failed.
tell() { # tell NAME AGAIN LOG CODE SECONDS GOOD BAD
	printf '%-13s %s passed, %s failed (%d s)\n' "$1" "$6" "$7" "$5"
	[ "$4" -ne 0 ] || return 0
	grep -E "$wrong" "$3" | head -20 | sed 's/^/    /'
	grep -vE "$noise" "$3" | tail -40 | sed 's/^/    | /'
	echo "    all of it: $3"
	echo "    again: $2"
}

# part NAME AGAIN COMMAND...: runs it with its output in a log. Parts run beside each other: numbers go by a file, and
# what one tells stays together.
part() {
	local name=$1 again=$2 log=$logs/$1.log start=$SECONDS code good bad
	shift 2
	"$@" >"$log" 2>&1 </dev/null
	code=$?
	read -r good bad < <(count "$log" "$code")
	echo "$good $bad $([ "$code" -eq 0 ] || echo "$name")" >>"$tally"
	tell "$name" "$again" "$log" "$code" $((SECONDS - start)) "$good" "$bad" >"$log.told"
	flock "$tally" cat "$log.told"
	return "$code"
}

# beside "NAME..." ...: each argument is parts that run after each other; at_once arguments at the same time.
beside() {
	local names name
	for names in "$@"; do
		while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n; done
		(for name in $names; do "part_$name"; done) &
	done
	wait
}

# --- the parts ---

part_build() {
	part build './test.sh build' build_tests
}

part_clang() {
	part clang './test.sh clang' tools/clang_check "$BUILD"
}

lint_all() {
	local code=0
	tools/lint || code=1
	tools/po_update || code=1
	tests/lint/run || code=1
	tests/asvs || code=1
	return $code
}

part_lint() {
	part lint './test.sh lint' lint_all
}

# Tests of the layers above db run on both databases; this PostgreSQL is theirs and goes when the run ends.
start_postgres() {
	[ -z "${TN_TEST_PG:-}" ] || return 0
	pg_folder=$(tests/pg folder)
	trap stop_postgres EXIT
	TN_TEST_PG=$(tests/pg start "$pg_folder") || return 1
	export TN_TEST_PG
}

stop_postgres() {
	tests/pg stop "$pg_folder"
	rm -rf "$pg_folder"
}

unit_all() {
	local test name code=0
	for test in tests/unit/*_test.c; do
		name=$(basename "$test" _test.c)
		run_unit "$name" || { code=1; echo "again: ./test.sh $name"; }
	done
	tests/po || { code=1; echo 'again: tests/po'; }
	return $code
}

run_unit() {
	local program=$BUILD/tests/unit/$1_test
	[ -x "$program" ] || { echo "$1_test was not built: is it in tests/unit/meson.build?"; return 1; }
	(cd "$root" && timeout 300 "$program")
}

part_unit() {
	start_postgres
	part unit './test.sh unit' unit_all
}

# On PostgreSQL the cases run on the program as it is shipped (part release); one case by its name runs on both.
part_http() {
	part http './test.sh http, one case: ./test.sh NAME' timeout 3600 tests/http/run sqlite
}

part_rights() {
	start_postgres
	part rights './test.sh rights' timeout 1800 "$BUILD/tests/rights/property_test" ${long:+--long 10000000}
}

part_audit() {
	start_postgres
	part audit './test.sh audit' timeout 1800 "$BUILD/tests/audit/mutation_test" ${long:+--long 100000}
}

part_cli() {
	part cli './test.sh cli' timeout 300 tests/cli/run "$BUILD/thuisnabij"
	start_postgres
	part backup './test.sh cli' timeout 900 tests/cli/backup "$BUILD/thuisnabij"
}

part_raw() {
	part raw './test.sh raw' timeout 600 tests/http_raw "$BUILD/thuisnabij"
}

part_leaks() {
	part leaks './test.sh leaks' timeout 3600 tests/leaks/run "$BUILD/thuisnabij"
}

part_sealed() {
	part sealed './test.sh sealed' timeout 600 tests/sealed/run "$BUILD/thuisnabij"
}

part_retention() {
	part retention './test.sh retention' timeout 600 tests/retention/run "$BUILD/thuisnabij"
}

part_guards() {
	part guards './test.sh guards' timeout 600 tests/guards/run "$BUILD/thuisnabij"
}

part_links() {
	part links './test.sh links' timeout 900 tests/links/run "$BUILD/thuisnabij"
}

part_mail() {
	part mail './test.sh mail' timeout 900 tests/mail/run "$BUILD/thuisnabij"
}

part_boxes() {
	part boxes './test.sh boxes' timeout 600 "$BUILD/tests/boxes/forbidden_calls" "$BUILD/thuisnabij"
}

part_drills() {
	part drills './test.sh drills, one: tests/drills/run PROGRAM NAME' \
		timeout "$([ -n "$long" ] && echo 36000 || echo 1200)" tests/drills/run "$BUILD/thuisnabij" ${long:+--long}
}

part_package() {
	part package './test.sh package' timeout 900 tests/package
}

part_release() {
	part release './test.sh release' timeout 3600 tests/release
}

fuzz_build() {
	local folder=$root/build-fuzz
	if ! [ -f "$folder/build.ninja" ]; then
		CC=clang meson setup "$folder" -Dfuzz=true -Dtests=false -Db_sanitize=address,undefined -Db_lundef=false \
			-Dc_args=-fsanitize=fuzzer-no-link || return 1
	fi
	local fuzzer targets=()
	for fuzzer in fuzz/*_fuzz.c; do targets+=("fuzz/$(basename "$fuzzer" .c)"); done
	ninja -C "$folder" "${targets[@]}"
}

# The committed corpus is the beginning; what a run finds stays in build-fuzz. The short run takes the same way each
# time, so that it says something of the change and not of the day; the long one begins anew each time.
run_fuzz() {
	local name=$1 found=$root/build-fuzz/corpus/$1 seeds=$root/fuzz/corpus/$1
	mkdir -p "$found" "$seeds"
	timeout $((fuzz_seconds + 120)) "$root/build-fuzz/fuzz/${name}_fuzz" -max_total_time="$fuzz_seconds" -timeout=10 \
		$([ -n "$long" ] || echo -seed=1) \
		-rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$root/build-fuzz/$name-" "$found" "$seeds"
}

part_fuzz() {
	local fuzzer name
	part fuzz-build './test.sh fuzz' fuzz_build || return 1
	for fuzzer in fuzz/*_fuzz.c; do
		name=$(basename "$fuzzer" _fuzz.c)
		part "fuzz-$name" "./test.sh fuzz-$name" run_fuzz "$name"
	done
}

part_pages() {
	part pages './test.sh pages' timeout 3600 tests/pages/run
	part pdf 'node tests/pages/pdf.mjs' timeout 600 env BUILD="$BUILD" ASAN_OPTIONS=detect_leaks=0 node tests/pages/pdf.mjs
	part script 'node tests/pages/script.mjs' timeout 300 node tests/pages/script.mjs
}

# --- one test by its name ---

one() {
	case $1 in
	build | clang | lint | unit | rights | audit | cli | guards | retention | http | leaks | sealed | links | raw | mail | boxes | \
		drills | release | package | fuzz | pages)
		"part_$1"
		return
		;;
	fuzz-*)
		part fuzz-build './test.sh fuzz' fuzz_build && part "$1" "./test.sh $1" run_fuzz "${1#fuzz-}"
		return
		;;
	esac
	local known=
	if [ -f "tests/unit/$1_test.c" ]; then
		known=1
		start_postgres
		part "$1" "./test.sh $1" run_unit "$1"
	fi
	if [ -f "tests/http/cases/$1.case" ]; then
		known=1
		part "$1" "./test.sh $1" tests/http/run both "$1"
	fi
	if [ -f "tests/lint/$1.case" ]; then
		known=1
		part "$1" "./test.sh $1" tests/lint/run "$1"
	fi
	if [ -z "$known" ]; then
		echo "There is no test $1. Parts: build clang lint unit rights audit cli guards retention http leaks sealed links raw mail boxes drills release fuzz pages"
		echo "0 1 $1" >>"$tally"
	fi
}

finish() {
	awk '{good += $1; bad += $2; if ($3 != "") broken = broken " " $3}
		END {if (broken != "") print "Failed:" broken
			printf "%d passed, %d failed\n", good, bad
			exit bad > 0 || good == 0}' "$tally"
	exit
}

# In a function, so that the file may change while it runs.
main() {
	quick='' names=()
	for word in "$@"; do
		case $word in
		--quick) quick=1 ;;
		--long)
			fuzz_seconds=600
			long=1
			;;
		-h | --help)
			sed -n '2,11s/^# \{0,1\}//p' "$0"
			exit 0
			;;
		-*)
			echo "test.sh: there is no option $word" >&2
			exit 2
			;;
		*) names+=("$word") ;;
		esac
	done

	mkdir -p "$logs"
	tally=$logs/tally
	: >"$tally"
	if ! tools/install test; then
		echo '0 1 install' >>"$tally"
		finish
	fi
	if [ ${#names[@]} -gt 0 ]; then
		for name in "${names[@]}"; do
			case $name in
			build | lint | package | fuzz*) ;;
			*) [ -n "${built:-}" ] || part_build || finish; built=1 ;;
			esac
			one "$name"
		done
		finish
	fi
	part_build || finish
	start_postgres
	# The longest first, so that none of them is left alone at the end.
	if [ -n "$quick" ]; then
		beside http 'lint unit cli'
	else
		beside pages leaks 'lint unit cli rights audit clang' http 'release package' 'drills sealed guards' \
			'retention links raw mail boxes' fuzz
	fi
	finish
}

main "$@"
