<?php

declare(strict_types=1);

/* Usage: install.php SITE: WordPress itself. */
define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Toko Uji', 'admin', 'admin@shop.example', false, '', 'admin', $argv[3] ?? '');
update_option('permalink_structure', '/%postname%/');
update_option('timezone_string', 'Asia/Jakarta');
update_option('active_plugins', array_filter([$argv[2] ?? '']));
switch_theme('twentytwentyfive');
