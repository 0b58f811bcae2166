<?php

declare(strict_types=1);

use DokuAkulaku\Payments\Tests\MariaDb;

/*
 * Checks the documents against the extension: every PHP example of the README and of docs/ compiles, every example marked
 * <!-- run: NAME --> does what tests/docs/cases/NAME.php expects, and prints what <!-- prints --> says; every name in
 * the documents exists, and every public name is in one of them (names.php). Run it without the extension; --extension
 * FILE or DOKU_MODULE names it. The last line is "N passed, N failed".
 */

require dirname(__DIR__) . '/support/process.inc';
require __DIR__ . '/Database.php';
require dirname(__DIR__, 2) . '/integrations/payments/tests/bootstrap.php';
require __DIR__ . '/Markdown.php';

const ROOT = __DIR__ . '/../..';

$index = array_search('--extension', $argv, true);
if ($index !== false) {
    putenv('DOKU_MODULE=' . ($argv[$index + 1] ?? ''));
}

final class Counts
{
    public static int $passed = 0;
    public static int $failed = 0;

    public static function add(string $label, string $problem): void
    {
        if ($problem === '') {
            self::$passed++;
            echo "ok     $label\n";
        } else {
            self::$failed++;
            echo "FAILED $label\n         ", str_replace("\n", "\n         ", trim($problem)), "\n";
        }
    }
}

/** '' when the child ended well, else what it said. */
function problem(array $ended): string
{
    return $ended['code'] === 0 ? '' : trim("$ended[errors]\n$ended[output]") . "\nexit status $ended[code]";
}

$folder = sys_get_temp_dir() . '/doku-docs-' . bin2hex(random_bytes(6));
mkdir($folder, 0700);
register_shutdown_function(static function () use ($folder): void {
    array_map(unlink(...), glob("$folder/*") ?: []);
    rmdir($folder);
});

$examples = [];
foreach ([ROOT . '/README.md', ...(glob(ROOT . '/docs/*.md') ?: [])] as $document) {
    $name = substr($document, strlen(ROOT) + 1);
    $examples = [...$examples, ...Markdown::blocks((string) file_get_contents($document), 'php', $name)];
}
foreach ($examples as $example) {
    $name = $example->name ?? strtr($example->place, '/:.', '---');
    $file = "$folder/$name.php";
    $code = str_starts_with($example->text, "<?php\n") ? substr($example->text, 6) : $example->text;
    file_put_contents($file, "<?php declare(strict_types=1);\n$code");
    Counts::add("$example->place compiles", problem(run_command([PHP_BINARY, '-n', '-l', $file])));
    if ($example->name === null) {
        Counts::add("$example->place is run", 'it has no <!-- run: NAME --> before it');
    }
}

// A page in another language repeats an example word for word: <!-- same: NAME -->.
$texts = [];
foreach ($examples as $example) {
    $texts[(string) $example->name] = $example->text;
}
foreach (glob(ROOT . '/docs/*/*.md') ?: [] as $document) {
    $name = substr($document, strlen(ROOT) + 1);
    preg_match_all('/(?:^<!-- same: ([a-z-]+) -->\n)?^```php\n(.*?)^```$/ms', (string) file_get_contents($document), $blocks, PREG_SET_ORDER);
    foreach ($blocks as [, $same, $text]) {
        $problem = ($texts[$same] ?? null) === $text ? '' : 'it is not the example of that name in the English pages';
        Counts::add("$name repeats $same", $problem);
    }
}

$cases = array_map(static fn (string $file): string => basename($file, '.php'), glob(__DIR__ . '/cases/*.php') ?: []);
$names = array_filter(array_map(static fn (Block $example): ?string => $example->name, $examples));
Counts::add('each case has its example', implode("\n", array_diff($cases, $names)));
Counts::add('no two examples have one name', implode("\n", array_diff_assoc($names, array_unique($names))));

$environment = ['DOKU_DOCS_BLOCKS' => $folder] + getenv();
foreach ($examples as $example) {
    if ($example->name === null) {
        continue;
    }
    $file = __DIR__ . "/cases/$example->name.php";
    if (!is_file($file)) {
        Counts::add("$example->place $example->name", "there is no tests/docs/cases/$example->name.php");
        continue;
    }
    $ended = run_command([...php_command(), ...Database::options(), '-d', 'display_errors=stderr', $file], '', $environment);
    $problem = problem($ended);
    if ($problem === '' && $ended['errors'] !== '') {
        $problem = $ended['errors'];
    } elseif ($problem === '' && $ended['output'] !== ($example->prints ?? '')) {
        $problem = "the document says that it prints:\n$example->prints\nit printed:\n$ended[output]";
    }
    Counts::add("$example->place $example->name", $problem);
    // What speaks SQL runs on MariaDB too; the endpoint's web server has a file of its own.
    if (preg_match('/new Database\\(\\)/', (string) file_get_contents($file)) === 1) {
        $dsn = 'mysql:unix_socket=' . MariaDb::get()->socket . ';dbname=payments';
        $ended = run_command([...php_command(), ...Database::options(), '-d', 'display_errors=stderr', $file], '', ['DOKU_DOCS_DSN' => $dsn] + $environment);
        Counts::add("$example->place $example->name, on MariaDB", problem($ended) . $ended['errors']);
    }
}

$ended = run_command([...php_command(), ...Database::options(), __DIR__ . '/names.php']);
foreach (array_filter(explode("\n", $ended['output'])) as $line) {
    [$label, $findings] = explode("\t", $line) + [1 => 'names.php said more than it should'];
    Counts::add($label, strtr($findings, '|', "\n"));
}
Counts::add('names.php ends well', problem($ended) . $ended['errors']);

echo Counts::$passed, ' passed, ', Counts::$failed, " failed\n";
exit(Counts::$failed === 0 ? 0 : 1);
