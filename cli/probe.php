<?php

/* What this PHP knows of the extension. bin/doku-akulaku doctor --fpm runs this file inside php-fpm. */

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** @return array{user: string, php: string, ini: string, rows: array<string, string>} */
function probe(): array
{
    $user = function_exists('posix_getpwuid') ? posix_getpwuid(posix_geteuid())['name'] ?? '' : '';
    $rows = [];
    if (extension_loaded('doku_akulaku')) {
        ob_start();
        (new \ReflectionExtension('doku_akulaku'))->info();
        $text = (string) ob_get_clean();
        // For the web phpinfo() writes a table.
        $text = (string) preg_replace(['~</td><td class="v">~', '~</t[rdh]>|</h2>~'], [' => ', "\n"], $text);
        $text = html_entity_decode(strip_tags($text), ENT_QUOTES | ENT_HTML5);
        foreach (explode("\n", $text) as $line) {
            $parts = explode(' => ', $line);
            [$name, $value, $linked] = array_map(trim(...), $parts) + ['', '', ''];
            if (count($parts) === 3 && !str_starts_with($name, 'doku_akulaku.') && $linked !== $value) {
                $value = "$linked (compiled with $value)";
            }
            if (count($parts) > 1) {
                $rows[$name] = $value;
            }
        }
    }
    return ['user' => $user === '' ? get_current_user() : $user, 'php' => PHP_VERSION,
        'ini' => php_ini_loaded_file() ?: 'none', 'rows' => $rows];
}

if (PHP_SAPI !== 'cli' && realpath($_SERVER['SCRIPT_FILENAME'] ?? '') === __FILE__) {
    // A web server must never lead here: only who can open the socket of php-fpm itself says this word.
    if (($_SERVER['DOKU_AKULAKU_PROBE'] ?? '') !== 'yes') {
        http_response_code(404);
        exit;
    }
    header('Content-Type: application/json');
    echo json_encode(probe(), JSON_INVALID_UTF8_SUBSTITUTE);
}
