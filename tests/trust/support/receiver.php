<?php

// The shop's side of the forgery test, run by php -S: one line of JSON says what became of the notification.

declare(strict_types=1);

set_error_handler(static function (int $level, string $message): never {
    throw new ErrorException($message);
});

$secret = json_decode($_SERVER['HTTP_X_TEST_SECRET'], true);
$age = (int) $_SERVER['HTTP_X_TEST_AGE'];
unset($_SERVER['HTTP_X_TEST_SECRET'], $_SERVER['HTTP_X_TEST_AGE']);
try {
    $client = new DokuAkulaku('MCH-0001-10791114622547', $secret, ['notification_max_age' => $age]);
    $notification = $client->receiveNotification();
    $said = ['accepted' => $notification->invoiceNumber];
} catch (DokuAkulaku\SignatureException $thrown) {
    $said = ['reason' => $thrown->getReason(), 'text' => $thrown->getMessage()];
} catch (Throwable $thrown) {
    $said = ['error' => $thrown::class . ': ' . $thrown->getMessage()];
}
echo json_encode($said, JSON_INVALID_UTF8_SUBSTITUTE);
