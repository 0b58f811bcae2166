<?php

declare(strict_types=1);

/*
 * Breaks the extension on purpose, one line at a time, in a copy of the tree, and runs the tests that should notice.
 * scripts/mutations starts this.
 */

const KINDS = ['unit', 'valgrind', 'phpt', 'php', 'sh'];
const SECONDS = 300;

/** One section of a file in table/. */
final class Mutation
{
    public string $file = '';
    public string $search = '';
    public string $replacement = '';
    /** @var list<string> */
    public array $tests = [];

    public function __construct(public readonly string $name)
    {
    }
}

/** @return array<string, Mutation> */
function read_table(string $file): array
{
    $all = [];
    $mutation = null;
    foreach (file($file, FILE_IGNORE_NEW_LINES) as $number => $line) {
        if (str_starts_with($line, '[')) {
            $mutation = new Mutation(trim($line, '[]'));
            $all[$mutation->name] = $mutation;
        } elseif ($line === '' || $line[0] === '#') {
            continue;
        } elseif ($line[0] === '-') {
            $mutation->search .= ($mutation->search === '' ? '' : "\n") . substr($line, 1);
        } elseif ($line[0] === '+') {
            $mutation->replacement .= ($mutation->replacement === '' ? '' : "\n") . substr($line, 1);
        } elseif (str_starts_with($line, 'file ')) {
            $mutation->file = substr($line, 5);
        } elseif (in_array(strtok($line, ' '), KINDS, true)) {
            $mutation->tests[] = $line;
        } else {
            throw new RuntimeException(basename($file) . ', line ' . ($number + 1) . ": $line");
        }
    }
    return $all;
}

/** @return array{int, string} exit status and output; 124 when the time was over */
function execute(string $command, string $folder): array
{
    $process = proc_open(
        ['timeout', '--kill-after=5', (string) SECONDS, 'bash', '-c', $command],
        [['file', '/dev/null', 'r'], ['pipe', 'w'], ['redirect', 1]],
        $pipes,
        $folder
    );
    $output = (string) stream_get_contents($pipes[1]);
    return [proc_close($process), $output];
}

final class Tree
{
    private bool $moduleIsFresh = false;
    private string $original = '';

    public function __construct(string $origin, public readonly string $folder)
    {
        // -m: newer than the objects that an earlier run left of its last mutation.
        $copy = 'mkdir -p ' . escapeshellarg($folder) . ' && cd ' . escapeshellarg($folder)
            . ' && find . -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +'
            . ' && tar -C ' . escapeshellarg($origin) . ' --exclude=./build --exclude=./.git -cf - . | tar -xmf -';
        [$status, $output] = execute($copy, $origin);
        if ($status !== 0) {
            throw new RuntimeException("the tree could not be copied: $output");
        }
    }

    /** The problem that keeps the change from being made, or ''. */
    public function change(Mutation $mutation): string
    {
        $this->moduleIsFresh = false;
        $text = (string) @file_get_contents("$this->folder/$mutation->file");
        $count = $mutation->search === '' ? 0 : substr_count($text, $mutation->search);
        if ($count !== 1) {
            return "the text to change stands $count times in $mutation->file";
        }
        $this->original = $text;
        file_put_contents("$this->folder/$mutation->file", str_replace($mutation->search, $mutation->replacement, $text));
        return '';
    }

    public function restore(Mutation $mutation): void
    {
        $this->moduleIsFresh = false;
        file_put_contents("$this->folder/$mutation->file", $this->original);
    }

    /** 'passed', 'failed', or 'did not build'. */
    public function run(string $test, string &$output): string
    {
        [$kind, $what] = explode(' ', $test, 2);
        if ($kind === 'unit' || $kind === 'valgrind') {
            $program = "$this->folder/build/unit/plain/$what";
            [$status, $output] = execute("make -s -C tests/unit --no-print-directory VARIANT=plain WARNINGS=-w $program", $this->folder);
            if ($status !== 0) {
                return 'did not build';
            }
            $runner = $kind === 'unit' ? '' : 'valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=99 ';
            [$status, $output] = execute(($what === 'constant_time' ? 'valgrind --quiet ' : $runner) . $program, $this->folder);
            return $status === 0 ? 'passed' : 'failed';
        }
        if ($kind === 'sh') {
            [$status, $output] = execute($what, $this->folder);
            return $status === 0 ? 'passed' : 'failed';
        }
        if (!$this->moduleIsFresh) {
            [$status, $output] = execute('scripts/build --name mutation --quiet', $this->folder);
            if ($status !== 0) {
                return 'did not build';
            }
            $this->moduleIsFresh = true;
        }
        $module = "$this->folder/build/mutation/modules/doku_akulaku.so";
        $command = $kind === 'phpt'
            ? "scripts/phpt --name mutation $what"
            : 'DOKU_MODULE=' . escapeshellarg($module) . ' ' . escapeshellarg(PHP_BINARY) . ' -n -d extension=' . escapeshellarg($module) . " $what";
        [$status, $output] = execute($command, $this->folder);
        return $status === 0 ? 'passed' : 'failed';
    }
}

$options = getopt('', ['only:', 'list', 'tree:', 'origin:', 'verbose']);
$origin = $options['origin'] ?? dirname(__DIR__, 3);
$table = array_merge(...array_map(read_table(...), glob(__DIR__ . '/table/*.txt')));
if (isset($options['list'])) {
    foreach ($table as $mutation) {
        printf("%-28s %s\n", $mutation->name, $mutation->file);
    }
    exit(0);
}
if (isset($options['only'])) {
    $table = array_intersect_key($table, array_flip((array) $options['only']));
}
if ($table === []) {
    fwrite(STDERR, "mutations: no such name (see --list)\n");
    exit(2);
}

$tree = new Tree($origin, $options['tree'] ?? "$origin/build/mutations");
$killed = 0;
$bad = [];

// A test that fails without a mutation shows nothing: its mutations are not judged by it.
$usable = [];
foreach (array_unique(array_merge(...array_values(array_map(static fn ($m) => $m->tests, $table)))) as $test) {
    $output = '';
    $usable[$test] = $tree->run($test, $output);
    if ($usable[$test] !== 'passed') {
        echo "without a mutation: $test: $usable[$test]\n", isset($options['verbose']) ? $output : '';
    }
}

foreach ($table as $mutation) {
    $started = hrtime(true);
    $problem = $tree->change($mutation);
    $verdict = $problem === '' ? 'survived' : "cannot be made: $problem";
    if ($problem === '') {
        foreach ($mutation->tests as $test) {
            if ($usable[$test] !== 'passed') {
                $verdict = $verdict === 'survived' ? "not judged: $test fails without it" : $verdict;
                continue;
            }
            $output = '';
            $result = $tree->run($test, $output);
            if ($result !== 'passed') {
                $verdict = $result === 'failed' ? "killed by $test" : 'did not build';
                break;
            }
        }
        $tree->restore($mutation);
    }
    if (str_starts_with($verdict, 'killed')) {
        $killed++;
    } else {
        $bad[] = "$mutation->name: $verdict";
    }
    printf("%-28s %-60s %5.1f s\n", $mutation->name, $verdict, (hrtime(true) - $started) / 1e9);
    if (isset($options['verbose']) && $verdict === 'did not build') {
        echo $output;
    }
}
foreach ($bad as $line) {
    echo "NOT KILLED $line\n";
}
printf("%d passed, %d failed\n", $killed, count($bad));
exit($bad === [] ? 0 : 1);
