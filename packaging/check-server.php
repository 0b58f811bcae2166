<?php

/*
 * Says in English and in Bahasa Indonesia what this server lacks for doku_akulaku. One file, for any PHP from 5.6 on:
 * put it on the server and run "php check-server.php", or open it in the browser (then delete it). It changes nothing
 * and sends nothing. Exit status: 0 ready, 1 something is missing, 2 the module can be installed now.
 */

$isWeb = PHP_SAPI !== 'cli' && PHP_SAPI !== 'phpdbg';
if ($isWeb) {
    header('Content-Type: text/plain; charset=utf-8');
    header('X-Robots-Tag: noindex');
}
$missing = 0;

/** One line a language; $level is OK, MISSING or NOTE. */
function doku_check_line($level, $english, $indonesian)
{
    global $missing;
    $missing += $level === 'MISSING' ? 1 : 0;
    $labels = array('OK' => 'OK     ', 'MISSING' => 'KURANG ', 'NOTE' => 'CATATAN');
    echo sprintf("%-8s", $level), $english, "\n", $labels[$level], ' ', $indonesian, "\n\n";
}

/** What a command prints, or null where PHP may not start one. */
function doku_check_run($command)
{
    $disabled = array_map('trim', explode(',', (string) ini_get('disable_functions')));
    if (!function_exists('shell_exec') || in_array('shell_exec', $disabled, true)) {
        return null;
    }
    return trim((string) shell_exec($command . ' 2>/dev/null'));
}

echo 'doku_akulaku: ', php_uname('s'), ' ', php_uname('m'), ', PHP ', PHP_VERSION, ' ', PHP_ZTS ? 'ZTS' : 'NTS',
    PHP_DEBUG ? ' debug' : '', ' (', PHP_SAPI, '), extension_dir ', ini_get('extension_dir'), "\n\n";

if (extension_loaded('doku_akulaku')) {
    doku_check_line(
        'OK',
        'The extension ' . phpversion('doku_akulaku') . ' is loaded.',
        'Ekstensi ' . phpversion('doku_akulaku') . ' sudah dimuat.'
    );
    foreach (array('client_id' => 'Client-Id', 'secret_file' => 'secret key') as $name => $what) {
        if ((string) ini_get("doku_akulaku.$name") === '') {
            doku_check_line(
                'NOTE',
                "doku_akulaku.$name is not set here: a plugin may pass the $what itself.",
                "doku_akulaku.$name belum diatur di sini: plugin dapat mengisi $what sendiri."
            );
        }
    }
    exit(0);
}

$range = PHP_VERSION_ID >= 80200 && PHP_VERSION_ID < 80700;
doku_check_line(
    $range ? 'OK' : 'MISSING',
    $range ? 'PHP ' . PHP_VERSION . ' is supported.' : 'PHP ' . PHP_VERSION . ' is not supported: choose PHP 8.2 to 8.6.',
    $range ? 'PHP ' . PHP_VERSION . ' didukung.' : 'PHP ' . PHP_VERSION . ' tidak didukung: pilih PHP 8.2 sampai 8.6.'
);
if (PHP_INT_SIZE < 8) {
    doku_check_line('MISSING', 'A 64-bit PHP is needed.', 'PHP 64-bit diperlukan.');
}
foreach (array('json', 'spl') as $name) {
    if (!extension_loaded($name)) {
        doku_check_line('MISSING', "PHP's extension $name is needed.", "Ekstensi PHP $name diperlukan.");
    }
}

// What PHP's own extensions are linked to is what the system has, as a rule.
$openssl = defined('OPENSSL_VERSION_NUMBER') ? OPENSSL_VERSION_NUMBER >= 0x30000000 : null;
$text = defined('OPENSSL_VERSION_TEXT') ? OPENSSL_VERSION_TEXT : '';
if ($openssl !== null) {
    doku_check_line(
        $openssl ? 'OK' : 'MISSING',
        $openssl ? "$text is new enough." : "$text is too old: OpenSSL 3.0 or later is needed.",
        $openssl ? "$text cukup baru." : "$text terlalu lama: diperlukan OpenSSL 3.0 atau lebih baru."
    );
}
if (function_exists('curl_version')) {
    $curl = curl_version();
    $new = version_compare($curl['version'], '7.87', '>=');
    doku_check_line(
        $new ? 'OK' : 'MISSING',
        "libcurl {$curl['version']} is " . ($new ? 'new enough.' : 'too old: 7.87 or later is needed.'),
        "libcurl {$curl['version']} " . ($new ? 'cukup baru.' : 'terlalu lama: diperlukan 7.87 atau lebih baru.')
    );
} else {
    doku_check_line(
        'NOTE',
        'PHP has no curl extension, so the version of libcurl is not known (7.87 or later is needed).',
        'PHP tidak memiliki ekstensi curl, jadi versi libcurl tidak diketahui (diperlukan 7.87 atau lebih baru).'
    );
}
$found = doku_check_run('ldconfig -p; ls /lib /usr/lib /lib64 /usr/lib64 /usr/lib/*-linux-gnu');
if ($found === null || $found === '') {
    doku_check_line(
        'NOTE',
        'PHP may not start programs here, so json-c and the compiler were not looked for.',
        'PHP tidak boleh menjalankan program di sini, jadi json-c dan kompilator tidak diperiksa.'
    );
} else {
    $json = strpos($found, 'libjson-c.so.5') !== false;
    doku_check_line(
        $json ? 'OK' : 'MISSING',
        $json ? 'json-c is installed.' : 'json-c 0.15 or later is missing (package libjson-c5 or json-c).',
        $json ? 'json-c sudah terpasang.' : 'json-c 0.15 atau lebih baru belum terpasang (paket libjson-c5 atau json-c).'
    );
    $phpize = doku_check_run('command -v phpize || ls ' . escapeshellarg(PHP_BINDIR . '/phpize'));
    doku_check_line(
        'NOTE',
        $phpize ? "phpize is at $phpize: the extension can be built here." : 'phpize is missing: use a ready package, or install'
            . " PHP's development package to build the extension here.",
        $phpize ? "phpize ada di $phpize: ekstensi dapat dibuat di sini." : 'phpize tidak ada: gunakan paket siap pakai, atau'
            . ' pasang paket pengembangan PHP untuk membuat ekstensi di sini.'
    );
}

if ($missing === 0) {
    echo "Nothing that was looked at stands in the way. Install the extension: docs/install.md.\n",
        "Tidak ada kendala dari yang diperiksa. Silakan pasang ekstensi: docs/install.md.\n";
    exit(2);
}
// Libraries that are too old can be built into the module; another PHP cannot.
if ($range && PHP_INT_SIZE >= 8) {
    echo "Libraries that are missing or too old: a module that has them inside works here (docs/install.md, Old systems).\n",
        "Pustaka yang belum ada atau terlalu lama: modul yang sudah memuatnya dapat dipakai di sini (docs/id/hosting.md).\n";
}
echo "$missing of the above must be changed first. On shared hosting ask your provider.\n",
    "$missing hal di atas harus diperbaiki dahulu. Pada shared hosting, hubungi penyedia hosting Anda.\n";
exit(1);
