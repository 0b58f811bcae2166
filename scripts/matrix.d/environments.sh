# The PHPs that scripts/matrix runs on, made once and kept in the cache. Source it after lib.sh; needs root.
# shellcheck shell=bash

DOKU_CACHE=${DOKU_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/doku_akulaku}

# The mirror that apt itself uses.
debian_mirror() {
	local uri
	uri=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Created-By: Packages' 2>/dev/null |
		grep -v security | sort -u | awk 'NR == 1')
	if [ -z "$uri" ]; then
		uri=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
			sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' | awk 'NR == 1')
	fi
	[ -n "$uri" ] || fail "apt's sources name no mirror"
	printf '%s\n' "${uri%/}"
}

# in_chroot DIR COMMAND...: its own mount namespace, so that nothing stays mounted whatever happens.
in_chroot() {
	local directory=$1
	shift
	unshare --mount --propagation private bash -c '
		directory=$1
		shift
		mount -t proc proc "$directory/proc"
		mount --rbind /dev "$directory/dev"
		exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
			chroot "$directory" "$@"' bash "$directory" "$@"
}

# make_chroot NAME SUITE: a minimal Debian, able to run apt.
make_chroot() {
	local directory=$DOKU_CACHE/chroot/$1 suite=$2 mirror
	[ ! -e "$directory/.base" ] || return 0
	mirror=$(debian_mirror)
	have debootstrap || as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap
	say "Making a chroot of $suite"
	rm -rf "$directory"
	mkdir -p "$directory"
	unshare --mount --propagation private debootstrap --variant=minbase "$suite" "$directory" "$mirror" >"$directory.log" 2>&1 ||
		{ tail -n 20 "$directory.log" >&2; fail "debootstrap $suite failed"; }
	printf 'deb %s %s main\n' "$mirror" "$suite" >"$directory/etc/apt/sources.list"
	# apt in the chroot reaches the mirror the way the machine does.
	apt-config dump Acquire 2>/dev/null | grep -v '^Acquire "";' >"$directory/etc/apt/apt.conf.d/90machine" || true
	cp /etc/hosts "$directory/etc/hosts"
	printf '#!/bin/sh\nexit 101\n' >"$directory/usr/sbin/policy-rc.d"
	chmod 755 "$directory/usr/sbin/policy-rc.d"
	in_chroot "$directory" apt-get update -qq >>"$directory.log" 2>&1
	touch "$directory/.base"
}

chroot_install() {
	local directory=$DOKU_CACHE/chroot/$1
	shift
	in_chroot "$directory" apt-get install -y -qq --no-install-recommends "$@" >>"$directory.log" 2>&1 ||
		{ tail -n 20 "$directory.log" >&2; fail "apt-get install $* failed in $directory"; }
}

# The compiler of the engine's tests, with the runtime of the sanitizers.
chroot_install_clang() {
	local version
	version=$(in_chroot "$DOKU_CACHE/chroot/$1" apt-cache depends clang | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | awk 'NR == 1')
	chroot_install "$1" clang "libclang-rt-$version-dev"
}

build_packages="gcc libc6-dev make pkg-config autoconf libssl-dev libcurl4-openssl-dev libjson-c-dev ca-certificates procps openssl python3-h2"

prepare_bookworm() {
	make_chroot bookworm bookworm
	[ ! -e "$DOKU_CACHE/chroot/bookworm/.ready" ] || return 0
	# shellcheck disable=SC2086
	chroot_install bookworm $build_packages php8.2-cli php8.2-cgi php8.2-fpm php8.2-dev php8.2-sqlite3 php8.2-curl
	chroot_install_clang bookworm
	touch "$DOKU_CACHE/chroot/bookworm/.ready"
}

prepare_trixie() {
	make_chroot trixie trixie
	[ ! -e "$DOKU_CACHE/chroot/trixie/.ready" ] || return 0
	# shellcheck disable=SC2086
	chroot_install trixie $build_packages php8.4-cli php8.4-cgi php8.4-fpm php8.4-dev php8.4-sqlite3 php8.4-curl
	chroot_install_clang trixie
	touch "$DOKU_CACHE/chroot/trixie/.ready"
}

# sid with one PHP of experimental. 8.5 and 8.6 ask for different versions of php-common, so each has its own.
prepare_sid() {
	local php=$1 name=sid-$1 directory=$DOKU_CACHE/chroot/sid-$1
	shift
	[ ! -e "$directory/.ready" ] || return 0
	make_chroot "$name" sid
	# shellcheck disable=SC2086
	chroot_install "$name" $build_packages
	chroot_install_clang "$name"
	printf 'deb %s experimental main\n' "$(debian_mirror)" >"$directory/etc/apt/sources.list.d/experimental.list"
	in_chroot "$directory" apt-get update -qq >>"$directory.log" 2>&1
	chroot_install "$name" "$@" "php$php-cli" "php$php-cgi" "php$php-fpm" "php$php-dev" "php$php-sqlite3" "php$php-curl"
	touch "$directory/.ready"
}

prepare_sid_85() { prepare_sid 8.5; }
prepare_sid_86() { prepare_sid 8.6 -t experimental; }

# The pristine upstream tarball inside Debian's source package: download_php_source VERSION SUITE -> its path
download_php_source() {
	local version=$1 suite=$2 directory=$DOKU_CACHE/source lists
	mkdir -p "$directory"
	if ! compgen -G "$directory/php${version}_*.orig.tar.*" >/dev/null; then
		lists=$directory/lists-$suite
		mkdir -p "$lists/partial"
		printf 'deb-src %s %s main\n' "$(debian_mirror)" "$suite" >"$directory/$suite.list"
		(
			cd "$directory"
			set -- -o Dir::Etc::sourcelist="$directory/$suite.list" -o Dir::Etc::sourceparts=/dev/null \
				-o Dir::State::lists="$lists" -o APT::Sandbox::User=root
			apt-get "$@" update -qq && apt-get "$@" source -qq --download-only "php$version"
		) >"$directory/$suite.log" 2>&1 || { tail -n 20 "$directory/$suite.log" >&2; fail "no source of PHP $version"; }
	fi
	compgen -G "$directory/php${version}_*.orig.tar.*" | grep -v '\.asc$' | awk 'NR == 1'
}

# build_php NAME VERSION SUITE CONFIGURE-OPTION...: installs into the cache. CC and CFLAGS come from the environment.
build_php() {
	local name=$1 version=$2 suite=$3 prefix tarball work
	shift 3
	prefix=$DOKU_CACHE/php/$name
	[ ! -e "$prefix/.ready" ] || return 0
	tarball=$(download_php_source "$version" "$suite")
	work=$DOKU_CACHE/php/$name.build
	say "Building PHP $version ($name) from $(basename "$tarball")"
	rm -rf "$work" "$prefix"
	mkdir -p "$work"
	tar -xf "$tarball" -C "$work" --strip-components=1
	(
		cd "$work"
		./configure --prefix="$prefix" --disable-all --enable-cli --enable-cgi --enable-debug --enable-pcntl --enable-posix \
			--enable-sockets --enable-tokenizer --enable-ctype --enable-opcache --with-openssl --with-curl --with-zlib "$@" &&
			nice make -j"$(processors)" && make install
	) >"$prefix.log" 2>&1 || { tail -n 20 "$prefix.log" >&2; fail "PHP $version ($name) did not build, see $prefix.log"; }
	rm -rf "$work"
	touch "$prefix/.ready"
}

# Debug, ZTS, AddressSanitizer and UndefinedBehaviorSanitizer in one.
prepare_asan() {
	local compiler
	compiler=$(find_clang) || fail "no clang found: run scripts/setup --test"
	CC=$compiler CXX=${compiler/clang/clang++} build_php asan 8.4 trixie --enable-zts --enable-embed \
		--enable-address-sanitizer --enable-undefined-sanitizer
}

# Debug NTS, told about valgrind.
prepare_valgrind() {
	build_php valgrind 8.2 bookworm --with-valgrind
}
