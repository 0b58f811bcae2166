# A WordPress on loopback, from Debian's packages, with a MariaDB of its own. Source it; it runs nothing by itself.
# Everything lies below $site_folder; site_stop ends what was started here, by its process id.
# shellcheck shell=bash

site_processes=()

# Debian's packages of WordPress, only unpacked: wordpress_files SUITE TARGET. They are fetched once.
wordpress_files() {
	local suite=$1 target=$2 cache mirror file
	cache=${XDG_CACHE_HOME:-$HOME/.cache}/doku_akulaku/wordpress-$suite
	mkdir -p "$cache/lists/partial" "$cache/archives/partial"
	exec 8>"$cache/.lock"
	flock 8
	if [ ! -e "$cache/complete" ]; then
		mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
		[ -n "$mirror" ] || mirror=$(sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' /etc/apt/sources.list 2>/dev/null | head -n 1)
		[ -n "$mirror" ] || fail "no Debian mirror is named in /etc/apt"
		printf 'deb %s %s main\n' "${mirror%% *}" "$suite" >"$cache/suite.list"
		local options=(-qq -o Dir::Etc::SourceList="$cache/suite.list" -o Dir::Etc::SourceParts=/dev/null
			-o Dir::State::Lists="$cache/lists" -o Dir::Cache="$cache" -o Acquire::Languages=none -o APT::Sandbox::User=root)
		apt-get "${options[@]}" update >&2 || fail "apt could not read $suite"
		(cd "$cache" && apt-get "${options[@]}" download wordpress wordpress-theme-twentytwentyfive wordpress-l10n libphp-phpmailer \
			php-getid3 libjs-cropper libjs-jquery libjs-jquery-ui libjs-lodash libjs-underscore >&2) || fail "apt could not download WordPress of $suite"
		touch "$cache/complete"
	fi
	flock -u 8
	mkdir -p "$target.parts"
	for file in "$cache"/*.deb; do
		dpkg -x "$file" "$target.parts"
	done
	# Links into /etc.
	rm -f "$target.parts"/usr/share/wordpress/{.htaccess,wp-config.php}
	cp -rL "$target.parts/usr/share/wordpress" "$target"
	mkdir -p "$target/wp-content/languages" "$target/wp-content/uploads"
	if [ -d "$target.parts/var/lib/wordpress/wp-content/languages" ]; then
		cp -rL "$target.parts/var/lib/wordpress/wp-content/languages/." "$target/wp-content/languages/"
	fi
	rm -rf "$target.parts"
}

# A port that was free a moment ago.
free_port() {
	"$DOKU_PHP" -n -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo explode(":", stream_socket_get_name($s, false))[1];'
}

# database_start FOLDER: leaves the socket in $database_socket.
database_start() {
	local folder=$1 pid
	mkdir -p "$folder"
	database_socket=$folder/db.sock
	[ "${#database_socket}" -lt 100 ] || fail "the path of the database's socket is too long: $database_socket"
	chmod 755 "$folder"
	id mysql >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && chown mysql: "$folder"
	local user=()
	[ "$(id -u)" != 0 ] || user=(--user=mysql)
	mariadb-install-db --no-defaults "${user[@]}" --datadir="$folder/data" --tmpdir="$folder" --auth-root-authentication-method=normal --skip-test-db \
		>"$folder/install.log" 2>&1 || { head -n 20 "$folder/install.log" >&2; fail "mariadb-install-db"; }
	setsid mariadbd --no-defaults "${user[@]}" --datadir="$folder/data" --tmpdir="$folder" --socket="$database_socket" --skip-networking \
		--pid-file="$folder/mariadb.pid" --innodb-flush-log-at-trx-commit=2 --innodb-buffer-pool-size=64M >"$folder/mariadb.log" 2>&1 </dev/null &
	pid=$!
	site_processes+=("$pid")
	# Readiness by its answer; it ends at once when it cannot start.
	until mariadb --no-defaults -u root -S "$database_socket" -e 'CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4' 2>/dev/null; do
		kill -0 "$pid" 2>/dev/null || { tail -n 20 "$folder/mariadb.log" >&2; fail "mariadbd did not start"; }
		sleep 0.1
	done
}

# PHP's settings for command line and server: Debian's modules without debuggers, and ours.
php_settings() {
	local folder=$1 module=$2 version file
	mkdir -p "$folder"
	version=$("$DOKU_PHP" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
	for file in /etc/php/"$version"/cli/conf.d/*.ini; do
		case $file in *xdebug* | *pcov*) ;; *) ln -sf "$file" "$folder/" ;; esac
	done
	{
		[ -z "$module" ] || printf 'extension=%s\n' "$module"
		printf 'memory_limit=512M\nsendmail_path=/bin/true\nopcache.revalidate_freq=0\nlog_errors=1\ndisplay_errors=0\nerror_log=%s\n' "$site_folder/php.log"
	} >"$folder/99-site.ini"
}

# wordpress_config URL: wp-config.php; further lines on stdin.
wordpress_config() {
	{
		cat <<-PHP
			<?php
			define('DB_NAME', 'shop');
			define('DB_USER', 'root');
			define('DB_PASSWORD', '');
			define('DB_HOST', 'localhost:$database_socket');
			define('DB_CHARSET', 'utf8mb4');
			define('DB_COLLATE', '');
			foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as \$key) {
			    define(\$key, hash('sha256', \$key . ' of a test shop'));
			}
			define('WP_HOME', '$1');
			define('WP_SITEURL', '$1');
			define('WP_DEBUG', true);
			define('WP_DEBUG_DISPLAY', false);
			define('WP_DEBUG_LOG', '$site_folder/debug.log');
			define('WP_HTTP_BLOCK_EXTERNAL', true);
			define('WP_ACCESSIBLE_HOSTS', '127.0.0.1,localhost');
			define('FS_METHOD', 'direct');
			define('DISABLE_WP_CRON', true);
			define('AUTOMATIC_UPDATER_DISABLED', true);
			define('WP_ENVIRONMENT_TYPE', 'local');
			\$table_prefix = 'wp_';
		PHP
		cat
		printf "%s\n" "defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');" "require_once ABSPATH . 'wp-settings.php';"
	} >"$site_folder/site/wp-config.php"
}

# server_start PORT WORKERS: nginx and php-fpm. As root the workers are www-data, like in a real shop.
server_start() {
	local port=$1 workers=$2 run=$site_folder/run version fpm user=() owner
	mkdir -p "$run"
	version=$("$DOKU_PHP" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
	fpm=$(command -v "php-fpm$version" || command -v "/usr/sbin/php-fpm$version") || fail "php-fpm$version is missing: run scripts/setup --test"
	owner=$(id -un)
	[ "$(id -u)" != 0 ] || owner=www-data
	chmod 755 "$site_folder" "$run"
	touch "$site_folder"/{php,debug,fpm}.log
	if [ "$(id -u)" = 0 ]; then
		chown -R www-data: "$site_folder/site/wp-content" "$site_folder"/{php,debug}.log
		user=('user = www-data' 'group = www-data' 'listen.owner = www-data')
	fi
	printf '%s\n' '[global]' "error_log = $site_folder/fpm.log" 'daemonize = no' '[www]' "${user[@]}" "listen = $run/fpm.sock" \
		'pm = static' "pm.max_children = $workers" 'clear_env = no' "php_admin_value[error_log] = $site_folder/php.log" >"$run/fpm.conf"
	PHP_INI_SCAN_DIR=$site_folder/conf.d setsid "$fpm" -y "$run/fpm.conf" >>"$site_folder/fpm.log" 2>&1 </dev/null &
	site_processes+=("$!")
	cat >"$run/nginx.conf" <<-CONF
		pid $run/nginx.pid;
		error_log $site_folder/nginx.log;
		$([ "$(id -u)" != 0 ] || printf 'user %s;' "$owner")
		daemon off;
		worker_processes 1;
		events { worker_connections 512; }
		http {
		  include /etc/nginx/mime.types;
		  access_log $site_folder/access.log;
		  client_body_temp_path $run/body; fastcgi_temp_path $run/fcgi; proxy_temp_path $run/proxy; uwsgi_temp_path $run/uwsgi; scgi_temp_path $run/scgi;
		  server {
		    listen 127.0.0.1:$port;
		    root $site_folder/site;
		    index index.php;
		    location / { try_files \$uri \$uri/ /index.php?\$args; }
		    location ~ \.php\$ {
		      include /etc/nginx/fastcgi_params;
		      # Debian's file says \$host, without the port: WordPress would redirect for ever.
		      fastcgi_param HTTP_HOST \$http_host;
		      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
		      fastcgi_pass unix:$run/fpm.sock;
		      fastcgi_read_timeout 120;
		    }
		  }
		}
	CONF
	setsid nginx -e "$site_folder/nginx.log" -c "$run/nginx.conf" >>"$site_folder/nginx.log" 2>&1 </dev/null &
	site_processes+=("$!")
	local tries=0
	until curl -s -o /dev/null "http://127.0.0.1:$port/wp-includes/version.php" && [ -S "$run/fpm.sock" ]; do
		tries=$((tries + 1))
		[ "$tries" -lt 300 ] || { tail -n 20 "$site_folder"/{nginx,fpm}.log >&2; fail "the web server did not start"; }
		sleep 0.1
	done
}

# simulator_start [OPTION...]: leaves its addresses in $simulator_http and $simulator_control.
simulator_start() {
	local line
	mkfifo "$site_folder/simulator.fifo"
	setsid "$DOKU_PHP" -n "$DOKU_ROOT/sandbox/server.php" --print-json --quiet "$@" >"$site_folder/simulator.fifo" 2>"$site_folder/simulator.log" </dev/null &
	site_processes+=("$!")
	IFS= read -r -t 30 line <"$site_folder/simulator.fifo" || fail "the simulator did not start"
	simulator_http=$("$DOKU_PHP" -n -r 'echo json_decode($argv[1])->http;' -- "$line")
	simulator_control=$("$DOKU_PHP" -n -r 'echo json_decode($argv[1])->control;' -- "$line")
}

site_stop() {
	local pid
	for pid in "${site_processes[@]:-}"; do
		[ -z "$pid" ] || kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || true
	done
	wait 2>/dev/null || true
	site_processes=()
}
