--TEST--
A client that is held by its own logger or transport is collected
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

final class Holder
{
    public static int $alive = 0;
    public ?DokuAkulaku $client = null;
    public ?Iterator $iterator = null;

    public function __construct()
    {
        self::$alive++;
    }

    public function __destruct()
    {
        self::$alive--;
    }

    public function log($level, $message, array $context = []): void
    {
    }

    public function __invoke(DokuAkulaku\Request $request): array
    {
        return answer(200, generated());
    }

    public function ids(): Generator
    {
        yield 'a';
        yield 'b';
    }
}

gc_collect_cycles();
foreach (['logger' => true, 'transport' => true, 'both' => true] as $kind => $unused) {
    $holder = new Holder();
    $options = match ($kind) {
        'logger' => ['logger' => $holder, 'transport' => new Script(answer(200, generated()))],
        'transport' => ['transport' => $holder],
        'both' => ['logger' => $holder, 'transport' => $holder],
    };
    $holder->client = client($options);
    $holder->client->generateOrder(order());
    unset($holder, $options);
    gc_collect_cycles();
    same("$kind: collected", 0, Holder::$alive);
}
// an iterator in the cycle, begun and not begun
foreach ([false, true] as $begun) {
    $holder = new Holder();
    $holder->client = client(['logger' => $holder, 'transport' => new Script(answer(200, ['order' => ['amount' => 1], 'transaction' => ['status' => 'PENDING']]))]);
    $holder->iterator = $holder->client->checkStatuses($holder->ids(), 1);
    if ($begun) {
        $holder->iterator->rewind();
    }
    unset($holder);
    gc_collect_cycles();
    same('iterator ' . ($begun ? 'begun' : 'not begun') . ': collected', 0, Holder::$alive);
}
// a look-up that has ended and is not yielded yet, with what the transport threw, which holds the iterator
final class Thrown extends DokuAkulaku\ConnectionException
{
    public ?Holder $holder = null;
}
$holder = new Holder();
$holder->client = client(['retries' => 0, 'transport' => static function () use (&$holder): never {
    $thrown = new Thrown('not sent');
    $thrown->holder = $holder;
    throw $thrown;
}]);
$holder->iterator = $holder->client->checkStatuses(['a', 'b'], 2);
$holder->iterator->rewind();
same('b waits to be yielded', 'a', $holder->iterator->key());
$holder = null;
gc_collect_cycles();
same('iterator with a result that waits: collected', 0, Holder::$alive);
// a closure that holds the client by reference
$weak = (function () {
    $client = null;
    $client = client(['logger' => function () use (&$client) {
    }, 'transport' => fn () => answer(200, generated())]);
    return WeakReference::create($client);
})();
gc_collect_cycles();
same('closure', null, $weak->get());
// a client whose constructor failed
for ($i = 0; $i < 3; $i++) {
    $holder = new Holder();
    throws('failed', ValueError::class, fn () => client(['logger' => $holder, 'transport' => $holder, 'timeout' => -1]));
    unset($holder);
}
gc_collect_cycles();
same('failed constructors keep nothing', 0, Holder::$alive);
finish();
?>
--EXPECT--
done
