# Shared by the scripts in this folder. Source it; it runs nothing by itself.
# shellcheck shell=bash

set -euo pipefail

DOKU_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*"; }
heading() { printf '\n== %s ==\n' "$*"; }
fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Run as root: directly, or through sudo.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif have sudo; then
		sudo -n true 2>/dev/null || say "sudo asks for your password to install packages"
		sudo "$@"
	else
		fail "installing packages needs root; run as root or install sudo"
	fi
}

package_installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The first of the given names that apt can install.
first_available() {
	local name policy
	for name in "$@"; do
		policy=$(LC_ALL=C apt-cache policy "$name" 2>/dev/null) || true
		if [[ $policy =~ Candidate:\ [^\(] ]]; then
			printf '%s\n' "$name"
			return 0
		fi
	done
	return 1
}

# php-config to build with: $DOKU_PHP_CONFIG, else the system's.
find_php_config() {
	local candidate
	for candidate in "${DOKU_PHP_CONFIG:-}" php-config; do
		[ -n "$candidate" ] || continue
		if have "$candidate"; then
			command -v "$candidate"
			return 0
		fi
		[ "$candidate" = php-config ] || fail "DOKU_PHP_CONFIG names $candidate, which is not there"
	done
	return 1
}

# The programs that belong to a php-config: /usr/bin/php-config8.2 -> /usr/bin/php8.2, /usr/bin/phpize8.2.
php_binary_of() { "$1" --php-binary; }
phpize_of() {
	local real
	real=$(readlink -f "$1")
	printf '%s\n' "${real/php-config/phpize}"
}

# Debian installs clang-14 without the plain name.
find_clang() {
	local candidate
	for candidate in clang clang-{19,18,17,16,15,14}; do
		if have "$candidate"; then
			printf '%s\n' "$candidate"
			return 0
		fi
	done
	return 1
}

processors() {
	getconf _NPROCESSORS_ONLN 2>/dev/null || printf '1\n'
}

# The counts in a stage's last line, "N passed, N failed" or "N passed, N failed, N not run", as three numbers; nothing
# where there are none.
counts_in() {
	tail -n 1 "$1" 2>/dev/null | sed -n 's/^\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed\(, \([0-9][0-9]*\) not run\)\{0,1\}$/\1 \2 \4/p' |
		awk '{ print $1, $2, $3 + 0 }'
}

# failures_in LOG: what failed in the log of a stage or a cell, 40 lines at most: lines with FAILED, FAIL or "not ok" and what
# is indented below them, and PHPUnit's numbered failures. The log's end where nothing is recognised. For the end of a run:
# a log that was cut in its middle must still say what failed.
failures_in() {
	local found
	found=$(awk '
		/^(FAILED|FAIL[ :]|not ok|Not ok)/ { print; below = 6; next }
		/^[0-9]+\) [A-Za-z_\\]+::/ { print; below = 8; phpunit = 1; next }
		/^(ok|PASS|FAILURES!|[0-9]+ passed)/ { below = 0; phpunit = 0 }
		below > 0 && (/^[ \t]/ || phpunit) { print "  " $0; below-- }
		below > 0 && !/^[ \t]/ && !phpunit { below = 0 }' "$1" 2>/dev/null | head -n 40)
	[ -n "$found" ] || found=$(tail -n 15 "$1" 2>/dev/null)
	printf '%s\n' "$found" | sed 's/^/  /'
}

# 75 -> "1 min 15 s"
duration() {
	if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

# The tools of the stages that run PHPUnit; prints the folder of their programs.
phpunit_tools() {
	"$DOKU_ROOT/scripts/php-tools" payments 'phpunit/phpunit:^11' 'phpstan/phpstan:^2' 'phpstan/phpstan-strict-rules:^2' | tail -n 1
}

# run_phpunit TOOLS CONFIG LOG [PHP-OPTION...]: runs it with the extension and adds its tests to the caller's `passed` and
# `failed`. A skipped test has failed. Warnings and risky tests PHPUnit tells by its exit status alone.
run_phpunit() {
	local tools=$1 config=$2 log=$3 status=0 tests='' bad=''
	shift 3
	rm -f "$log"
	"$DOKU_PHP" -d extension="$DOKU_MODULE" "$@" "$tools/phpunit" -c "$config" --log-junit "$log" || status=$?
	# tests, errors, failures, skipped of the first suite
	read -r tests bad < <(sed -n '0,/<testsuite /s/.*<testsuite .* tests="\([0-9]*\)".* errors="\([0-9]*\)" failures="\([0-9]*\)" skipped="\([0-9]*\)".*/\1 \2 \3 \4/p' "$log" 2>/dev/null |
		awk '{ print $1, $2 + $3 + $4 }') || true
	if [ -z "$tests" ] || [ "$tests" = 0 ]; then
		say "PHPUnit ended without its counts (exit status $status)."
		tests=1 bad=1
	elif [ "$status" != 0 ] && [ "$bad" = 0 ]; then
		bad=1 tests=$((tests + 1))
	fi
	passed=$((passed + tests - bad))
	failed=$((failed + bad))
}
