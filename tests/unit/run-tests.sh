#!/bin/sh
# Runs test programs one after another and sums their last lines.
#   run-tests.sh FOLDER PROGRAM...
# DOKU_TEST_RUNNER, where set, is put in front of each program.
set -u
folder=$1
shift
passed=0
failed=0
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT

export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:detect_stack_use_after_return=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"

# The leak is libcurl's own, see the file.
suppressed=
case "$(pkg-config --modversion libcurl 2>/dev/null)" in
	8.5.*) suppressed="test_transport test_transport_flood" ;;
esac

for program in "$@"; do
	lsan=
	case " $suppressed " in
		*" $program "*)
			lsan="suppressions=$PWD/libcurl-8.5.supp:print_suppressions=0"
			printf '%s: a leak that libcurl 8.5 has with trailers is not looked at\n' "$program"
			;;
	esac
	runner=${DOKU_TEST_RUNNER:-}
	# it counts valgrind's reports itself, and provokes some on purpose
	[ "$program" != constant_time ] || runner="valgrind --quiet"
	# shellcheck disable=SC2086
	LSAN_OPTIONS="$lsan" timeout 600 $runner "$folder/$program" >"$output" 2>&1
	status=$?
	last=$(tail -n 1 "$output")
	counts=$(printf '%s\n' "$last" | sed -n 's/^\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed$/\1 \2/p')
	if [ -n "$counts" ]; then
		passed=$((passed + ${counts% *}))
		failed=$((failed + ${counts#* }))
	fi
	if [ "$status" -ne 0 ]; then
		cat "$output"
		printf '%s: exit status %d\n' "$program" "$status"
		# a crash, a sanitizer's report or a leak is a failure of its own
		case "$counts" in
			"" | *" 0") failed=$((failed + 1)) ;;
		esac
	elif [ -z "$counts" ]; then
		cat "$output"
		printf '%s: no counts\n' "$program"
		failed=$((failed + 1))
	else
		printf '%s: %s\n' "$program" "$last"
	fi
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
