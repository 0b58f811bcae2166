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
}
finish();
?>
--EXPECT--
done
