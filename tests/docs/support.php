<?php

declare(strict_types=1);

/*
 * For the cases of this folder: each runs one example of the documents, found in the file BLOCK, and then looks at what
 * it did. A case that ends without expect(), or with a failed one, fails.
 */

require dirname(__DIR__) . '/support/process.inc';
require __DIR__ . '/Database.php';

const CLIENT_ID = 'MCH-0001-10791114622547';
const SECRET = 'secret-key-from-DOKU-back-office';

/** The file of another example, or of the case's own one. */
function block(string $name): string
{
    return getenv('DOKU_DOCS_BLOCKS') . "/$name.php";
}

define('BLOCK', block(basename($_SERVER['argv'][0], '.php')));

final class Expectations
{
    public static int $made = 0;
}

function expect(string $what, bool $holds, mixed $seen = null): void
{
    Expectations::$made++;
    if (!$holds) {
        fwrite(STDERR, "not so: $what" . ($seen === null ? '' : '; seen: ' . var_export($seen, true)) . "\n");
        exit(1);
    }
}

register_shutdown_function(static function (): void {
    if (Expectations::$made === 0 && error_get_last() === null) {
        fwrite(STDERR, "the case expected nothing\n");
        exit(1);
    }
});

/** The order of the README's first example. $changes replaces parts. */
function payload(string $invoice = 'INV-1001', array $changes = []): array
{
    return array_replace_recursive([
        'order' => [
            'invoice_number' => $invoice, 'amount' => 90000, 'callback_url' => 'https://shop.example/thanks',
            'line_items' => [
                ['name' => 'T-Shirt Red', 'price' => 45000, 'quantity' => 2, 'sku' => '1002', 'category' => 'Shirt'],
            ],
        ],
        'payment' => ['merchant_unique_reference' => str_replace('INV', 'MUR', $invoice)],
        'customer' => ['id' => 'C-7', 'name' => 'Anton Budiman', 'phone' => '6285694566147'],
    ], $changes);
}

/** The simulator as a client's target. */
function client(Sandbox $sandbox, array $options = []): DokuAkulaku
{
    return new DokuAkulaku(CLIENT_ID, SECRET, $options + ['base_url' => $sandbox->http]);
}

/** A file that goes when the case ends. */
function temporary(string $content): string
{
    $file = (string) tempnam(sys_get_temp_dir(), 'doku');
    file_put_contents($file, $content);
    register_shutdown_function(static fn () => unlink($file));
    return $file;
}

/** The example as its reader would have it in a shop, with the shop's own code in front. */
function page(string $before = ''): string
{
    return temporary("<?php\n$before\nrequire " . var_export(BLOCK, true) . ';');
}

/** A web server that answers every request by the given file. */
final class Web
{
    public readonly string $url;
    private mixed $process;
    private array $pipes = [];

    public function __construct(string $file, string $baseUrl)
    {
        $command = [...php_command([
            'doku_akulaku.client_id' => CLIENT_ID,
            'doku_akulaku.secret_file' => temporary(SECRET . "\n"),
            'doku_akulaku.base_url' => $baseUrl,
        ]), ...Database::options(), '-d', 'display_errors=0', '-S', '127.0.0.1:0', $file];
        $this->process = proc_open($command, [['pipe', 'r'], ['file', '/dev/null', 'w'], ['pipe', 'w']], $this->pipes);
        stream_set_timeout($this->pipes[2], 20);
        while (($line = fgets($this->pipes[2])) !== false) {
            if (preg_match('~\((http://127\.0\.0\.1:\d+)\)~', $line, $match) === 1) {
                $this->url = $match[1];
                return;
            }
        }
        throw new RuntimeException('the web server did not start');
    }

    public function __destruct()
    {
        proc_terminate($this->process);
        proc_close($this->process);
    }

    /**
     * @param list<string> $headers
     * @return list<string> the answer's headers, the status line first
     */
    public function send(string $method, string $path, string $body = '', array $headers = []): array
    {
        $context = stream_context_create(['http' => ['method' => $method, 'header' => $headers, 'content' => $body,
            'ignore_errors' => true, 'follow_location' => 0, 'timeout' => 20]]);
        $answer = fopen($this->url . $path, 'rb', false, $context);
        return stream_get_meta_data($answer)['wrapper_data'];
    }
}
