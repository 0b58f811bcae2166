--TEST--
Destructors and closures that call the client while it works or goes away
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$state = answer(200, status_body(['order.invoice_number' => 'from-a-destructor']));

// a destructor that runs inside the transport and calls again
final class Calls
{
    public static int $calls = 0;

    public function __construct(private DokuAkulaku $client)
    {
    }

    public function __destruct()
    {
        self::$calls += $this->client->checkStatus('from-a-destructor')->attempts;
    }
}
$client = null;
$client = client(['transport' => function ($request) use (&$client, $state) {
    if ($request->method === 'POST') {
        $object = new Calls($client);
        unset($object);
        return answer(200, generated());
    }
    return $state;
}]);
same('outer', true, $client->generateOrder(order())->succeeded);
same('inner', 1, Calls::$calls);

// the last reference to the client goes away while it works
$holder = new stdClass();
$holder->client = client(['transport' => function () use ($holder) {
    $holder->client = null;
    return answer(200, generated());
}]);
same('client gone in the transport', true, $holder->client->generateOrder(order())->succeeded);
$holder->client = client(['logger' => function () use ($holder) {
    $holder->client = null;
}, 'transport' => new Script(answer(200, generated()))]);
same('client gone in the logger', true, $holder->client->generateOrder(order())->succeeded);

// the iterator goes away in its own transport, and in its generator
$holder->iterator = client(['transport' => function () use ($holder, $state) {
    $holder->iterator = null;
    return $state;
}])->checkStatuses(['a', 'b'], 1);
$seen = 0;
foreach ($holder->iterator as $result) {
    $seen++;
}
same('iterator gone in the transport', 2, $seen);
$holder->iterator = client(['transport' => new Script($state)])->checkStatuses((function () use ($holder) {
    yield 'a';
    $holder->iterator = null;
    yield 'b';
})(), 1);
$seen = 0;
foreach ($holder->iterator as $result) {
    $seen++;
}
same('iterator gone in the generator', 2, $seen);

// payload and ids change while they are used
$payload = order();
$changing = client(['logger' => function () use (&$payload) {
    $payload = [];
}, 'transport' => $script = new Script(answer(503), answer(200, generated()))]);
same('payload gone', true, $changing->generateOrder($payload)->succeeded);
same('the same bytes', [json(order()), json(order())], array_map(fn ($request) => $request->body, $script->requests));
$ids = ['a', 'b', 'c'];
$seen = [];
foreach (client(['transport' => new Script($state)])->checkStatuses($ids, 1) as $id => $result) {
    $seen[] = $id;
    $ids[] = 'd';
}
same('a copy of the ids', ['a', 'b', 'c'], $seen);

// an exception in a destructor in the middle of a loop
final class Throws
{
    public function __destruct()
    {
        throw new LogicException('from a destructor');
    }
}
throws('destructor that throws', LogicException::class, function () use ($state) {
    foreach (client(['transport' => new Script($state)])->checkStatuses(['a', 'b'], 1) as $result) {
        $object = new Throws();
        unset($object);
    }
});
finish();
?>
--EXPECT--
done
