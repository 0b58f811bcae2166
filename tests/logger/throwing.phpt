--TEST--
A logger cannot change an outcome: what it throws is dropped
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$throwing = [
    'exception' => function () {
        throw new LogicException('from the logger');
    },
    'error' => function () {
        throw new Error('from the logger');
    },
    'type error' => fn (int $level) => null,
    'too many parameters' => fn ($a, $b, $c, $d) => null,
    'our own exception' => function () {
        throw new DokuAkulaku\ApiException('from the logger');
    },
];
$outcome = function (array $options): string {
    try {
        $response = client($options)->generateOrder(order(), 'id');
        return "succeeded after $response->attempts";
    } catch (Throwable $thrown) {
        $text = '';
        for ($at = $thrown; $at !== null; $at = $at->getPrevious()) {
            $text .= $at::class . ': ' . $at->getMessage() . "\n";
        }
        return $text;
    }
};
$answers = [
    'success' => [answer(200, generated())],
    'retry' => [answer(503), answer(200, generated())],
    'refusal' => [refusal(400, 'x')],
    'unknown' => [answer(500)],
    'sticky' => [answer(500), refusal(400, 'x')],
    'not sent' => [new DokuAkulaku\ConnectionException('refused')],
    'violation' => [],
];
foreach ($answers as $label => $list) {
    $expected = $outcome(['transport' => new Script(...$list ?: [answer(200, '{}')])]);
    foreach ($throwing as $kind => $logger) {
        $script = new Script(...$list ?: [answer(200, '{}')]);
        same("$label, logger with $kind", $expected, $outcome(['logger' => $logger, 'transport' => $script]));
    }
}
// a PSR-3 object that throws
$object = new class () {
    public int $calls = 0;

    public function log($level, $message, array $context = []): void
    {
        $this->calls++;
        throw new RuntimeException('full disk');
    }
};
same('object', 'succeeded after 1', $outcome(['logger' => $object, 'transport' => new Script(answer(200, generated()))]));
ok('it was called', $object->calls > 0);
same('nothing is left behind', null, error_get_last());

// what it returns means nothing, what it writes into its arguments neither
$writing = function (&$level, &$message, &$context) {
    $level = $message = $context = null;
    return false;
};
same('writing logger', 'succeeded after 1', @$outcome(['logger' => $writing, 'transport' => new Script(answer(200, generated()))]));

// a logger that calls the client again
$client = null;
$depth = 0;
$nested = function () use (&$client, &$depth) {
    if ($depth++ === 0) {
        same('nested call', true, $client->generateOrder(order(), 'nested')->succeeded);
        same('nested prepare', 'POST', $client->prepareOrder(order())->method);
        ok('nested sign', $client->sign('/x', null, 'r', 't') !== '');
    }
};
$client = client(['logger' => $nested, 'transport' => new Script(answer(200, generated()))]);
same('outer call', 'outer', $client->generateOrder(order(), 'outer')->requestId);
ok('it was nested', $depth > 1);
finish();
?>
--EXPECT--
done
