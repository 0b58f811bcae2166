# Gates over what the compiler made. Each function prints its findings; silence is success.
# shellcheck shell=bash

# Names that leave the module clash with other modules' (json-c's and jansson's do).
gate_exported_symbols() {
	nm -D --defined-only "$DOKU_GATE_MODULE" | awk '$3 != "get_module" { print "exported: " $3 }'
	nm -D --defined-only "$DOKU_GATE_MODULE" | grep ' get_module$' >/dev/null || say "get_module is not exported"
}

# A module built on the newest patch release of PHP must load on the oldest: an inline function of a newer header can call
# what the older PHP lacks. scripts/php-symbols makes the table.
gate_php_symbols() {
	local table=$DOKU_ROOT/scripts/gates.d/php-symbols version branch column known library
	version=$(sed 's/ .*//' "$DOKU_GATE_BUILD/.configured")
	if ! "$DOKU_PHP_OF_BUILD" -n -r 'exit(PHP_ZTS || PHP_DEBUG ? 1 : 0);'; then
		say "the table is that of an NTS PHP without debug"
		return 3
	fi
	branch=$(cut -d. -f1,2 <<<"$version")
	column=${branch#8.}
	# No 8.3 could be had: what 8.2 has and 8.4 has, it has too.
	[ "$column" != 3 ] || column='2.*4'
	known=$(sed -n "s/^# ${branch/./\\.} //p" "$table")
	nm -D --undefined-only "$DOKU_GATE_MODULE" | awk '$1 == "U" { sub(/@.*/, "", $2); print $2 }' | LC_ALL=C sort -u |
		LC_ALL=C comm -23 - <({
			# What the libraries bring that it is linked to, the C library among them.
			ldd "$DOKU_GATE_MODULE" | sed -n 's/.* => \(\/[^ ]*\).*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' | while read -r library; do
				nm -D --defined-only "$library" | awk '{ sub(/@.*/, "", $3); print $3 }'
			done
			awk -v column="$column" '!/^#/ && $2 ~ column { print $1 }' "$table"
		} | LC_ALL=C sort -u) | sed "s|\$| is imported, but PHP ${known:-8.2 or 8.4} does not export it|"
}

# The words that the build of $DOKU_GATE_BUILD gives its compiler.
compiler_words() {
	make -C "$DOKU_GATE_BUILD" -n -W "$DOKU_GATE_BUILD/src/base/clock.c" src/base/clock.lo 2>/dev/null |
		sed -n 's/.*--mode=compile//p' | sed 's/ -c .*//' | awk 'NR == 1'
}

gate_hardening() {
	local headers dynamic words compiler flag level best
	headers=$(readelf -lW "$DOKU_GATE_MODULE")
	dynamic=$(readelf -dW "$DOKU_GATE_MODULE")
	grep -q GNU_RELRO <<<"$headers" || say "no RELRO segment"
	grep -qE '\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*NOW' <<<"$dynamic" || say "symbols are not bound at load (full RELRO)"
	grep -E 'GNU_STACK' <<<"$headers" | grep 'RW ' >/dev/null || say "the stack is executable"
	! grep -q 'LOAD.* RWE ' <<<"$headers" || say "a segment is writable and executable"
	! grep -q TEXTREL <<<"$dynamic" || say "the module has text relocations"
	! grep -qE 'R(UN)?PATH' <<<"$dynamic" || say "the module has a run path"
	nm -D "$DOKU_GATE_MODULE" | grep __stack_chk_fail >/dev/null || say "no stack protector"

	words=$(compiler_words)
	compiler=$(awk '{ print $1 }' <<<"$words")
	for flag in -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard -ftrivial-auto-var-init=zero \
		-fno-delete-null-pointer-checks -fno-strict-overflow; do
		if "$compiler" -Werror "$flag" -x c -c -o /dev/null /dev/null 2>/dev/null && [[ " $words " != *" $flag "* ]]; then
			say "$compiler knows $flag, and the build does not use it"
		fi
	done
	for best in 3 2 1; do
		! "$compiler" -Werror -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$best -x c -fsyntax-only - <<<'#include <stdlib.h>' 2>/dev/null || break
	done
	# shellcheck disable=SC2086
	level=$($words -dM -E -x c /dev/null | sed -n 's/^#define _FORTIFY_SOURCE //p')
	[ "${level:-0}" -ge "$best" ] || say "_FORTIFY_SOURCE is ${level:-not set}, and $compiler has level $best"
	[ "$level" = 0 ] || nm -D "$DOKU_GATE_MODULE" | grep '_chk@' >/dev/null || say "no checked function of the C library is called"
}

# Equal sources make equal bytes, wherever they lie.
gate_reproducible() {
	local folder place first=''
	folder=$(mktemp -d)
	for place in a another/longer/path; do
		mkdir -p "$folder/$place"
		project_files | grep -E '^(config\.m4|scripts/|src/|[^/]*\.[ch]$)' | tar -cf - -T - | tar -xf - -C "$folder/$place"
		if ! "$folder/$place/scripts/build" --quiet --php-config "$DOKU_PHP_CONFIG_OF_BUILD" >"$folder/log" 2>&1; then
			cat "$folder/log"
			break
		fi
		if [ -z "$first" ]; then
			first=$folder/$place/build/default/modules/doku_akulaku.so
		elif ! cmp "$first" "$folder/$place/build/default/modules/doku_akulaku.so"; then
			say "a build in another folder gives other bytes"
		fi
	done
	rm -rf "$folder"
}

# State lives in the module globals. The exceptions, as FILE SYMBOL (a shell pattern), with the reason.
allowed_static_data() {
	cat <<-'END'
		doku_akulaku doku_akulaku_module_entry
		doku_akulaku doku_akulaku_globals
		doku_akulaku doku_akulaku_globals_id
		doku_akulaku _tsrm_ls_cache
	END
	# Written by MINIT and only read afterwards: class entries, object handlers, interned names,
	# the proxy that the server started with.
	cat <<-'END'
		src/php/classes doku_php_ce_*
		src/php/* *_handlers
		src/php/ini definition*
		src/php/ini startup_proxy
		src/php/body name_slots
		src/php/request common_strings
	END
	# The libraries are set up at their first use and torn down by the last thread; all of it is atomic.
	cat <<-'END'
		src/base/crypto sha256
		src/transport/curl is_started
		src/php/runtime library_owner
		src/php/runtime process_number
		src/php/runtime thread_count
	END
	# A list that only grows, by atomic pushes: a parent's connections, which nobody may touch.
	cat <<-'END'
		src/php/runtime abandoned
	END
}

static_data_allowed() {
	local file symbol
	while read -r file symbol; do
		# shellcheck disable=SC2053
		if [[ $1 == $file && $2 == $symbol ]]; then
			return 0
		fi
	done < <(allowed_static_data)
	return 1
}

# Constant tables with addresses in them (.data.rel.ro) are read-only at run time, so they are no state.
gate_static_data() {
	local object unit symbol
	find "$DOKU_GATE_BUILD" -path "$DOKU_GATE_BUILD/phpt" -prune -o -path '*/.libs/*.o' -print | LC_ALL=C sort | while read -r object; do
		unit=${object#"$DOKU_GATE_BUILD/"}
		unit=${unit/.libs\//}
		unit=${unit%.o}
		# A static inside a function gets a number behind its name; sanitizers and coverage add their own.
		objdump -t "$object" | awk '
			$0 !~ / d / && $NF !~ /^(__asan|__ubsan|__llvm|__gcov|\.L)/ {
				for (i = 2; i < NF; i++)
					if ($i ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $i !~ /^\.data\.rel\.ro/)
						print $NF
			}' | while read -r symbol; do
			static_data_allowed "$unit" "${symbol%%.*}" || say "$unit.c: $symbol is static data that can change"
		done
	done
}

# The developer build passes with both compilers, every warning an error.
gate_compilers() {
	local compiler output
	for compiler in gcc clang; do
		if [ "$compiler" = gcc ] && ! have gcc; then
			say "no gcc found"
			continue
		fi
		output=$("$DOKU_ROOT/scripts/build" --name "gate-$compiler" --cc "$compiler" --dev --quiet 2>&1) || say "$compiler: $output"
	done
}
