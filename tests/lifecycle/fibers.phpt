--TEST--
Fibers that suspend inside logger, transport and generator, and are destroyed there
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$good = answer(200, generated());
$state = answer(200, ['order' => ['amount' => 1], 'transaction' => ['status' => 'PENDING']]);
$suspend = function () {
    Fiber::suspend();
};
$jobs = [
    'logger' => fn () => client(['logger' => $suspend, 'transport' => new Script($good)])->generateOrder(order())->succeeded,
    'transport' => fn () => client(['transport' => function () use ($good) {
        Fiber::suspend();
        return $good;
    }])->generateOrder(order())->succeeded,
    'transport, retried' => fn () => client(['transport' => new Script(function () {
        Fiber::suspend();
        return answer(503);
    }, function () use ($good) {
        Fiber::suspend();
        return $good;
    })])->generateOrder(order())->succeeded,
    'generator' => fn () => count(iterator_to_array(client(['transport' => new Script($state)])->checkStatuses((function () {
        Fiber::suspend();
        yield 'a';
        Fiber::suspend();
        yield 'b';
    })(), 2))) === 2,
    'batch transport' => fn () => count(iterator_to_array(client(['transport' => function () use ($state) {
        Fiber::suspend();
        return $state;
    }])->checkStatuses(['a', 'b', 'c'], 2))) === 3,
    'batch logger' => fn () => count(iterator_to_array(client(['logger' => $suspend, 'transport' => new Script($state)])->checkStatuses(['a', 'b'], 2))) === 2,
];

// suspended and resumed, all at once, interleaved
$fibers = array_map(fn ($job) => new Fiber($job), $jobs);
foreach ($fibers as $fiber) {
    $fiber->start();
}
for ($round = 0; $round < 100; $round++) {
    foreach ($fibers as $fiber) {
        if ($fiber->isSuspended()) {
            $fiber->resume();
        }
    }
}
foreach ($fibers as $label => $fiber) {
    same("$label ended", true, $fiber->isTerminated() && $fiber->getReturn());
}

// suspended and destroyed after each number of steps
foreach ($jobs as $label => $job) {
    for ($steps = 0; $steps < 4; $steps++) {
        $fiber = new Fiber($job);
        $fiber->start();
        for ($step = 0; $step < $steps && $fiber->isSuspended(); $step++) {
            $fiber->resume();
        }
        unset($fiber);
        gc_collect_cycles();
    }
    ok("$label destroyed", true);
}
// an exception thrown into them
foreach ($jobs as $label => $job) {
    $fiber = new Fiber($job);
    $fiber->start();
    $thrown = null;
    try {
        $fiber->throw(new DomainException('into'));
        while ($fiber->isSuspended()) {
            $fiber->resume();
        }
    } catch (Throwable $thrown) {
    }
    // a logger's exception is dropped, every other one arrives
    if (str_contains($label, 'logger')) {
        same("$label: dropped", [null, true], [$thrown, $fiber->isTerminated() && $fiber->getReturn()]);
    } else {
        same("$label: arrives", DomainException::class, $thrown ? $thrown::class : null);
    }
}
// and the next call works
same('after all', true, client(['transport' => new Script($good)])->generateOrder(order())->succeeded);

// left suspended at the end of the script
$left = [];
foreach ($jobs as $label => $job) {
    $left[$label] = new Fiber($job);
    $left[$label]->start();
}
finish();
?>
--EXPECT--
done
