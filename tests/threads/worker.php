<?php

// One request of one thread: $base_url, $thread and $request come from the harness.

declare(strict_types=1);

if (!function_exists('order_of')) {
    function order_of(string $name): array
    {
        return [
            'order' => [
                'invoice_number' => $name,
                'amount' => 30000,
                'line_items' => [['name' => 'Shirt', 'price' => 15000, 'quantity' => 2, 'sku' => '1', 'category' => 'Shirt']],
                'callback_url' => 'https://merchant.com/return-url',
            ],
            'payment' => ['merchant_unique_reference' => "MUR-$name"],
            'customer' => ['id' => 'C-1', 'name' => 'Anton', 'phone' => '6285694566147'],
        ];
    }

    function check(bool $holds, string $what): void
    {
        global $checks, $thread, $request;
        $checks++;
        if (!$holds) {
            echo "FAILED: thread $thread, request $request: $what\n";
        }
    }

    function expect_thrown(string $class, callable $call): void
    {
        try {
            $call();
            check(false, "$class was not thrown");
        } catch (Throwable $thrown) {
            check($thrown instanceof $class, "$class expected, got " . $thrown::class . ': ' . $thrown->getMessage());
        }
    }

    /** The signature must be what hash_hmac makes, whatever other threads sign meanwhile. */
    function sign_much(DokuAkulaku $client, string $secret): void
    {
        for ($i = 0; $i < 50; $i++) {
            $body = str_repeat("$i ", $i);
            $text = "Client-Id:MCH-0001-10791114622547\nRequest-Id:r-$i\nRequest-Timestamp:2021-07-07T08:45:42Z\nRequest-Target:/t\nDigest:"
                . base64_encode(hash('sha256', $body, true));
            $expected = 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $text, $secret, true));
            check($client->sign('/t', $body, "r-$i", '2021-07-07T08:45:42Z') === $expected, 'the signature');
            check($client->verify($expected, '/t', $body, "r-$i", '2021-07-07T08:45:42Z'), 'verification');
            check(!$client->verify($expected, '/u', $body, "r-$i", '2021-07-07T08:45:42Z'), 'refusal');
        }
    }

    function pay(DokuAkulaku $client, string $name): void
    {
        $answer = $client->generateOrder(order_of($name));
        check($answer->invoiceNumber === $name && $answer->signatureValid === true, 'the answer is about another order');
        $found = $client->checkStatus($name);
        check($found->status === DokuAkulaku\Status::Pending && $found->invoiceNumber === $name, 'the status');
        $end = ['order' => ['invoice_number' => $name], 'payment' => ['merchant_unique_reference' => "MUR-$name"]];
        check($client->cancelOrder($end)->succeeded, 'the cancellation');
    }

    function batch(DokuAkulaku $client, string $name, int $leaveAfter): void
    {
        $ids = (static function () use ($name) {
            for ($i = 0; $i < 12; $i++) {
                yield "$name-$i";
            }
        })();
        $seen = 0;
        foreach ($client->checkStatuses($ids, 4) as $id => $result) {
            check(str_starts_with($id, $name) && $result instanceof DokuAkulaku\ApiException, "a look-up: $id");
            if (++$seen === $leaveAfter) {
                return;
            }
        }
        check($seen === 12, "the batch gave $seen answers");
    }
}

$checks = 0;
$secret = 'secret-key-from-DOKU-back-office';
$options = ['base_url' => $base_url, 'timeout' => 60, 'connect_timeout' => 60];
$client = new DokuAkulaku('MCH-0001-10791114622547', $secret, $options);
$name = "T$thread-$request";
switch (($thread * 7 + $request) % 9) {
    case 0:
        sign_much($client, $secret);
        break;
    case 1:
    case 2:
        pay($client, $name);
        pay(DokuAkulaku::fromIni($options), "$name-ini");
        break;
    case 3:
        batch($client, $name, 100);
        batch($client, $name, 5);
        break;
    case 4:
        expect_thrown(DokuAkulaku\ValidationException::class, static fn () => $client->generateOrder([]));
        expect_thrown(ValueError::class, static fn () => DokuAkulaku::fromIni(['retries' => -1]));
        expect_thrown(ValueError::class, static fn () => new DokuAkulaku('', $secret));
        $closed = new DokuAkulaku('MCH-0001-10791114622547', $secret, ['base_url' => 'http://127.0.0.1:1', 'retries' => 0]);
        expect_thrown(DokuAkulaku\ConnectionException::class, static fn () => $closed->generateOrder(order_of($name)));
        expect_thrown(DokuAkulaku\SignatureException::class, static fn () => $client->parseNotification('{}', [], '/n'));
        break;
    case 5:
        // exit() while a call is open
        echo "checks $checks\n";
        $logger = static function (): void {
            exit(0);
        };
        (new DokuAkulaku('MCH-0001-10791114622547', $secret, $options + ['logger' => $logger]))->generateOrder(order_of($name));
        echo "FAILED: exit() did not end the request\n";
        break;
    case 6:
        // the request ends with a batch open
        $open = $client->checkStatuses(["$name-a", "$name-b", "$name-c"], 1);
        check($open->valid(), 'an open batch');
        break;
    case 7:
        // and by a fatal error within a batch
        $open = $client->checkStatuses(["$name-a", "$name-b", "$name-c"], 2);
        check($open->valid(), 'an open batch');
        echo "checks $checks\n";
        ini_set('memory_limit', (string) (memory_get_usage(true) + (4 << 20)));
        str_repeat('x', 64 << 20);
        echo "FAILED: the memory limit did not end the request\n";
        break;
    case 8:
        DokuAkulaku::closeConnections();
        pay($client, $name);
        DokuAkulaku::closeConnections();
        sign_much($client, $secret);
        break;
}
echo "checks $checks\n";
