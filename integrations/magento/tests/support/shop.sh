# A Magento shop on loopback: a copy of a given tree, MariaDB, nginx, php-fpm, the simulator, the module. Source it after
# integrations/woocommerce/tests/support/site.sh, whose functions it uses; it runs nothing by itself.
# shellcheck shell=bash

magento_tests=$DOKU_ROOT/integrations/magento/tests

# What must be there beside the packages of scripts/setup --test.
magento_needs() {
	local name missing=() loaded
	loaded=$("$DOKU_PHP" -m)
	for name in bcmath curl dom gd iconv intl mbstring openssl pdo_mysql simplexml soap sodium xsl zip sockets; do
		grep -qix "$name" <<<"$loaded" || missing+=("$name")
	done
	[ "${#missing[@]}" = 0 ] || fail "Magento needs PHP modules that $DOKU_PHP lacks: ${missing[*]}"
	for name in nginx mariadbd mariadb unzip; do
		have "$name" || [ -x "/usr/sbin/$name" ] || fail "$name is missing: run scripts/setup --test"
	done
}

# magento_copy TREE TARGET: the tree without an installation of its own. What Magento never writes to is linked, not copied.
magento_copy() {
	local tree=$1 target=$2 name
	mkdir -p "$target"
	for name in "$tree"/*; do
		case ${name##*/} in
			vendor | lib | setup | dev) cp -rl "$name" "$target/" 2>/dev/null || { rm -rf "${target:?}/${name##*/}"; cp -r "$name" "$target/"; } ;;
			var | generated) ;;
			*) cp -r "$name" "$target/" ;;
		esac
	done
	rm -rf "$target/app/code" "$target"/app/etc/{env,config}.php "$target"/pub/{media,static}
	mkdir -p "$target"/{var,generated,pub/media,pub/static,app/code}
	for name in media static; do
		[ ! -f "$tree/pub/$name/.htaccess" ] || cp "$tree/pub/$name/.htaccess" "$target/pub/$name/"
	done
	# The releases know the MariaDB of their own year only.
	sed -i -E 's|(<item name="MariaDB[^>]*>)[^<]*<|\1^1[0-9]\\.[0-9]+\\.<|' "$target/app/etc/di.xml"
}

# In the shop's folder, with the shop's settings of PHP: bin/magento ARGUMENT...
magento() {
	(cd "$site_folder/site" && PHP_INI_SCAN_DIR=$site_folder/conf.d "$DOKU_PHP" bin/magento --no-interaction --no-ansi "$@")
}

# magento TO A LOG: what it said is shown when it fails.
magento_quietly() {
	magento "$@" >>"$site_folder/magento.log" 2>&1 || { tail -n 30 "$site_folder/magento.log" | cut -c1-400 >&2; fail "bin/magento $1"; }
}

# magento_module ZIP: (again) the module as its package puts it.
magento_module() {
	rm -rf "$site_folder/site/app/code/DokuAkulaku"
	(cd "$site_folder/site" && unzip -qo "$1")
}

# The modules that a shop on loopback cannot use: a second factor of the admin, sample data.
magento_unwanted() {
	grep -h -m1 -o '<module name="[A-Za-z_]*' "$1"/vendor/magento/module-*/etc/module.xml | cut -d'"' -f2 |
		grep -E '(TwoFactorAuth|SampleData)$' | sort -u | paste -sd, -
}

# magento_server WORKERS PORT:WEBSITE:FOLDER...: a port for each website, of the code in that folder of $site_folder.
magento_server() {
	local workers=$1 run=$site_folder/run version fpm user=() port code root
	shift
	mkdir -p "$run"
	version=$("$DOKU_PHP" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
	fpm=$(command -v "php-fpm$version" || command -v "/usr/sbin/php-fpm$version") || fail "php-fpm$version is missing: run scripts/setup --test"
	# The command line and the server write the same files: one user for both.
	[ "$(id -u)" != 0 ] || user=('user = root' 'group = root')
	printf '%s\n' '[global]' "error_log = $site_folder/fpm.log" 'daemonize = no' '[www]' "${user[@]}" "listen = $run/fpm.sock" 'listen.mode = 0666' \
		'pm = static' "pm.max_children = $workers" 'clear_env = no' "php_admin_value[error_log] = $site_folder/php.log" >"$run/fpm.conf"
	PHP_INI_SCAN_DIR=$site_folder/conf.d setsid "$fpm" -R -y "$run/fpm.conf" >>"$site_folder/fpm.log" 2>&1 </dev/null &
	site_processes+=("$!")
	{
		cat <<-CONF
			pid $run/nginx.pid;
			error_log $site_folder/nginx.log;
			$([ "$(id -u)" != 0 ] || printf 'user root;')
			daemon off;
			worker_processes 1;
			events { worker_connections 512; }
			http {
			  include /etc/nginx/mime.types;
			  access_log $site_folder/access.log;
			  client_body_temp_path $run/body; fastcgi_temp_path $run/fcgi; proxy_temp_path $run/proxy; uwsgi_temp_path $run/uwsgi; scgi_temp_path $run/scgi;
		CONF
		for port in "$@"; do
			IFS=: read -r port code root <<<"$port"
			cat <<-CONF
				  server {
				    listen 127.0.0.1:$port;
				    root $site_folder/$root/pub;
				    index index.php;
				    location / { try_files \$uri \$uri/ /index.php\$is_args\$args; }
				    location /static/ {
				      location ~ ^/static/version { rewrite ^/static/(version\\d*/)?(.*)\$ /static/\$2 last; }
				      if (!-f \$request_filename) { rewrite ^/static/(version\\d*/)?(.*)\$ /static.php?resource=\$2 last; }
				    }
				    location ~ \.php\$ {
				      fastcgi_pass unix:$run/fpm.sock;
				      fastcgi_read_timeout 300s;
				      fastcgi_buffers 1024 4k;
				      fastcgi_buffer_size 64k;
				      include /etc/nginx/fastcgi_params;
				      # Debian's file says \$host, without the port.
				      fastcgi_param HTTP_HOST \$http_host;
				      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
				      fastcgi_param DOCUMENT_ROOT \$document_root;
				      fastcgi_param MAGE_RUN_TYPE website;
				      fastcgi_param MAGE_RUN_CODE $code;
				    }
				  }
			CONF
		done
		printf '}\n'
	} >"$run/nginx.conf"
	setsid nginx -e "$site_folder/nginx.log" -c "$run/nginx.conf" >>"$site_folder/nginx.log" 2>&1 </dev/null &
	site_processes+=("$!")
	local tries=0
	until [ -S "$run/fpm.sock" ] && curl -s -o /dev/null "http://127.0.0.1:${1%%:*}/robots.txt"; do
		tries=$((tries + 1))
		[ "$tries" -lt 300 ] || { tail -n 20 "$site_folder"/{nginx,fpm}.log >&2; fail "the web server did not start"; }
		sleep 0.1
	done
}

# magento_search: enough of OpenSearch for an installation; leaves its port in $search_port.
magento_search() {
	mkfifo "$site_folder/search.fifo"
	setsid "$DOKU_PHP" -n "$magento_tests/support/search.php" >"$site_folder/search.fifo" 2>"$site_folder/search.log" </dev/null &
	site_processes+=("$!")
	IFS= read -r -t 30 search_port <"$site_folder/search.fifo" || fail "the stand-in for OpenSearch did not start"
}

# magento_install TREE MODULE: an installed shop without our module below $site_folder, which exists; the database runs.
magento_install() {
	chmod 755 "$site_folder"
	magento_copy "$1" "$site_folder/site"
	php_settings "$site_folder/conf.d" "$2"
	mkdir -p "$site_folder/mails"
	printf '#!/bin/sh\n[ ! -e %s/mail-fails ] || exit 75\nfile=$(mktemp %s/XXXXXXXX)\ncat >"$file" && mv "$file" "$file.eml"\n' "$site_folder" "$site_folder/mails" >"$site_folder/sendmail"
	chmod 755 "$site_folder/sendmail"
	printf 'memory_limit=2G\nsendmail_path=%s\nrealpath_cache_size=16M\n' \
		"$site_folder/sendmail" >"$site_folder/conf.d/99-zz-magento.ini"
	touch "$site_folder"/{php,fpm,magento}.log
	database_start "$site_folder/db"
	magento_search
	site_port=$(free_port)
	second_port=$(free_port)
	shop_url=http://127.0.0.1:$site_port
	second_url=http://127.0.0.1:$second_port
	magento_quietly setup:install --base-url="$shop_url/" --db-host="$database_socket" --db-name=shop --db-user=root --db-password= \
		--admin-firstname=Ad --admin-lastname=Min --admin-email=admin@toko.example --admin-user=admin --admin-password=Rahasia12345 \
		--language=en_US --currency=IDR --timezone=Asia/Jakarta --use-rewrites=1 --backend-frontname=admin \
		--search-engine=opensearch --opensearch-host=127.0.0.1 --opensearch-port="$search_port" --disable-modules="$(magento_unwanted "$1")"
}

# magento_configure: products, a second website, accounts; the simulator. The module is there and enabled.
magento_configure() {
	printf '%s\n' 'secret-key-from-DOKU-back-office' >"$site_folder/secret"
	chmod 600 "$site_folder/secret"
	simulator_start --speed 60 --notification-url "$shop_url/doku_akulaku/notification" \
		--client-id MCH-0001-10791114622547 --secret secret-key-from-DOKU-back-office \
		--client-id MCH-0002-20000000000002 --secret secret-key-of-the-second-website
	"$DOKU_PHP" "$magento_tests/live/setup.php" "$site_folder/site" "$shop_url" "$second_url" "$simulator_http" "$site_folder/secret" \
		>>"$site_folder/magento.log" 2>&1 || { tail -n 30 "$site_folder/magento.log" >&2; fail "the shop could not be filled"; }
	magento_quietly indexer:reindex
	magento_quietly cache:flush
}
