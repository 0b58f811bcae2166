# Gates over the text of the sources. Each function prints its findings; silence is success.
# shellcheck shell=bash

# The project's own files: what git knows or would take; without git, everything but build output.
project_files() {
	if [ -e "$DOKU_ROOT/.git" ] && have git; then
		git -C "$DOKU_ROOT" -c safe.directory="$DOKU_ROOT" ls-files --cached --others --exclude-standard | while read -r file; do
			[ -f "$file" ] && printf '%s\n' "$file"
		done
	else
		find . -path ./build -prune -o -path ./.git -prune -o -type f -print | sed 's|^\./||'
	fi | LC_ALL=C sort
}

c_files() { find doku_akulaku.c php_doku_akulaku.h src -name '*.[ch]' | grep -v '_arginfo\.h$' | LC_ALL=C sort; }

# The engine knows no PHP header.
gate_engine_includes() {
	find src -path src/php -prune -o -name '*.[ch]' -print | LC_ALL=C sort |
		xargs grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]([^>"]*/)?(php|zend|Zend|SAPI|TSRM|ext/|main/|sapi/)' || true
}

# The folders of src/ from the top down; a folder includes itself and those to its right, never one to its left.
DOKU_FOLDERS="php call response request payload transport json base"
gate_folders_include_downwards() {
	local file folder included
	find src -mindepth 1 -maxdepth 1 | sed 's|^src/||' | while read -r folder; do
		[[ " $DOKU_FOLDERS " == *" $folder "* ]] || say "src/$folder is no folder of the list in scripts/gates.d/sources.sh"
	done
	find src -name '*.[ch]' | LC_ALL=C sort | while read -r file; do
		folder=$(cut -d/ -f2 <<<"$file")
		sed -n 's|^[[:space:]]*#[[:space:]]*include[[:space:]]*"\.\./\([a-z]*\)/.*|\1|p' "$file" | LC_ALL=C sort -u | while read -r included; do
			[[ "${DOKU_FOLDERS#*"$folder"} " == *" $included "* ]] || say "$file includes src/$included, which is not below src/$folder"
		done
	done
}

# OpenSSL, json-c and libcurl: each included by one file.
gate_one_file_per_library() {
	local library owners
	for library in openssl curl json-c; do
		owners=$(c_files | xargs grep -lE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$library/" || true)
		if [ "$(printf '%s' "$owners" | grep -c .)" != 1 ]; then
			say "$library is included by:" $owners
		fi
	done
}

# Calls without a bound on what they write, or without an error.
gate_banned_calls() {
	c_files | xargs grep -nE '(^|[^A-Za-z0-9_])(v?sprintf|strcpy|stpcpy|strcat|atoi|atol|atof|strtok|gets)[[:space:]]*\(' || true
}

gate_markers() {
	# Written so that this file does not find itself.
	local pattern='TOD[O]|FIXM[E]|XX[X]|HAC[K]'
	project_files | grep -vE '^tests/(vectors|fuzz/corpus)/' | tr '\n' '\0' | xargs -0 grep -nIwE "$pattern" || true
}

# Nobody reads a file that never ends. Generated files and data are free.
gate_file_length() {
	local file lines
	project_files | grep -vE '_arginfo\.h$|^tests/(vectors|fuzz/corpus)/|\.(json|lock|css|svg|xml|po|pot)$|^scripts/gates\.d/php-symbols$' | while read -r file; do
		if grep -qI . "$file"; then
			lines=$(wc -l <"$file")
			[ "$lines" -le 600 ] || say "$file has $lines lines, more than 600"
		fi
	done
}

# config.m4, config.w32 and the disk name the same sources.
gate_source_lists() {
	local m4 w32 disk
	m4=$(sed -n 's/^ *\(src\/[a-z0-9_/]*\.c\).*/\1/p' config.m4 | LC_ALL=C sort)
	w32=$(awk '
		/^var DOKU_SOURCES/ { inside = 1 }
		/^\];/ { inside = 0 }
		inside && /"/ {
			gsub(/[",:]/, "")
			for (i = 2; i <= NF; i++) print "src/" $1 "/" $i
		}' config.w32 | LC_ALL=C sort)
	disk=$(find src -name '*.c' | LC_ALL=C sort)
	diff <(printf '%s\n' "$disk") <(printf '%s\n' "$m4") | sed -n 's/^</on disk, not in config.m4:/p; s/^>/in config.m4, not on disk:/p'
	diff <(printf '%s\n' "$disk") <(printf '%s\n' "$w32") | sed -n 's/^</on disk, not in config.w32:/p; s/^>/in config.w32, not on disk:/p'
	grep -q '^DOKU_MODULE_SOURCES="doku_akulaku.c"$' config.m4 || say "config.m4 does not list doku_akulaku.c alone as the module's file"
	grep -q 'EXTENSION("doku_akulaku", "doku_akulaku.c"' config.w32 || say "config.w32 does not build doku_akulaku.c"
}

gate_package_xml() {
	scripts/update-sources --package-xml | diff package.xml - | grep '^[<>]' | sed 's/$/ (run scripts\/update-sources)/' || true
}

# The drawings of the documents are what their script draws.
gate_diagrams() {
	scripts/diagrams --check || true
}

# The workflows call what is here, at fixed versions, and run every cell of the matrix.
gate_workflows() {
	local file line word cell
	for file in .github/workflows/*.yml; do
		grep -n 'uses:' "$file" | grep -vE 'uses: (\./[^ ]+|[A-Za-z0-9._/-]+@[0-9a-f]{40} # v?[0-9][0-9.]*)$' | sed "s|^|$file:|; s/\$/ is not pinned/"
		grep -nE '^ *- run: |^ *run: ' "$file" | while read -r line; do
			case $line in
				*'run: apt-get update && apt-get install -y --no-install-recommends '*) continue ;;
				*'run: dnf install -y '* | *'run: make -C tests/fuzz fuzz SECONDS='*) continue ;;
			esac
			word=$(sed 's/.*run: //; s/ .*//' <<<"$line")
			[[ $word == scripts/* && -x $word ]] || say "$file: $word is no script that is here"
			[ "$word" != scripts/package ] || [ -x "scripts/package.d/$(sed 's/.*scripts\/package //; s/ .*//' <<<"$line")" ] ||
				say "$file: there is no such package: $line"
		done
	done
	scripts/matrix --list | awk '{ print $1 }' | grep -vxF json-c | while read -r cell; do
		grep -hE '^ *cell: ' .github/workflows/*.yml | tr -d '"[],' | tr ' ' '\n' | grep -xF -- "$cell" >/dev/null ||
			say "no workflow runs the cell $cell of scripts/matrix"
	done
}

# One version of the extension, one range of PHP versions, one set of library minimums.
gate_versions() {
	local header changelog range
	header=$(sed -n 's/^#[[:space:]]*define PHP_DOKU_AKULAKU_VERSION "\(.*\)"$/\1/p' php_doku_akulaku.h)
	changelog=$(sed -n 's/^## \[\{0,1\}\([0-9][^] ]*\).*/\1/p' CHANGELOG.md | awk 'NR == 1')
	[ -n "$header" ] || say "php_doku_akulaku.h defines no PHP_DOKU_AKULAKU_VERSION"
	[ "$header" = "$changelog" ] || say "php_doku_akulaku.h says $header, the newest entry of CHANGELOG.md says $changelog"
	! grep -q '"version"' composer.json || say "composer.json has a version; the tag is the version"

	range=$(sed -n 's/^ *"php": "\(.*\)".*/\1/p' composer.json)
	[ "$range" = ">=8.2 <8.7" ] || say "composer.json wants PHP $range"
	grep -q -- '-lt 80200 || test "$doku_php_version" -ge 80700' config.m4 || say "config.m4 does not refuse PHP < 8.2 and >= 8.7"
	grep -q 'doku_php_version < 802 || doku_php_version >= 807' config.w32 || say "config.w32 does not refuse PHP < 8.2 and >= 8.7"
	grep -q 'ifndef ZEND_ENABLE_ZVAL_LONG64' config.m4 || say "config.m4 does not refuse a PHP of 32 bits"
	grep -q 'if (!X64)' config.w32 || say "config.w32 does not refuse a PHP of 32 bits"
	local library minimum
	while read -r library minimum; do
		grep -q "\[$minimum\], \[$library\])" config.m4 || say "config.m4 does not ask for $library >= $minimum"
		grep -q "needs $library >= $minimum" config.w32 || say "config.w32 does not ask for $library >= $minimum"
	done <<-END
		OpenSSL 3.0
		libcurl 7.87
		json-c 0.15
	END
}

# Pinned: another release of clang-format lays some lines out differently.
gate_clang_format() {
	local formatter='' candidate file
	for candidate in clang-format-14 clang-format; do
		if have "$candidate" && "$candidate" --version | grep 'version 14\.' >/dev/null; then
			formatter=$candidate
			break
		fi
	done
	if [ -z "$formatter" ]; then
		say "it needs clang-format 14"
		return 3
	fi
	{
		c_files
		find tests bench -name '*.[ch]' 2>/dev/null
	} | while read -r file; do
		"$formatter" --style=file "$file" | cmp -s - "$file" || say "$file: run $formatter -i $file"
	done
}

# The generated arginfo is the stub's. The generator is PHP 8.2's: a newer one writes other forms.
gate_arginfo() {
	local stub=src/php/doku_akulaku.stub.php arginfo=src/php/doku_akulaku_arginfo.h config generator parser folder
	config=$(find_php_config) || config=''
	case $([ -z "$config" ] || "$config" --version) in
		8.2.*) ;;
		*)
			say "the generator is pinned to PHP 8.2's gen_stub.php"
			return 3
			;;
	esac
	generator=$("$config" --prefix)/lib/php/$("$config" --phpapi)/build/gen_stub.php
	[ -e "$generator" ] || generator=$("$config" --extension-dir)/build/gen_stub.php
	parser=/usr/share/php/PhpParser
	if [ ! -e "$generator" ] || [ ! -d "$parser" ]; then
		say "gen_stub.php or the package php-parser is missing: run scripts/setup --test"
		return 1
	fi
	folder=$(mktemp -d)
	# The generator downloads its parser unless it lies beside it under this name.
	mkdir -p "$folder/PHP-Parser-4.15.1/lib"
	cp "$generator" "$folder/gen_stub.php"
	ln -s "$parser" "$folder/PHP-Parser-4.15.1/lib/PhpParser"
	cp "$stub" "$folder/"
	if ! "$(php_binary_of "$config")" "$folder/gen_stub.php" -f "$folder/$(basename "$stub")" >"$folder/log" 2>&1; then
		cat "$folder/log"
	elif ! cmp -s "$folder/$(basename "$arginfo")" "$arginfo"; then
		say "$arginfo is not what gen_stub.php makes of $stub:"
		diff "$arginfo" "$folder/$(basename "$arginfo")" | head -n 20
	fi
	rm -rf "$folder"
}
