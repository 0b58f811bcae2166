--TEST--
logger: a PSR-3 object or a callable; levels, context; bodies only at debug and masked
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

const LEVELS = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];

final class Psr
{
    public array $lines = [];

    public function log($level, string|Stringable $message, array $context = []): void
    {
        $this->lines[] = [$level, $message, $context];
    }
}

final class ByName
{
    public array $lines = [];

    public function record(string $level, string $message, array $context): void
    {
        $this->lines[] = [$level, $message, $context];
    }
}

final class Invoked
{
    public array $lines = [];

    public function __invoke(string $level, string $message, array $context): void
    {
        $this->lines[] = [$level, $message, $context];
    }
}

/** Every text of the lines, keys included. */
function all_text(array $lines): string
{
    return print_r($lines, true);
}

$run = function (mixed $logger, array $answers, array $options = []): ?Throwable {
    try {
        client(['logger' => $logger, 'transport' => new Script(...$answers)] + $options)->generateOrder(order(), 'my-request-id');
    } catch (DokuAkulaku\Exception $thrown) {
        return $thrown;
    }
    return null;
};

$closureLines = [];
$psr = new Psr();
$byName = new ByName();
$invoked = new Invoked();
$closure = function (string $level, string $message, array $context) use (&$closureLines): void {
    $closureLines[] = [$level, $message, $context];
};
foreach (['PSR-3' => $psr, 'method' => [$byName, 'record'], 'first class' => $byName->record(...), 'invoked' => $invoked, 'closure' => $closure] as $label => $logger) {
    $run($logger, [answer(200, generated())]);
}
foreach (['PSR-3' => $psr->lines, 'invoked' => $invoked->lines, 'closure' => $closureLines] as $label => $lines) {
    ok("$label was told", $lines !== []);
    foreach ($lines as [$level, $message, $context]) {
        ok("$label level $level", in_array($level, LEVELS, true));
        ok("$label message is one line of text", is_string($message) && $message !== '' && strpbrk($message, "\r\n") === false);
        foreach (array_keys($context) as $key) {
            ok("$label context key $key", is_string($key));
        }
    }
}
same('the same to all', [count($psr->lines), 2 * count($psr->lines)], [count($invoked->lines), count($byName->lines)]);

// what cannot be called is refused, not called in vain
final class Hidden
{
    private function log($level, $message, array $context = []): void
    {
    }
}
throws('a private log()', TypeError::class, fn () => client(['logger' => new Hidden()]));
throws('no log()', TypeError::class, fn () => client(['logger' => new stdClass()]));
$proxy = new class () {
    public array $lines = [];

    public function __call(string $name, array $arguments): void
    {
        $this->lines[] = [$name, ...$arguments];
    }
};
$run($proxy, [answer(200, generated())]);
same('a proxy with __call', count($psr->lines), count($proxy->lines));
same('its log()', 'log', $proxy->lines[0][0] ?? null);

// outcomes: every kind of call is told, the Request-Id with it
$outcomes = [
    'success' => [answer(200, generated())],
    'refusal' => [refusal(400, 'invalid_signature', 'Invalid Header Signature')],
    'unknown' => [answer(500)],
    'retry' => [answer(503), answer(200, generated())],
    'not sent' => [new DokuAkulaku\ConnectionException('refused')],
    'unusable' => [answer(200, '<html>')],
];
foreach ($outcomes as $label => $answers) {
    $psr->lines = [];
    $run($psr, $answers);
    $text = all_text($psr->lines);
    holds_text("$label: Request-Id", 'my-request-id', $text);
    lacks_text("$label: secret", SECRET, $text);
    lacks_text("$label: signature", 'HMACSHA256=', $text);
    // customer data
    foreach (['Anton', 'Budiman', '6285694566147', 'Menara', 'Jakarta', '120129', 'CUST-0001'] as $private) {
        lacks_text("$label: $private", $private, $text);
    }
    // bodies only at debug
    foreach ($psr->lines as [$level, $message, $context]) {
        if ($level !== 'debug') {
            lacks_text("$label: no body at $level", 'T-Shirt', all_text([$message, $context]));
            lacks_text("$label: no body at $level", 'callback_url', all_text([$message, $context]));
        }
    }
}
// at debug there is a body, with what helps to find the order
$psr->lines = [];
$run($psr, [answer(200, generated())]);
$debug = all_text(array_filter($psr->lines, fn ($line) => $line[0] === 'debug'));
holds_text('debug: invoice', INVOICE, $debug);
// a refusal or an unknown outcome is worth more than debug
foreach (['refusal', 'unknown', 'not sent', 'unusable', 'retry'] as $label) {
    $psr->lines = [];
    $run($psr, $outcomes[$label]);
    $levels = array_unique(array_column($psr->lines, 0));
    ok("$label: a warning or an error: " . implode(',', $levels), array_intersect($levels, ['critical', 'error', 'warning', 'notice']) !== []);
}
// customer data in an answer, in unknown keys, and in what is no JSON
foreach ([json(generated(['customer' => ['name' => 'Anton Budiman', 'phone' => '6285694566147']])), '<html>Anton Budiman, 6285694566147</html>', '{"customer":{"name":"Anton Budiman"'] as $raw) {
    $psr->lines = [];
    $run($psr, [answer(200, $raw)]);
    lacks_text('masked in the answer', 'Anton', all_text($psr->lines));
}
$psr->lines = [];
client(['logger' => $psr, 'transport' => new Script(answer(200, generated()))])->generateOrder(order([
    'customer.email' => 'anton@example.com', 'customer.nested' => ['deep' => ['mother' => 'Siti']], 'shipping_address' => ['first_name' => 'Anton'],
]));
foreach (['anton@example.com', 'Siti', 'Anton'] as $private) {
    lacks_text("masked: $private", $private, all_text($psr->lines));
}
// proxy credentials
$psr->lines = [];
$run($psr, [answer(200, generated())], ['proxy' => 'http://proxyuser:proxypass@127.0.0.1:3128']);
lacks_text('proxy password', 'proxypass', all_text($psr->lines));

// a notification is told too, or not at all, but never its body's customer
$psr->lines = [];
try {
    client(['logger' => $psr])->parseNotification('{"customer":{"name":"Anton"}}', [], '/n');
} catch (DokuAkulaku\SignatureException) {
}
lacks_text('notification', 'Anton', all_text($psr->lines));
finish();
?>
--EXPECT--
done
