<?php

declare(strict_types=1);

namespace BrowserTest;

use ExampleShop\Orders;
use ExampleShop\Support\Servers;
use ExampleShop\Support\Visitor;
use ExampleShop\Tests\Runner;

require __DIR__ . '/Tests.php';

/** What a customer and the back office do in the browser. */
final class Shopper
{
    private const WIDTHS = [1200, 390];

    public function __construct(
        public readonly Chromium $chromium,
        private readonly Servers $servers,
        private readonly string $pictures,
    ) {
        if (!is_dir($pictures)) {
            mkdir($pictures, 0777, true);
        }
        $chromium->width(390);
    }

    /** Product page, cart, customer form, payment page. Returns the order's number. */
    public function order(string $name = 'Siti Aminah'): string
    {
        $this->fillCheckout($name);
        $this->chromium->click('#pay');
        $this->chromium->waitFor("location.pathname.startsWith('/pay/')");
        return (string) $this->chromium->evaluate("document.body.innerText.match(/KS-\\d{6}-[0-9A-F]{8}/)[0]");
    }

    /** The invoice number of an order's nth try. */
    public function invoice(string $number, int $try): string
    {
        $site = (new Orders($this->servers->database))->site(null) ?? throw new \LogicException('the shop has a site');
        return "$number-$try-$site";
    }

    /** A new customer fills a cart and the form. */
    public function fillCheckout(string $name): void
    {
        $this->chromium->forget();
        $this->chromium->open($this->servers->shop . '/');
        $this->chromium->type('#quantity-GAYO', '1.5');
        $this->chromium->type('#quantity-SHIRT', '3');
        $this->chromium->type('#voucher', 'HEMAT10');
        $this->chromium->click('#to-checkout');
        $this->chromium->waitFor("location.pathname === '/checkout'");
        foreach (
            ['name' => $name, 'phone' => '0812-3456-7890', 'address' => 'Jl. Kenanga 12', 'city' => 'Bandung',
            'state' => 'Jawa Barat', 'postcode' => '40115'] as $field => $value
        ) {
            $this->chromium->type("#$field", $value);
        }
    }

    /** Chooses on the payment page and comes back to the shop. */
    public function decide(string $button): void
    {
        $this->chromium->click($button);
        $this->chromium->waitFor("location.pathname.startsWith('/order/')");
    }

    public function waitForHeadline(string $headline): void
    {
        $this->chromium->waitFor('document.querySelector("#headline")?.innerText === ' . json_encode($headline));
    }

    public function address(string $path): string
    {
        return $this->servers->shop . $path;
    }

    public function office(): void
    {
        $this->chromium->open($this->servers->shop . '/orders');
    }

    /** Presses a button of the back office and returns what it says. */
    public function press(string $id): string
    {
        $this->office();
        return $this->pressHere($id);
    }

    public function pressHere(string $id): string
    {
        $this->chromium->evaluate('document.body.dataset.old = "1"');
        $this->chromium->click("[id='$id']");
        $this->chromium->waitFor("location.pathname === '/orders' && !document.body.dataset.old");
        return $this->chromium->text('main > .message[role=status]');
    }

    /** Presses a button that asks first, looks at the question, and says yes. */
    public function pressAndConfirm(string $id, string $question): string
    {
        $this->office();
        $this->chromium->click("[id='$id']");
        $this->chromium->waitFor('document.querySelector("#confirm")');
        Runner::same($question, str_replace("\u{a0}", ' ', $this->chromium->text('#question')), 'question');
        return $this->pressHere('confirm');
    }

    public function badge(string $invoice): string
    {
        return $this->chromium->text("[id='state-$invoice']");
    }

    /** Pictures of the page at every width, and what must hold at every width. */
    public function look(string $name): void
    {
        foreach (self::WIDTHS as $width) {
            $this->chromium->width($width);
            // Two frames: the layout has settled then.
            $this->chromium->evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))');
            $this->chromium->screenshot("$this->pictures/$name-$width.png");
            Runner::same(
                $width,
                $this->chromium->evaluate('document.documentElement.scrollWidth'),
                "$name at $width px: width of the content"
            );
        }
        Runner::same(
            [],
            $this->chromium->evaluate('Array.from(document.querySelectorAll('
            . '"input:not([type=hidden]), select, textarea")).filter(e => e.labels.length === 0).map(e => e.name)'),
            "$name: fields without a label"
        );
        Runner::same([], $this->chromium->evaluate('Array.from(document.querySelectorAll("button, .button, nav a, '
            . 'input:not([type=hidden], [type=radio])")).filter(e => e.checkVisibility()'
            . ' && e.getBoundingClientRect().height < 44)'
            . '.map(e => e.id || e.innerText)'), "$name: too small for a finger");
        Runner::same([], $this->chromium->evaluate('(() => { const ids = Array.from(document.querySelectorAll("[id]"))'
            . '.map(e => e.id); return ids.filter((id, at) => ids.indexOf(id) !== at); })()'), "$name: ids used twice");
    }

    /** @param array<string, mixed> $value */
    public function control(string $path, array $value): void
    {
        Visitor::json($this->servers->control . '/_sandbox/' . $path, $value);
    }
}
