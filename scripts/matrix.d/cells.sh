# The cells of scripts/matrix, what they need and how long they take. Source it after environments.sh.
# shellcheck shell=bash

# name|environment|php-config|options of scripts/build|steps|options of scripts/phpt|minutes|what it is
# The order is the one to run in when time is short: what finds most comes first, what takes longest comes last.
# The steps unit-gcc and unit-clang are the C tests of the engine by that compiler; they know no PHP, so they run once for
# each set of libraries and each compiler. The minutes are those of a machine with two cores.
cells() {
	local php=$DOKU_CACHE/php system_php_config
	system_php_config=$(command -v "${DOKU_PHP_CONFIG:-php-config}" || printf 'php-config')
	cat <<-END
		asan|asan|$php/asan/bin/php-config|--dev --cc clang --sanitize address,undefined|phpt random|--asan|3|PHP 8.4: debug, ZTS, ASan, UBSan
		8.6|sid-8.6|/usr/bin/php-config8.6|--dev|unit-gcc phpt symbols||2|Debian sid with experimental, gcc
		8.4|trixie|/usr/bin/php-config8.4|--dev|unit-gcc phpt symbols||2|Debian 13, gcc
		8.5|sid-8.5|/usr/bin/php-config8.5|--dev|phpt symbols||1|Debian sid with experimental, gcc
		debug|valgrind|$php/valgrind/bin/php-config|--dev|phpt||1|PHP 8.2: debug, its own leak check
		jit|trixie|/usr/bin/php-config8.4|--dev|phpt|--jit|1|Debian 13, opcache with JIT
		repeat|trixie|/usr/bin/php-config8.4|--dev|phpt|--repeat|1|Debian 13, every test twice in one process
		threads|tsan|$php/tsan/bin/php-config||threads||1|PHP 8.4: ZTS, many threads, ThreadSanitizer
		json-c-0.15|json-c-0.15|$system_php_config|--dev|unit-clang phpt||2|this system, json-c of Debian 11
		8.6-clang|sid-8.6|/usr/bin/php-config8.6|--dev --cc clang|unit-clang phpt||2|Debian sid with experimental, clang
		8.2|bookworm|/usr/bin/php-config8.2|--dev --cc gcc|unit-gcc phpt symbols||2|Debian 12, gcc
		8.2-clang|bookworm|/usr/bin/php-config8.2|--dev --cc clang|unit-clang phpt||2|Debian 12, clang
		8.4-clang|trixie|/usr/bin/php-config8.4|--dev --cc clang|unit-clang phpt||2|Debian 13, clang
		json-c|json-c|$system_php_config|--dev|unit-clang phpt||2|this system, the json-c in DOKU_JSONC_PREFIX
		valgrind|valgrind|$php/valgrind/bin/php-config|--dev|phpt unit-valgrind|--valgrind|15|PHP 8.2: debug, under valgrind
		mutations|system|$system_php_config||mutations||25|this system, code broken on purpose
	END
}

# name|kind|minutes to make it|suites of the mirror that it is made from
#   chroot   a Debian of its own          php      a PHP built from its source, on this system
#   library  a json-c in a prefix         system   this system as scripts/setup --test leaves it
environments() {
	cat <<-END
		bookworm|chroot|2|bookworm
		trixie|chroot|2|trixie
		sid-8.5|chroot|2|sid experimental
		sid-8.6|chroot|2|sid experimental
		asan|php|6|trixie
		tsan|php|3|trixie
		valgrind|php|3|bookworm
		json-c-0.15|library|1|bullseye
		json-c|library|0|
		system|system|0|
	END
}

environment_field() { environments | awk -F'|' -v name="$1" -v field="$2" '$1 == name { print $field }'; }

# prepare ENVIRONMENT yes|no: the second says whether the cell needs clang in its chroot.
prepare() {
	[ "$(environment_field "$1" 2)" = chroot ] || "$DOKU_ROOT/scripts/setup" --test
	case $1 in
		bookworm) prepare_bookworm ;;
		trixie) prepare_trixie ;;
		sid-8.5) prepare_sid_85 ;;
		sid-8.6) prepare_sid_86 ;;
		asan) prepare_asan ;;
		tsan) prepare_tsan ;;
		valgrind) prepare_valgrind ;;
		json-c-0.15) prepare_oldest_jsonc ;;
	esac
	if [ "$2" = yes ] && [ "$(environment_field "$1" 2)" = chroot ]; then
		prepare_clang "$1"
	fi
}

needs_clang() {
	if [[ $1 == *clang* ]]; then printf 'yes\n'; else printf 'no\n'; fi
}

environment_ready() {
	case $(environment_field "$1" 2) in
		chroot) [ -e "$DOKU_CACHE/chroot/$1/.ready" ] ;;
		php) [ -e "$DOKU_CACHE/php/$1/.ready" ] ;;
		library) [ "$1" = json-c ] || [ -e "$DOKU_CACHE/$1/.ready" ] ;;
	esac
}

# What keeps chroots from being made on this machine, or nothing.
chroot_obstacle() {
	local probe=$DOKU_CACHE/probe
	if [ "$(id -u)" != 0 ]; then
		say "a chroot needs root"
	elif ! unshare --mount --propagation private true 2>/dev/null; then
		say "this machine allows no mount namespace"
	else
		rm -f "$probe"
		{ mknod "$probe" c 1 3 && : >"$probe"; } 2>/dev/null || say "this machine allows no device files in a chroot"
		rm -f "$probe"
	fi
}

declare -A suite_known=()
mirror_has() {
	local scrap mirror
	if [ -z "${suite_known[$1]:-}" ]; then
		scrap=$(mktemp -d)
		suite_known[$1]=no
		if mirror=$(debian_mirror) && timeout 60 /usr/lib/apt/apt-helper -o Acquire::Retries=1 -o APT::Sandbox::User=root \
			download-file "$mirror/dists/$1/Release" "$scrap/Release" >/dev/null 2>&1; then
			suite_known[$1]=yes
		fi
		rm -rf "$scrap"
	fi
	[ "${suite_known[$1]}" = yes ]
}

# find_obstacle ENVIRONMENT: sets obstacle to why it cannot be had here, or to nothing.
find_obstacle() {
	local suite
	obstacle=''
	case $1 in
		json-c)
			[ -n "${DOKU_JSONC_PREFIX:-}" ] || obstacle="set DOKU_JSONC_PREFIX to the prefix of an installed json-c"
			return 0
			;;
	esac
	[ "$(environment_field "$1" 2)" != chroot ] || obstacle=$(chroot_obstacle)
	if [ -n "$obstacle" ] || environment_ready "$1"; then
		return 0
	fi
	for suite in $(environment_field "$1" 4); do
		if ! mirror_has "$suite"; then
			obstacle="apt's mirror cannot be reached or has no $suite"
			return 0
		fi
	done
}

# minutes_of CELL: how long it will take on this machine as it is now.
minutes_of() {
	local environment options steps minutes
	IFS='|' read -r _ environment _ options steps _ minutes _ < <(cells | grep "^$1|")
	environment_ready "$environment" || minutes=$((minutes + $(environment_field "$environment" 3)))
	if [ "$(environment_field "$environment" 2)" = chroot ] && [ "$(needs_clang "$options $steps")" = yes ] &&
		[ ! -e "$DOKU_CACHE/chroot/$environment/.clang" ]; then
		minutes=$((minutes + 1))
	fi
	printf '%d\n' "$minutes"
}

# Where the tree of an environment lies, as the machine sees it. Build output stays from run to run.
tree_of() {
	case $(environment_field "$1" 2) in
		chroot) printf '%s\n' "$DOKU_CACHE/chroot/$1/doku_akulaku" ;;
		*) printf '%s\n' "$DOKU_CACHE/tree/$1" ;;
	esac
}

copy_tree() {
	local target=$1
	mkdir -p "$target"
	find "$target" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
	tar -C "$DOKU_ROOT" --exclude=./build --exclude=./.git -cf - . | tar -C "$target" -xf -
}

# The folder with json-c.pc of a library environment.
jsonc_pkgconfig_folder() {
	local prefix=$DOKU_CACHE/$1 file
	[ "$1" != json-c ] || prefix=$DOKU_JSONC_PREFIX
	file=$(find "$prefix" -name json-c.pc | awk 'NR == 1')
	[ -n "$file" ] || fail "$prefix holds no json-c.pc"
	dirname "$file"
}

# run_in ENVIRONMENT COMMAND...: in the tree's root.
run_in() {
	local environment=$1 folder
	shift
	case $(environment_field "$environment" 2) in
		chroot)
			# shellcheck disable=SC2016
			in_chroot "$DOKU_CACHE/chroot/$environment" bash -c 'cd /doku_akulaku && exec "$@"' bash "$@"
			;;
		library)
			folder=$(jsonc_pkgconfig_folder "$environment")
			# The linker writes LD_RUN_PATH into what it makes.
			(cd "$(tree_of "$environment")" &&
				PKG_CONFIG_PATH=$folder LD_RUN_PATH=$(PKG_CONFIG_PATH=$folder pkg-config --variable=libdir json-c) "$@")
			;;
		*) (cd "$(tree_of "$environment")" && "$@") ;;
	esac
}
