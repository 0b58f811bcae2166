#!/bin/sh
# Replays the corpus of each target and sums the counts. A target that ends early is a failure,
# and the last file that it named is the one.
#   DOKU_FUZZ_BUILD=FOLDER replay.sh TARGET...
set -u
passed=0
failed=0
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
for target in "$@"; do
	line=$(ASAN_OPTIONS=detect_leaks=1 timeout 600 "$DOKU_FUZZ_BUILD/$target" "corpus/$target" 2>"$log")
	status=$?
	counts=$(printf '%s\n' "$line" | sed -n 's/^\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed$/\1 \2/p')
	if [ "$status" -ne 0 ] || [ -z "$counts" ]; then
		tail -n 40 "$log"
		printf '%s: exit status %d\n' "$target" "$status"
		failed=$((failed + 1))
	else
		printf '%s: %s\n' "$target" "$line"
		passed=$((passed + ${counts% *}))
	fi
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
