--TEST--
Without its constructor a client is an Error, never a crash
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$class = new ReflectionClass(DokuAkulaku::class);
$calls = [
    'generateOrder' => [order()],
    'cancelOrder' => [cancellation()],
    'refundOrder' => [refund()],
    'checkStatus' => ['INV-1'],
    'checkStatuses' => [['INV-1']],
    'prepareOrder' => [order()],
    'validateOrder' => [order()],
    'request' => ['GET', '/x'],
    'parseNotification' => ['{}', [], '/x'],
    'receiveNotification' => ['/x'],
    'sign' => ['/x', null, 'r', 't'],
    'verify' => ['HMACSHA256=', '/x', null, 'r', 't'],
];
$client = null;
try {
    $client = $class->newInstanceWithoutConstructor();
} catch (ReflectionException) {
    // a refusal is as good
    ok('refused', true);
}
if ($client !== null) {
    foreach ($calls as $method => $arguments) {
        throws($method, Error::class, fn () => $client->$method(...$arguments));
    }
}

// A constructor that threw leaves no usable object behind either.
$failed = null;
try {
    $failed = $class->newInstanceWithoutConstructor();
    $failed->__construct('', SECRET);
} catch (Throwable) {
}
if ($failed !== null) {
    foreach ($calls as $method => $arguments) {
        throws("$method after a failed constructor", Error::class, fn () => $failed->$method(...$arguments));
    }
}
finish();
?>
--EXPECT--
done
