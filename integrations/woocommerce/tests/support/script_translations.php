<?php

declare(strict_types=1);

/* Usage: script_translations.php PLUGIN PO TARGET: one JSON a script, as wp_set_script_translations() finds them. */

[, $plugin, $po, $target] = $argv;
const SCRIPTS = ['doku-akulaku-blocks' => 'blocks.js', 'doku-akulaku-status' => 'status.js', 'doku-akulaku-admin' => 'admin.js'];

/** @return array<string, string> */
function texts(string $po): array
{
    $texts = [];
    foreach (preg_split('/\n{2,}/', (string) file_get_contents($po)) ?: [] as $entry) {
        if (preg_match('/^msgid ((?:".*"\n?)+)msgstr ((?:".*"\n?)+)/m', $entry . "\n", $match) === 1) {
            [$id, $text] = array_map(static fn (string $quoted): string => stripcslashes((string) preg_replace('/"\n"|^"|"\n?$/', '', $quoted)), [$match[1], $match[2]]);
            $texts[$id] = $text;
        }
    }
    return $texts;
}

$texts = texts($po);
$name = basename($po, '.po');
$locale = substr($name, (int) strrpos($name, '-') + 1);
$missing = 0;
foreach (SCRIPTS as $handle => $file) {
    preg_match_all("/\\b__\\(\\s*'((?:[^'\\\\]|\\\\.)*)'/", (string) file_get_contents("$plugin/assets/js/$file"), $found);
    $messages = ['' => ['domain' => 'messages', 'lang' => $locale, 'plural-forms' => 'nplurals=1; plural=0;']];
    foreach (array_unique($found[1]) as $quoted) {
        $id = stripslashes($quoted);
        if (($texts[$id] ?? '') === '') {
            fwrite(STDERR, "$file: no translation of \"$id\"\n");
            $missing++;
            continue;
        }
        $messages[$id] = [$texts[$id]];
    }
    $json = ['domain' => 'messages', 'locale_data' => ['messages' => $messages]];
    file_put_contents("$target/$name-$handle.json", json_encode($json, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRETTY_PRINT) . "\n");
}
exit($missing === 0 ? 0 : 1);
