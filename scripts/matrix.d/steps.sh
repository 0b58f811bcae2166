# What scripts/matrix does in a cell. Source it after cells.sh.
# shellcheck shell=bash

# The row of the cell at hand; scripts/matrix reads some of it.
# shellcheck disable=SC2034
cell='' environment='' config='' build_options='' steps='' phpt_options='' log=''
# Its results.
cell_passed=0 cell_failed=0 note='' versions=()

read_cell() {
	cell=$1
	IFS='|' read -r _ environment config build_options steps phpt_options _ < <(cells | grep "^$cell|")
	log=$DOKU_CACHE/log/$cell
	cell_passed=0 cell_failed=0 note='' versions=()
}

# limited ENVIRONMENT COMMAND...: like run_in. A step that hangs must not keep the sum from being told.
limited() {
	local environment=$1 left=36000 total=${minutes:-0}
	shift
	if [ "$total" -gt 0 ]; then
		left=$(((total + 15) * 60 - SECONDS))
		[ "$left" -ge 60 ] || left=60
	fi
	run_in "$environment" timeout --kill-after=30 "$left" "$@"
}

run_step() {
	local build=$1-$cell make
	make=(make -C tests/unit --no-print-directory "-j$(processors)")
	# shellcheck disable=SC2086
	case $1 in
		unit-gcc) limited "$environment" "${make[@]}" BUILD="$(tree_inside)/build/$build" CC_sanitize=gcc check ;;
		unit-clang) limited "$environment" "${make[@]}" BUILD="$(tree_inside)/build/$build" check ;;
		unit-valgrind) limited "$environment" "${make[@]}" valgrind ;;
		phpt) limited "$environment" scripts/phpt --name "$cell" --php-config "$config" $phpt_options ;;
		random) limited "$environment" tests/trust/run --asan fuzz_php.php --seconds=20 ;;
		symbols) limited "$environment" scripts/gates --name "$cell" php_symbols ;;
		threads) limited "$environment" tests/threads/run ;;
		mutations) limited "$environment" scripts/mutations ;;
		*) fail "no step is called $1" ;;
	esac
}

# The tree as a command in the environment sees it.
tree_inside() {
	case $(environment_field "$environment" 2) in
		chroot) printf '/doku_akulaku\n' ;;
		*) tree_of "$environment" ;;
	esac
}

# The counts in a log's last line that has some: "PASSED FAILED".
counts_of() {
	grep -E '^[0-9]+ passed, [0-9]+ failed$' "$1" 2>/dev/null | tail -n 1 | sed 's/[^0-9 ]//g; s/  */ /g; s/ $//'
}

judge_step() {
	local step=$1 status=$2 counts
	counts=$(counts_of "$log.$step")
	if [ -z "$counts" ] || { [ "$status" != 0 ] && [ "${counts#* }" = 0 ]; }; then
		tail -n 20 "$log.$step"
		say "$step ended with status $status"
		counts="0 1"
	elif [ "${counts#* }" != 0 ]; then
		grep -vE ': [0-9]+ passed, 0 failed$|^([^ ]*/)?(gcc|cc|ar|clang[-0-9]*) ' "$log.$step"
	fi
	say "$step: ${counts% *} passed, ${counts#* } failed"
	cell_passed=$((cell_passed + ${counts% *}))
	cell_failed=$((cell_failed + ${counts#* }))
}

# The module must run with the libraries that it was compiled with, and those are the environment's.
check_libraries() {
	local line
	# shellcheck disable=SC2016
	mapfile -t versions < <(run_in "$environment" bash -c '. scripts/lib.sh
		"$1" --version
		for name in libcrypto libcurl json-c; do pkg-config --modversion "$name"; done
		"$(php_binary_of "$1")" -n -d extension="$DOKU_ROOT/build/$2/modules/doku_akulaku.so" --ri doku_akulaku |
			sed -n "s/^json-c => //p"' bash "$config" "$cell" 2>"$log.versions" || true)
	[[ " $steps " == *" phpt "* ]] || return 0
	line="${versions[3]:-?} => ${versions[3]:-?}"
	if [ "${versions[4]:-}" != "$line" ]; then
		say "json-c, compiled => linked: ${versions[4]:-none}, but the environment has ${versions[3]:-none}"
		cell_failed=$((cell_failed + 1)) note='other json-c'
	fi
}

run_cell() {
	local step status
	rm -f "$log".*
	if [ -n "$build_options" ]; then
		# shellcheck disable=SC2086
		if ! limited "$environment" scripts/build --name "$cell" --php-config "$config" $build_options >"$log.build" 2>&1; then
			cat "$log.build"
			cell_failed=1 note='did not build'
			return 0
		fi
	fi
	for step in $steps; do
		status=0
		run_step "$step" >"$log.$step" 2>&1 </dev/null || status=$?
		judge_step "$step" "$status"
	done
	check_libraries
}

skipped_of() {
	local count=''
	[ ! -e "$log.phpt" ] || count=$(sed -n 's/^\([0-9]*\) tests were skipped.*/\1/p' "$log.phpt")
	printf '%d\n' "${count:-0}"
}

table_head() {
	printf '%-11s %-11s %-8s %-8s %-6s %7s %7s %8s %8s\n' cell PHP OpenSSL libcurl json-c passed failed skipped time
}

# table_row SECONDS
table_row() {
	printf '%-11s %-11s %-8s %-8s %-6s %7d %7d %8d %6d s %s\n' "$cell" "${versions[0]:-?}" "${versions[1]:-?}" \
		"${versions[2]:-?}" "${versions[3]:-?}" "$cell_passed" "$cell_failed" "$(skipped_of)" "$1" "$note"
}
