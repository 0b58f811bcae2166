--TEST--
receiveNotification() without a web request is misuse
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/notification.inc';

foreach ([null, '/n'] as $target) {
    $thrown = null;
    try {
        client()->receiveNotification($target);
    } catch (Throwable $thrown) {
    }
    ok('refused: ' . ($thrown ? $thrown::class . ' ' . $thrown->getMessage() : 'nothing'), $thrown instanceof Error || $thrown instanceof DokuAkulaku\SignatureException);
    holds_text('what to do in a worker', 'parseNotification($body, $headers, $requestTarget)', (string) $thrown?->getMessage());
}
foreach (['', 'n', '?a=1', "/n\n"] as $target) {
    throws('no target: ' . json_encode($target), ValueError::class, fn () => client()->receiveNotification($target));
}
finish();
?>
--EXPECT--
done
