<?php

declare(strict_types=1);

/*
 * Every phrase of the module, one a line: what __() is called with, what templates and scripts translate, and the labels of
 * the XML files. With --compare LOCALE it prints the phrases that i18n/LOCALE.csv lacks, and those that nobody uses.
 */

$root = dirname(__DIR__);
$phrases = [];
$files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($root, FilesystemIterator::SKIP_DOTS));
foreach ($files as $file) {
    $path = substr($file->getPathname(), strlen($root) + 1);
    $text = (string) file_get_contents($file->getPathname());
    $patterns = match (true) {
        str_starts_with($path, 'tests/'), str_starts_with($path, 'lib/') => [],
        str_ends_with($path, '.php'), str_ends_with($path, '.phtml') => ["/\\b__\\(\\s*'((?:[^'\\\\]|\\\\.)*)'/"],
        str_ends_with($path, '.html') => ["/i18n: '((?:[^'\\\\]|\\\\.)*)'/", "/\\\$t\\('((?:[^'\\\\]|\\\\.)*)'\\)/"],
        str_ends_with($path, '.js') => ["/\\\$t\\('((?:[^'\\\\]|\\\\.)*)'\\)/"],
        $path === 'etc/adminhtml/system.xml' => ['~<(?:label|comment)>(.*?)</~s'],
        $path === 'etc/acl.xml' => ['~id="DokuAkulaku[^"]*" title="([^"]*)"~'],
        str_ends_with($path, '.xml') => ['~<label translate="true">(.*?)</label>~'],
        default => [],
    };
    foreach ($patterns as $pattern) {
        preg_match_all($pattern, $text, $matches);
        foreach ($matches[1] as $phrase) {
            $phrases[] = str_ends_with($path, '.xml') ? html_entity_decode($phrase, ENT_XML1) : strtr($phrase, ["\\'" => "'", '\\\\' => '\\']);
        }
    }
}
$phrases = array_values(array_unique($phrases));
sort($phrases);
$index = array_search('--compare', $argv, true);
if ($index === false) {
    echo implode("\n", $phrases), "\n";
    exit;
}
$known = [];
$csv = fopen("$root/i18n/{$argv[$index + 1]}.csv", 'rb');
while ($csv !== false && ($row = fgetcsv($csv, null, ',', '"', '')) !== false) {
    $known[(string) $row[0]] = (string) ($row[1] ?? '');
}
foreach (array_diff($phrases, array_keys($known)) as $phrase) {
    echo "not translated: $phrase\n";
}
foreach (array_diff(array_keys($known), $phrases) as $phrase) {
    echo "nobody says: $phrase\n";
}
foreach ($known as $phrase => $translation) {
    preg_match_all('/%\d/', $phrase, $wanted);
    preg_match_all('/%\d/', $translation, $seen);
    sort($wanted[0]);
    sort($seen[0]);
    if ($translation === '' || array_unique($wanted[0]) !== array_unique($seen[0])) {
        echo "placeholders differ: $phrase\n";
    }
}
