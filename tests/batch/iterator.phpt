--TEST--
checkStatuses(): the iterator itself: current, key, next, rewind, valid, leaving, exceptions, nesting, Fibers
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$transport = fn (DokuAkulaku\Request $request) => $request->method === 'POST'
    ? answer(200, generated())
    : answer(200, ['order' => ['invoice_number' => rawurldecode(substr($request->requestTarget, strlen(STATUS)))], 'transaction' => ['status' => 'PENDING']]);
$client = client(['transport' => $transport]);

// by hand
$iterator = $client->checkStatuses(['a', 'b'], 1);
$iterator->rewind();
ok('valid', $iterator->valid());
same('key', 'a', $iterator->key());
same('current', 'a', $iterator->current()->invoiceNumber);
same('current stays', $iterator->current(), $iterator->current());
$iterator->rewind();
same('rewind at the start is nothing', 'a', $iterator->key());
$iterator->next();
same('next', 'b', $iterator->key());
$thrown = null;
try {
    $iterator->rewind();
} catch (Throwable $thrown) {
}
ok('rewind after the start: ' . ($thrown ? $thrown::class : 'nothing'), $thrown instanceof Exception || $thrown instanceof Error);
$iterator = $client->checkStatuses(['a'], 1);
foreach ($iterator as $result) {
}
same('at the end', [false, null, null], [$iterator->valid(), $iterator->key(), $iterator->current()]);
$iterator->next();
same('next at the end', false, $iterator->valid());

// without rewind(): the first question begins
same('valid first', true, $client->checkStatuses(['a'])->valid());
same('key first', 'a', $client->checkStatuses(['a'])->key());
same('current first', 'a', $client->checkStatuses(['a'])->current()?->invoiceNumber);

// exceptions in the body and in the generator
$ran = [];
$thrown = throws('in the body', LogicException::class, function () use ($client, &$ran) {
    foreach ($client->checkStatuses(['a', 'b', 'c'], 1) as $id => $result) {
        $ran[] = $id;
        throw new LogicException('from the body');
    }
}, 'from the body');
same('one round', ['a'], $ran);
$closed = false;
$ids = (function () use (&$closed) {
    try {
        yield 'a';
        throw new DomainException('from the generator');
    } finally {
        $closed = true;
    }
})();
$seen = [];
throws('in the generator', DomainException::class, function () use ($client, $ids, &$seen) {
    foreach ($client->checkStatuses($ids, 1) as $id => $result) {
        $seen[] = $id;
    }
}, 'from the generator');
ok('finally ran', $closed);
same('what was in flight before is not lost, or the loop ended', true, $seen === ['a'] || $seen === []);
$closed = false;
$ids = (function () use (&$closed) {
    try {
        for ($n = 0;; $n++) {
            yield "id-$n";
        }
    } finally {
        $closed = true;
    }
})();
foreach ($client->checkStatuses($ids, 4) as $result) {
    break;
}
unset($ids, $result);
gc_collect_cycles();
ok('leaving the loop lets the generator go', $closed);

// nested calls of every method in the body
$inner = 0;
foreach ($client->checkStatuses(['a', 'b', 'c'], 2) as $id => $result) {
    same('generate', true, $client->generateOrder(order())->succeeded);
    same('check', "x-$id", $client->checkStatus("x-$id")->invoiceNumber);
    same('request', "y-$id", $client->request('GET', STATUS . "y-$id")->body['order']['invoice_number']);
    ok('prepare', $client->prepareOrder(order())->body !== '');
    DokuAkulaku::closeConnections();
    foreach ($client->checkStatuses(["$id-1", "$id-2"], 2) as $nested => $one) {
        same('nested', $nested, $one->invoiceNumber);
        $inner++;
    }
}
same('nested loops', 6, $inner);

// two interleaved, of one client and of two
foreach ([$client, client(['transport' => $transport])] as $other) {
    $first = $client->checkStatuses(['a', 'b', 'c'], 2);
    $second = $other->checkStatuses(['d', 'e', 'f'], 2);
    $seen = [];
    for ($first->rewind(), $second->rewind(); $first->valid() || $second->valid(); $first->next(), $second->next()) {
        $seen[] = $first->key();
        $seen[] = $second->key();
        same('first', $first->key(), $first->current()->invoiceNumber);
        same('second', $second->key(), $second->current()->invoiceNumber);
    }
    sort($seen);
    same('interleaved', ['a', 'b', 'c', 'd', 'e', 'f'], $seen);
}

// the client may be gone: the iterator keeps it
$iterator = client(['transport' => $transport])->checkStatuses(['a', 'b']);
gc_collect_cycles();
same('the client is kept', 2, count(iterator_to_array($iterator)));

// Fibers: a loop in each, suspended in the body
$fibers = [];
$log = [];
foreach (['x', 'y', 'z'] as $name) {
    $fibers[$name] = new Fiber(function () use ($client, $name, &$log) {
        foreach ($client->checkStatuses(["$name-1", "$name-2", "$name-3"], 2) as $id => $result) {
            $log[] = $result->invoiceNumber;
            Fiber::suspend();
        }
    });
    $fibers[$name]->start();
}
for ($round = 0; $round < 5; $round++) {
    foreach ($fibers as $fiber) {
        if ($fiber->isSuspended()) {
            $fiber->resume();
        }
    }
}
sort($log);
same('Fibers', ['x-1', 'x-2', 'x-3', 'y-1', 'y-2', 'y-3', 'z-1', 'z-2', 'z-3'], $log);

// Fibers that suspend inside the transport and inside the generator
$suspending = client(['transport' => function ($request) use ($transport) {
    Fiber::suspend('transport');
    return $transport($request);
}]);
$fiber = new Fiber(function () use ($suspending) {
    $seen = [];
    $ids = (function () {
        yield 'a';
        Fiber::suspend('generator');
        yield 'b';
    })();
    foreach ($suspending->checkStatuses($ids, 2) as $id => $result) {
        $seen[] = $id;
    }
    sort($seen);
    return $seen;
});
$where = [$fiber->start()];
for ($i = 0; $i < 20 && !$fiber->isTerminated(); $i++) {
    $where[] = $fiber->resume();
}
ok('ended', $fiber->isTerminated());
same('both arrived', ['a', 'b'], $fiber->isTerminated() ? $fiber->getReturn() : null);
ok('suspended in both: ' . implode(',', array_filter($where)), in_array('transport', $where, true) && in_array('generator', $where, true));

// stepping an iterator that is being stepped is an Error, no crash
$again = null;
$loop = (function () use (&$again) {
    yield 'a';
    $again->next();
    yield 'b';
})();
$again = $client->checkStatuses($loop, 1);
$thrown = null;
try {
    foreach ($again as $result) {
    }
} catch (Throwable $thrown) {
}
ok('re-entry: ' . ($thrown ? $thrown::class : 'nothing'), $thrown instanceof Error || $thrown instanceof Exception);
finish();
?>
--EXPECT--
done
