# What can be said about Windows without one: the engine by mingw-w64. Source it after module.sh; needs a build for
# comparison. The glue would need PHP's headers for Windows, and MSVC is another compiler: neither is proven here.
# shellcheck shell=bash

# link_headers HEADER...: links in $folder/include to where the system's compiler finds the folders of these headers.
link_headers() {
	local header path part
	for header in "$@"; do
		part=${header%%/*}
		mkdir -p "$folder/include/$part"
		path=$(printf '#include <%s>\n' "$header" | "${CC:-cc}" -M -x c - | tr ' ' '\n' | grep "/$header\$" | awk 'NR == 1')
		ln -sf "$(dirname "$path")"/*.h "$folder/include/$part/"
	done
}

# import_library NAME PATTERN: what the system's library exports, as a library that the linker for Windows takes.
import_library() {
	local file
	file=$(ldd "$DOKU_GATE_MODULE" | sed -n "s/.*lib$1\\.so[^ ]* => \\(\\/[^ ]*\\).*/\\1/p")
	{
		printf 'LIBRARY lib%s.dll\nEXPORTS\n' "$1"
		nm -D --defined-only "$file" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | grep -E "$2" | LC_ALL=C sort -u
	} >"$folder/$1.def"
	x86_64-w64-mingw32-dlltool -d "$folder/$1.def" -l "$folder/lib$1.dll.a"
}

# Every function of the engine exists on Windows too, compiles there without a warning, and links.
gate_windows() {
	local folder source object compiler=x86_64-w64-mingw32-gcc
	if ! have "$compiler"; then
		say "it needs gcc-mingw-w64-x86-64 (scripts/setup --test)"
		return 3
	fi
	folder=$(mktemp -d)
	mkdir "$folder/objects"
	link_headers openssl/evp.h openssl/opensslconf.h curl/curl.h json-c/json.h
	find src -path src/php -prune -o -name '*.c' -print | LC_ALL=C sort | while read -r source; do
		object=$folder/objects/${source//\//-}.o
		"$compiler" -std=c11 -O2 -Wall -Wextra -Wshadow -Wformat=2 -Wno-unused-parameter -Werror -I"$folder/include" \
			-c "$source" -o "$object" || say "$source does not compile for Windows"
		[ ! -e "$object" ] || x86_64-w64-mingw32-nm -g --defined-only "$object" | awk '{ print $3 }' >>"$folder/windows"
		nm -g --defined-only "$DOKU_GATE_BUILD/$(dirname "$source")/.libs/$(basename "$source" .c).o" | awk '{ print $3 }' >>"$folder/here"
	done 2>&1
	LC_ALL=C comm -23 <(LC_ALL=C sort -u "$folder/here") <(LC_ALL=C sort -u "$folder/windows") | sed 's/$/ is missing on Windows/'
	import_library curl '^curl_'
	import_library crypto '^(BIO|CRYPTO|ERR|EVP|OPENSSL|OSSL|OpenSSL|PEM|RAND|X509)_'
	import_library json-c '^json_'
	"$compiler" -shared -o "$folder/engine.dll" "$folder"/objects/*.o -L"$folder" -lcurl -lcrypto -ljson-c -lws2_32 2>&1 |
		grep 'undefined reference' | sed 's/.*undefined reference/undefined reference/' | LC_ALL=C sort -u
	[ -s "$folder/engine.dll" ] || say "the engine does not link for Windows"
	rm -rf "$folder"
}
