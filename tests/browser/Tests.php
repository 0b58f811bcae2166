<?php

declare(strict_types=1);

namespace BrowserTest;

use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;
use ExampleShop\Tests\Runner;

/** The tests, name => closure; each starts on a page of its own. */
final class Tests
{
    /** @return array<string, \Closure> */
    public static function all(Shopper $shopper, Servers $servers): array
    {
        $browser = $shopper->chromium;
        return [
            'an empty cart is told' => static function () use ($shopper, $servers, $browser): void {
                $browser->open($servers->shop . '/');
                $shopper->look('1-products');
                $browser->click('#to-checkout');
                $browser->waitFor('document.querySelector("#problem")');
                Runner::true(str_contains($browser->text('#problem'), 'cart is empty'), $browser->text('#problem'));
            },

            'mistakes in the form are told beside the fields' => static function () use ($shopper, $browser): void {
                $shopper->fillCheckout('Siti');
                $shopper->look('2-checkout');
                foreach (['name' => '', 'phone' => '12ab', 'postcode' => 'A1'] as $field => $value) {
                    $browser->type("#$field", $value);
                }
                $browser->click('#pay');
                $browser->waitFor('document.querySelector("#problem")');
                Runner::same('Full name is required.', $browser->text('#name-error'), 'name');
                Runner::true(str_starts_with($browser->text('#phone-error'), 'The phone number is not valid.'), 'phone');
                Runner::same('The postcode may hold digits only, for example 40115.', $browser->text('#postcode-error'), 'postcode');
                Runner::same(['12ab', 'Bandung', 'phone-error', '0'], $browser->evaluate('[document.querySelector("#phone").value, '
                    . 'document.querySelector("#city").value, document.querySelector("#phone").getAttribute("aria-describedby"), '
                    . 'String(document.querySelectorAll("#city-error").length)]'), 'what was typed is kept');
                $shopper->look('3-mistakes');
                $browser->type('#name', 'Siti Aminah');
                $browser->type('#phone', '+62 812 3456 7890');
                $browser->type('#postcode', '40115');
                $browser->click('#pay');
                $browser->waitFor("location.pathname.startsWith('/pay/')");
            },

            'order, approve, refund' => static function () use ($shopper, $servers, $browser): void {
                // Without a notification first: coming back must not count as paid.
                $shopper->control('config', ['notification_url' => null]);
                $number = $shopper->order();
                Runner::true(str_contains($browser->text('main'), "533.484"), 'the payment page shows the amount');
                Runner::true(str_contains($browser->text('main'), '1.5 x Gayo coffee beans per kg'), 'and the lines');
                $shopper->look('4-payment-page');
                $browser->click('label[for=plan-3m]');
                $shopper->decide('#approve');
                Runner::same('Waiting for confirmation', $browser->text('#headline'), 'coming back proves nothing');
                Runner::same($number, $browser->text('#order-number'), 'order');
                $shopper->look('5-waiting');
                $shopper->control('config', ['notification_url' => $servers->shop . '/notification']);
                $invoice = $shopper->invoice($number, 1);
                $shopper->control("notify/$invoice", ['wait' => true]);
                // The page finds out by itself.
                $shopper->waitForHeadline('Paid');
                $shopper->look('6-paid');
                $shopper->office();
                Runner::same('SUCCESS', $shopper->badge($invoice), 'back office');
                $browser->click("[id='refund-$invoice']");
                $browser->waitFor('document.querySelector("#confirm")');
                $shopper->look('7-refund-question');
                Runner::same(false, $browser->has('main input:not([type=hidden])'), 'no amount to type');
                $browser->click('#back');
                $browser->waitFor("location.pathname === '/orders'");
                Runner::same('SUCCESS', $shopper->badge($invoice), 'the question alone does nothing');
                Runner::true(
                    str_contains($shopper->pressAndConfirm("refund-$invoice", 'Refund Rp 533.484 in full?'), 'refunded in full'),
                    'refund'
                );
                Runner::same(['REFUNDED', false], [$shopper->badge($invoice), $browser->has("[id='refund-$invoice']")], 'state');
                Runner::true(str_contains($shopper->press("status-$invoice"), 'DOKU says: REFUNDED'), 'status');
                Runner::same('REFUNDED', $servers->ledger($invoice)['orders'][0]['status'], 'the simulator agrees');
                $browser->click("#order-$number h2 a");
                $shopper->waitForHeadline('Refunded');
            },

            'declined, and tried again with a new invoice' => static function () use ($shopper, $servers, $browser): void {
                $number = $shopper->order();
                $shopper->decide('#decline');
                $shopper->waitForHeadline('Not paid');
                $shopper->look('8-declined');
                $browser->click('#pay-again');
                $browser->waitFor("location.pathname.startsWith('/pay/')");
                [$first, $second] = [$shopper->invoice($number, 1), $shopper->invoice($number, 2)];
                Runner::true(str_contains($browser->text('main'), $second), 'the second invoice');
                $shopper->decide('#approve');
                $shopper->waitForHeadline('Paid');
                $shopper->office();
                Runner::same(['FAILED', 'SUCCESS'], [$shopper->badge($first), $shopper->badge($second)], 'back office');
                Runner::true($servers->ledger($first)['orders'][0]['merchant_unique_reference']
                    !== $servers->ledger($second)['orders'][0]['merchant_unique_reference'], 'a new reference');
            },

            'a forged notification is refused; then cancelled' => static function () use ($shopper, $servers, $browser): void {
                $number = $shopper->order();
                $payment = $browser->evaluate('location.href');
                $invoice = $shopper->invoice($number, 1);
                $forger = new Visitor();
                $forger->send(
                    'POST',
                    $servers->shop . '/notification',
                    ['Content-Type: application/json',
                    'Client-Id: MCH-0001-10791114622547', 'Request-Id: ' . bin2hex(random_bytes(16)),
                    'Request-Timestamp: ' . gmdate('Y-m-d\TH:i:s\Z'),
                    'Signature: HMACSHA256=' . base64_encode(random_bytes(32))],
                    json_encode(['order' => ['invoice_number' => $invoice, 'amount' => 533484],
                    'transaction' => ['status' => 'SUCCESS']])
                );
                Runner::same(401, $forger->status, 'HTTP status');
                $shopper->office();
                Runner::same('PENDING', $shopper->badge($invoice), 'state');
                $browser->click("#order-$number h2 a");
                $shopper->waitForHeadline('Waiting for confirmation');
                Runner::same('Go on with the payment', $browser->text('#pay-again'), 'the customer can still pay');
                Runner::true(str_contains($shopper->pressAndConfirm("cancel-$number", "Cancel order $number?"), 'Cancelled.'), 'cancel');
                Runner::same('CANCELLED', $shopper->badge($invoice), 'state');
                $browser->open($payment);
                Runner::true(str_contains($browser->text('main'), 'cannot be paid any more'), 'payment page');
                $browser->click('#back');
                $shopper->waitForHeadline('Cancelled');
                Runner::same(false, $browser->has('#pay-again'), 'no button');
            },

            'no answer from DOKU: the customer looks again' => static function () use ($shopper, $servers, $browser): void {
                $shopper->control('faults', ['faults' => [['fault' => 'close_after_request', 'count' => 2,
                    'match' => ['operation' => 'generate']]]]);
                $shopper->fillCheckout('Siti Aminah');
                $browser->click('#pay');
                $browser->waitFor("location.pathname.startsWith('/order/')");
                Runner::true(str_contains($browser->text('.message'), 'do not know yet'), $browser->text('.message'));
                $shopper->look('9-no-answer');
                $number = $browser->text('#order-number');
                $invoice = $shopper->invoice($number, 1);
                $shopper->office();
                Runner::true($browser->has("[id='repeat-$invoice']"), 'the back office can repeat the call');
                Runner::true(str_contains($browser->text("#order-$number .mark"), 'It is not known whether'), 'it is marked');
                $shopper->look('10-back-office');
                $browser->click("#order-$number h2 a");
                $browser->waitFor('document.querySelector("#pay-again")');
                $browser->click('#pay-again');
                $browser->waitFor("location.pathname.startsWith('/pay/')");
                $ledger = $servers->ledger($invoice);
                $executed = array_filter($ledger['requests'], static fn (array $one): bool => $one['executed']);
                Runner::same([1, 1], [count($ledger['orders']), count($executed)], 'one order');
            },

            'while DOKU is called the button is off, and the page says so' => static function () use ($shopper, $servers, $browser): void {
                $shopper->control('faults', ['faults' => [['fault' => 'delay', 'seconds' => 3, 'match' => ['operation' => 'generate']]]]);
                $shopper->fillCheckout('Siti Aminah');
                // As it looks, without sending; and as a browser brings the page back from its memory.
                $browser->evaluate('document.querySelector("form[data-calling]").dispatchEvent(new Event("submit"))');
                $shopper->look('13-calling');
                $browser->evaluate('window.dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}))');
                Runner::same(
                    [false, true],
                    $browser->evaluate('[document.querySelector("#pay").disabled, document.querySelector(".calling").hidden]'),
                    'before'
                );
                $browser->click('#pay');
                $browser->waitFor('document.querySelector("#pay")?.disabled');
                Runner::same([true, true], [$browser->evaluate('document.querySelector(".calling").checkVisibility()'),
                    str_starts_with($browser->text('.calling'), 'Contacting Akulaku')], 'what it says');
                $browser->waitFor("location.pathname.startsWith('/pay/')");
                $number = (string) $browser->evaluate("document.body.innerText.match(/KS-\\d{6}-[0-9A-F]{8}/)[0]");
                // Back, and the button again.
                $browser->evaluate('history.back()');
                $browser->waitFor("location.pathname === '/checkout'");
                Runner::same(false, $browser->evaluate('document.querySelector("#pay").disabled'), 'it can be pressed again');
                foreach (['name' => 'Siti Aminah', 'phone' => '0812-3456-7890', 'address' => 'Jl. Kenanga 12', 'city' => 'Bandung',
                    'state' => 'Jawa Barat', 'postcode' => '40115'] as $field => $value) {
                    $browser->type("#$field", $value);
                }
                $browser->click('#pay');
                $browser->waitFor("location.pathname.startsWith('/pay/')");
                Runner::true(str_contains($browser->text('main'), $shopper->invoice($number, 1)), 'the same order');
                Runner::same(1, count($servers->ledger($shopper->invoice($number, 1))['orders']), 'and one of it');
                $shopper->decide('#approve');
                $shopper->waitForHeadline('Paid');
            },

            'Bahasa Indonesia, by the wish of the browser' => static function () use ($shopper, $browser): void {
                $browser->language('id-ID,id;q=0.9,en;q=0.8');
                try {
                    $browser->open($shopper->address('/'));
                    $shopper->look('14-id-products');
                    $shopper->fillCheckout('Siti Aminah');
                    $browser->type('#phone', '12ab');
                    $browser->click('#pay');
                    $browser->waitFor('document.querySelector("#problem")');
                    Runner::true(str_starts_with($browser->text('#phone-error'), 'Nomor telepon tidak valid.'), $browser->text('#phone-error'));
                    $shopper->look('15-id-checkout');
                    $browser->type('#phone', '0812 3456 7890');
                    $browser->click('#pay');
                    $browser->waitFor("location.pathname.startsWith('/pay/')");
                    $number = (string) $browser->evaluate("document.body.innerText.match(/KS-\\d{6}-[0-9A-F]{8}/)[0]");
                    $shopper->decide('#approve');
                    $shopper->waitForHeadline('Pembayaran berhasil');
                    $shopper->look('16-id-paid');
                    $shopper->office();
                    $shopper->look('17-id-office');
                    $invoice = $shopper->invoice($number, 1);
                    Runner::true(str_contains(
                        $shopper->pressAndConfirm("refund-$invoice", 'Kembalikan seluruh dana Rp533.484?'),
                        'Dana Rp533.484 telah dikembalikan seluruhnya'
                    ), 'refund');
                } finally {
                    $browser->language('en');
                }
            },

            'what a customer types never becomes a script' => static function () use ($shopper, $browser): void {
                $name = '<img src=x onerror="document.title=1">';
                $number = $shopper->order($name);
                $shopper->office();
                Runner::true(str_contains($browser->text("#order-$number"), $name), 'back office');
                $browser->click("#order-$number h2 a");
                $shopper->waitForHeadline('Waiting for confirmation');
                Runner::true(str_contains($browser->text('main'), $name), 'order page');
                Runner::true($browser->evaluate('document.title') !== '1', 'title');
            },

            'the simulator shows what it refused, and takes faults by buttons' => static function () use (
                $shopper,
                $servers,
                $browser,
            ): void {
                $shopper->control('reset', []);
                $browser->open($servers->control . '/admin');
                $stranger = new Visitor();
                $stranger->send('GET', $servers->sandbox . '/orders/v1/status/INV-REFUSED', [
                    'Client-Id: MCH-0001-10791114622547', 'Request-Id: refused-1',
                    'Request-Timestamp: ' . gmdate('Y-m-d\TH:i:s\Z'), 'Signature: HMACSHA256=of-another-account'], '');
                Runner::same(400, $stranger->status, 'refused');
                // The page finds out by itself.
                $browser->waitFor('document.querySelector("#refused summary")');
                Runner::true(str_contains($browser->text('#refused'), 'Invalid Header Signature'), 'the reason');
                $browser->click('#refused summary');
                Runner::true(
                    str_contains($browser->text('#refused pre'), 'Request-Target:/orders/v1/status/INV-REFUSED'),
                    $browser->text('#refused pre')
                );
                $browser->click('button[value=lost-answer]');
                $browser->waitFor('document.querySelector(".waiting")');
                Runner::true(str_contains($browser->text('.waiting'), 'close_after_request'), 'the fault waits');
                $browser->click('#all-faults summary');
                $shopper->look('11-simulator');
                $browser->click('button[value=clear-faults]');
                $browser->waitFor('!document.querySelector(".waiting")');
                $number = $shopper->order();
                $browser->open($servers->control . '/admin');
                Runner::true(str_contains($browser->text('article'), $shopper->invoice($number, 1)), 'the order');
                $browser->evaluate('document.body.dataset.old = "1"');
                $browser->click('article button[value=pay]');
                $browser->waitFor('!document.body.dataset.old && document.querySelector("article .status.success")');
                $browser->waitFor('document.querySelector(".notifications")?.innerText.includes("HTTP 200")');
                $shopper->look('12-simulator-paid');
            },

            'the browser had nothing to complain about' => static function () use ($browser): void {
                $browser->evaluate('1');
                // The payment page answers 410 for an order that is closed; that is meant too.
                $complaints = array_filter($browser->complaints, static fn (string $one): bool
                    => !str_contains($one, 'status of 410'));
                Runner::same([], array_values($complaints), 'complaints');
            },
        ];
    }
}
