#!/bin/sh
# Builds Thuisnabij and serves it on this machine.
#
#   ./run.sh                     with an invented region to look around in
#   ./run.sh --empty             without: your browser leads the first administrator through set-up
#   ./run.sh --fresh             throws the invented region away and makes it again
#   ./run.sh --build-only        builds, and stops there
#   ./run.sh --data DIR          another data folder than ./data
#   ./run.sh --listen ADDR:PORT  another address than 127.0.0.1:8080
#
# It installs the Debian packages that are lacking (and says which), and asks nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=$here/build
program=$build/thuisnabij
log=$build/run.log
listen=127.0.0.1:8080
data='' empty='' fresh='' build_only=''

fail() {
	echo "run.sh: $1" >&2
	exit 1
}

usage() {
	sed -n '2,11s/^# \{0,1\}//p' "$0"
	exit "$1"
}

while [ $# -gt 0 ]; do
	case $1 in
	--empty) empty=1 ;;
	--fresh) fresh=1 ;;
	--build-only) build_only=1 ;;
	--data | --listen)
		[ $# -ge 2 ] || fail "$1 needs a value"
		if [ "$1" = --data ]; then data=$2; else listen=$2; fi
		shift
		;;
	--help | -h) usage 0 ;;
	*)
		echo "run.sh: there is no option $1" >&2
		usage 2 >&2
		;;
	esac
	shift
done
[ -n "$data" ] || data=$here/data${empty:+-empty}

# --- build: ninja itself knows what is up to date, so the second time costs only its look ---

compile() {
	mkdir -p "$build"
	[ -f "$build/build.ninja" ] || meson setup "$build" "$here" --buildtype=release -Dtests=false >"$log" 2>&1 ||
		return 1
	ninja -C "$build" thuisnabij >"$log" 2>&1
}

if ! [ -x "$program" ]; then
	"$here/tools/install" run
	echo "Building (a minute or two, once)"
fi
if ! compile; then
	# A package may have come since: then the second try works, or says why not.
	"$here/tools/install" run
	compile || { tail -30 "$log" >&2; fail "it does not build; the whole story is in $log"; }
fi
if [ -n "$build_only" ]; then
	echo "Built: $program"
	exit 0
fi

# --- data ---

is_demo() {
	grep -q '^mode *= *demo' "$data/thuisnabij.conf" 2>/dev/null
}

if [ -n "$fresh" ] && [ -e "$data" ]; then
	is_demo || fail "$data is not an invented region: --fresh does not throw it away"
	rm -rf "$data"
fi
accounts=$data/demo-accounts.txt
if [ -z "$empty" ] && is_demo && ! [ -f "$accounts" ]; then
	echo "The invented region in $data was never finished"
	rm -rf "$data"
fi
if [ -z "$empty" ] && ! [ -e "$data" ]; then
	echo "Making an invented region in $data"
	said=$(mktemp)
	"$program" --data "$data" demo >"$said" || { cat "$said"; rm -f "$said"; fail "the invented region could not be made"; }
	mv "$said" "$accounts"
fi

# --- serve ---

if [ -z "$empty" ] && [ -f "$accounts" ]; then
	cat "$accounts"
	echo
fi
echo "Thuisnabij: http://$listen/ (stop with Ctrl-C)"
exec "$program" --data "$data" serve --listen "$listen"
