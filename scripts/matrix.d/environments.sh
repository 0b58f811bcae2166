# The PHPs and libraries that scripts/matrix runs on, made once and kept in the cache. Source it after lib.sh. Chroots need
# root, the rest needs packages.
# shellcheck shell=bash

DOKU_CACHE=${DOKU_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/doku_akulaku}

# The mirror that apt itself uses.
debian_mirror() {
	local uri
	# shellcheck disable=SC2016
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
	# shellcheck disable=SC2016
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
	# Nobody minds if such a chroot is lost with the power.
	printf 'force-unsafe-io\n' >"$directory/etc/dpkg/dpkg.cfg.d/90unsafe-io"
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

# clang with the runtime of the sanitizers; large, so only for the cells that use it.
prepare_clang() {
	local version
	[ ! -e "$DOKU_CACHE/chroot/$1/.clang" ] || return 0
	in_chroot "$DOKU_CACHE/chroot/$1" apt-get update -qq >>"$DOKU_CACHE/chroot/$1.log" 2>&1
	version=$(in_chroot "$DOKU_CACHE/chroot/$1" apt-cache depends clang | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | awk 'NR == 1')
	chroot_install "$1" clang "libclang-rt-$version-dev"
	touch "$DOKU_CACHE/chroot/$1/.clang"
}

build_packages="gcc libc6-dev make pkg-config autoconf libssl-dev libcurl4-openssl-dev libjson-c-dev ca-certificates procps openssl python3-h2"

prepare_bookworm() {
	make_chroot bookworm bookworm
	[ ! -e "$DOKU_CACHE/chroot/bookworm/.ready" ] || return 0
	# shellcheck disable=SC2086
	chroot_install bookworm $build_packages php8.2-cli php8.2-cgi php8.2-fpm php8.2-dev php8.2-sqlite3 php8.2-curl
	touch "$DOKU_CACHE/chroot/bookworm/.ready"
}

prepare_trixie() {
	make_chroot trixie trixie
	[ ! -e "$DOKU_CACHE/chroot/trixie/.ready" ] || return 0
	# shellcheck disable=SC2086
	chroot_install trixie $build_packages php8.4-cli php8.4-cgi php8.4-fpm php8.4-dev php8.4-sqlite3 php8.4-curl
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
	printf 'deb %s experimental main\n' "$(debian_mirror)" >"$directory/etc/apt/sources.list.d/experimental.list"
	in_chroot "$directory" apt-get update -qq >>"$directory.log" 2>&1
	chroot_install "$name" "$@" "php$php-cli" "php$php-cgi" "php$php-fpm" "php$php-dev" "php$php-sqlite3" "php$php-curl"
	touch "$directory/.ready"
}

prepare_sid_85() { prepare_sid 8.5; }
prepare_sid_86() { prepare_sid 8.6 -t experimental; }

# apt_lists SUITE TYPE: package lists of one suite, apart from the machine's own. Sets apt_options for apt-get.
# The status file is empty: what the machine has installed says nothing about another suite.
apt_lists() {
	local suite=$1 type=$2 directory=$DOKU_CACHE/source keyring='' lists
	lists=$directory/lists-$suite-$type
	mkdir -p "$lists/partial"
	[ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ] || keyring='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] '
	printf '%s %s%s %s main\n' "$type" "$keyring" "$(debian_mirror)" "$suite" >"$lists.list"
	: >"$lists/status"
	apt_options=(-o "Dir::Etc::sourcelist=$lists.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$lists"
		-o "Dir::State::status=$lists/status" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root)
	apt-get "${apt_options[@]}" update -qq >"$lists.log" 2>&1 || { tail -n 20 "$lists.log" >&2; fail "no package lists of $suite"; }
}

# VERSION FILE SHA256: an older tarball of each that stays in the mirror's pool while the newest, a security update, is
# not there yet. The checksum is the one in Debian's .dsc of that release.
older_php_sources() {
	cat <<-'END'
		8.4 php8.4_8.4.24.orig.tar.xz e127be09a8506f4327c5cfa78a614b00d210714484ec215ce0011b4a03c00731
	END
}

# download_older_php_source VERSION: false where there is none, or another file under its name.
download_older_php_source() {
	local file sum
	read -r _ file sum < <(older_php_sources | grep "^$1 ") || return 1
	[ -n "${sum:-}" ] || return 1
	/usr/lib/apt/apt-helper -o APT::Sandbox::User=root download-file \
		"$(debian_mirror)/pool/main/p/php$1/$file" "$directory/$file.part" "SHA256:$sum" >>"$log" 2>&1 || return 1
	mv "$directory/$file.part" "$directory/$file"
}

# The pristine upstream tarball inside Debian's source package: download_php_source VERSION SUITE -> its path
download_php_source() {
	local version=$1 suite=$2 directory=$DOKU_CACHE/source log=$DOKU_CACHE/source/php$1.log apt_options
	mkdir -p "$directory"
	if ! compgen -G "$directory/php${version}_*.orig.tar.*" >/dev/null; then
		apt_lists "$suite" deb-src
		(cd "$directory" && apt-get "${apt_options[@]}" source -qq --download-only "php$version") >"$log" 2>&1 ||
			download_older_php_source "$version" || { tail -n 20 "$log" >&2; fail "no source of PHP $version"; }
	fi
	compgen -G "$directory/php${version}_*.orig.tar.*" | grep -v '\.asc$' | awk 'NR == 1'
}

# What a PHP is built from besides what scripts/setup --test installs.
install_php_build_packages() {
	local name missing=()
	for name in xz-utils zlib1g-dev; do
		package_installed "$name" || missing+=("$name")
	done
	[ "${#missing[@]}" -gt 0 ] || return 0
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build_php NAME VERSION SUITE CONFIGURE-OPTION...: installs into the cache. CC and CFLAGS come from the environment.
build_php() {
	local name=$1 version=$2 suite=$3 prefix tarball work
	shift 3
	prefix=$DOKU_CACHE/php/$name
	[ ! -e "$prefix/.ready" ] || return 0
	install_php_build_packages
	tarball=$(download_php_source "$version" "$suite")
	work=$DOKU_CACHE/php/$name.build
	say "Building PHP $version ($name) from $(basename "$tarball")"
	rm -rf "$work" "$prefix"
	mkdir -p "$work"
	tar -xf "$tarball" -C "$work" --strip-components=1
	(
		cd "$work"
		./configure --prefix="$prefix" --disable-all --enable-cli --enable-cgi --enable-debug --enable-pcntl --enable-posix \
			--enable-sockets --enable-tokenizer --enable-ctype --enable-opcache --disable-phpdbg --with-openssl --with-curl \
			--with-zlib "$@" &&
			nice make -j"$(processors)" && make install
	) >"$prefix.log" 2>&1 || { tail -n 20 "$prefix.log" >&2; fail "PHP $version ($name) did not build, see $prefix.log"; }
	rm -rf "$work"
	touch "$prefix/.ready"
}

# Debug, ZTS, AddressSanitizer and UndefinedBehaviorSanitizer in one. The JIT takes minutes to compile so.
prepare_asan() {
	local compiler
	compiler=$(find_clang) || fail "no clang found: run scripts/setup --test"
	CC=$compiler CXX=${compiler/clang/clang++} build_php asan 8.4 trixie --enable-zts --enable-embed --disable-opcache-jit \
		--enable-address-sanitizer --enable-undefined-sanitizer
}

# Debug NTS, told about valgrind.
prepare_valgrind() {
	build_php valgrind 8.2 bookworm --with-valgrind
}

# ThreadSanitizer, ZTS, embed. No Fiber by assembly: the sanitizer does not see such a change of stacks.
prepare_tsan() {
	local compiler
	compiler=$(find_clang) || fail "no clang found: run scripts/setup --test"
	CC=$compiler CXX=${compiler/clang/clang++} CFLAGS="-g -O1 -fno-omit-frame-pointer -fsanitize=thread" \
		LDFLAGS="-fsanitize=thread" build_php tsan 8.4 trixie --enable-zts --enable-embed --disable-cgi --disable-opcache \
		--without-curl --without-openssl --without-zlib --disable-fiber-asm
}

# The oldest json-c that config.m4 takes, from Debian 11: the packages' files in a prefix of their own.
prepare_oldest_jsonc() {
	local prefix=$DOKU_CACHE/json-c-0.15 work=$DOKU_CACHE/json-c-0.15.packages apt_options file
	[ ! -e "$prefix/.ready" ] || return 0
	rm -rf "$prefix" "$work"
	mkdir -p "$work" "$prefix/lib/pkgconfig"
	apt_lists bullseye deb
	(cd "$work" && apt-get "${apt_options[@]}" download -qq libjson-c5 libjson-c-dev) >"$prefix.log" 2>&1 ||
		{ tail -n 20 "$prefix.log" >&2; fail "no packages of json-c 0.15"; }
	for file in "$work"/*.deb; do
		dpkg-deb -x "$file" "$work/files"
	done
	cp -R "$work/files/usr/include" "$prefix/include"
	find "$work/files" -name 'libjson-c.so.*' -exec cp -P {} "$prefix/lib/" \;
	ln -s libjson-c.so.5 "$prefix/lib/libjson-c.so"
	sed "s|^prefix=.*|prefix=$prefix|; s|^libdir=.*|libdir=$prefix/lib|; s|^includedir=.*|includedir=$prefix/include|" \
		"$(find "$work/files" -name json-c.pc)" >"$prefix/lib/pkgconfig/json-c.pc"
	rm -rf "$work"
	touch "$prefix/.ready"
}
