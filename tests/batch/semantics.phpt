--TEST--
checkStatuses(): keys, values, failures kept apart, ids drawn on demand (test transport)
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

use DokuAkulaku\Response;

/** Answers by the id in the path. */
$transport = function (DokuAkulaku\Request $request): array {
    $id = rawurldecode(substr($request->requestTarget, strlen(STATUS)));
    return match (true) {
        str_starts_with($id, 'missing') => answer(404, ['message' => 'Order Not Found']),
        str_starts_with($id, 'cut') => throw new DokuAkulaku\IndeterminateException('cut off'),
        str_starts_with($id, 'down') => throw new DokuAkulaku\ConnectionException('refused'),
        str_starts_with($id, 'html') => answer(200, '<html>'),
        str_starts_with($id, 'broken') => throw new LogicException('the transport is broken'),
        default => answer(200, ['order' => ['invoice_number' => $id], 'transaction' => ['status' => 'SUCCESS']]),
    };
};
$client = client(['transport' => $transport]);
$collect = function (iterable $ids, int $concurrency = 16) use ($client): array {
    $found = [];
    foreach ($client->checkStatuses($ids, $concurrency) as $id => $result) {
        ok('the key is a string', is_string($id));
        ok('yielded once', !isset($found["#$id"]));
        $found["#$id"] = $result instanceof Response ? $result->invoiceNumber : $result::class;
    }
    ksort($found);
    return $found;
};

same('nothing', [], $collect([]));
same('an array', ['#a' => 'a', '#b' => 'b', '#c' => 'c'], $collect(['a', 'b', 'c']));
same('an iterator', ['#a' => 'a', '#b' => 'b'], $collect(new ArrayIterator(['a', 'b'])));
same('an aggregate', ['#a' => 'a', '#b' => 'b'], $collect(new ArrayObject(['x' => 'a', 'y' => 'b'])));
same('a generator with keys', ['#a' => 'a', '#b' => 'b'], $collect((function () {
    yield 'k' => 'a';
    yield 'k' => 'b';
})()));
same('digits stay text', ['#12' => '12', '#007' => '007'], (function () use ($client) {
    $found = [];
    foreach ($client->checkStatuses(['12', '007']) as $id => $result) {
        $found["#$id"] = is_string($id) ? $result->invoiceNumber : 'an int';
    }
    krsort($found, SORT_STRING);
    return $found;
})());
foreach ([1, 2, 3, 16, 256] as $concurrency) {
    $ids = array_map(fn ($n) => "id-$n", range(1, 100));
    same("100 ids by $concurrency", 100, count($collect($ids, $concurrency)));
}
foreach ([0, -1, 257, PHP_INT_MAX] as $concurrency) {
    throws("concurrency $concurrency", ValueError::class, fn () => $client->checkStatuses(['a'], $concurrency));
}

// one failure never loses the others
same('failures apart', [
    '#a' => 'a', '#b' => 'b', '#cut-1' => DokuAkulaku\IndeterminateException::class, '#down-1' => DokuAkulaku\ConnectionException::class,
    '#html-1' => DokuAkulaku\ResponseException::class, '#missing-1' => DokuAkulaku\ApiException::class,
], $collect(['a', 'cut-1', 'missing-1', 'html-1', 'down-1', 'b']));

// what is no id: misuse at the place where it is drawn, not a failure of a call
same('an int is its digits, as array keys become', ['1' => '1'], array_map(fn ($result) => $result->invoiceNumber, iterator_to_array($client->checkStatuses([1]))));
foreach ([null, 1.5, true, [], new stdClass()] as $bad) {
    $seen = [];
    $thrown = null;
    try {
        foreach ($client->checkStatuses(['a', $bad, 'b'], 1) as $id => $result) {
            $seen[] = $id;
        }
    } catch (Throwable $thrown) {
    }
    $label = 'id ' . json_encode($bad);
    ok("$label: " . ($thrown ? $thrown::class : 'nothing'), $thrown instanceof TypeError);
    ok("$label: what came before was yielded", $seen === ['a'] || $seen === []);
}

// what can be no id of an order is its own failure, and the loop goes on
$bad = ['', '.', '..', "a\n", "\xff", "a\u{2028}b", str_repeat('x', 1025)];
foreach ([1, 2, 16] as $concurrency) {
    $script = new Script(fn ($request) => answer(200, status_body(['order.invoice_number' => rawurldecode(basename($request->requestTarget))])));
    $results = [];
    foreach (client(['transport' => $script])->checkStatuses(['first', ...$bad, 'last'], $concurrency) as $id => $result) {
        $results[$id] = $result;
    }
    same("every id is told, $concurrency at a time", count($bad) + 2, count($results));
    same('and only good ones were sent', 2, $script->calls());
    same('the last one too', 'last', $results['last']?->invoiceNumber);
    foreach ($bad as $id) {
        $refused = $results[$id] ?? null;
        $label = 'id ' . json_encode($id, JSON_PARTIAL_OUTPUT_ON_ERROR);
        ok("$label is refused", $refused instanceof DokuAkulaku\ValidationException);
        same("$label: path and rule", ['id' => 'id'], array_map(fn ($violation) => $violation['rule'], $refused->getViolations()));
        ok("$label: a message", $refused->getMessage() !== '' && $refused->getRequestId() === null);
    }
}
throws('ids as text', TypeError::class, fn () => $client->checkStatuses('a'));

// drawn on demand: with concurrency 2 no more than a few ids ahead of the loop
$drawn = 0;
$endless = (function () use (&$drawn) {
    while (true) {
        yield 'id-' . ++$drawn;
    }
})();
$seen = 0;
foreach ($client->checkStatuses($endless, 2) as $id => $result) {
    $seen++;
    ok("drawn $drawn, seen $seen", $drawn <= $seen + 4);
    if ($seen === 50) {
        break;
    }
}
same('the endless generator was left', 50, $seen);

// nothing is drawn or sent before the loop begins
$drawn = 0;
$lazy = $client->checkStatuses((function () use (&$drawn) {
    $drawn++;
    yield 'a';
})());
same('not begun', 0, $drawn);
foreach ($lazy as $result) {
    same('begun', 1, $drawn);
}

// a broken transport is misuse of the test, it ends the loop
throws('broken transport', LogicException::class, fn () => iterator_to_array($client->checkStatuses(['broken'])));
finish();
?>
--EXPECT--
done
