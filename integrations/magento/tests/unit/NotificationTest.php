<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku;
use DokuAkulaku\Payment\Controller\Notification\Index;
use DokuAkulaku\Payment\Model\NotificationReader;
use DokuAkulaku\Payments\Tests\TestAccounts;
use DokuAkulaku\Status;
use Magento\Framework\App\Request\Http;
use Magento\Framework\App\Request\ServerParameters;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Controller\Result\RawFactory;
use Magento\Framework\Url;
use PHPUnit\Framework\TestCase;

/** DOKU's notification: verified, stored at once, answered. */
final class NotificationTest extends TestCase
{
    private const PATH = '/doku_akulaku/notification';
    private FakeShop $shop;

    protected function setUp(): void
    {
        $this->shop = new FakeShop();
    }

    private function reader(string $body, string $secret, string $signedPath, string $seenPath, string $client = 'MCH-0001-10791114622547'): NotificationReader
    {
        $id = bin2hex(random_bytes(8));
        $time = gmdate('Y-m-d\TH:i:s\Z');
        $digest = base64_encode(hash('sha256', $body, true));
        $text = "Client-Id:$client\nRequest-Id:$id\nRequest-Timestamp:$time\nRequest-Target:$signedPath\nDigest:$digest";
        $server = ['REQUEST_URI' => $seenPath, 'HTTP_CLIENT_ID' => $client, 'HTTP_REQUEST_ID' => $id, 'HTTP_REQUEST_TIMESTAMP' => $time,
            'HTTP_SIGNATURE' => 'HMACSHA256=' . base64_encode(hash_hmac('sha256', $text, $secret, true))];
        $parameters = self::createStub(ServerParameters::class);
        $parameters->method('toArray')->willReturn($server);
        $request = self::createStub(Http::class);
        $request->method('getContent')->willReturn($body);
        $request->method('getServer')->willReturnCallback(
            static fn (?string $name = null): mixed => $name === null ? $parameters : ($server[$name] ?? null)
        );
        $url = self::createStub(Url::class);
        $url->method('getUrl')->willReturn('https://shop.example' . self::PATH . '/');
        return new NotificationReader($this->shop->factory, $request, $url, $this->shop->log);
    }

    private static function body(string $invoice, string $status, int $amount = 90000): string
    {
        return json_encode(['order' => ['invoice_number' => $invoice, 'amount' => $amount], 'transaction' => ['status' => $status]], JSON_THROW_ON_ERROR);
    }

    private function invoice(): string
    {
        return (string) $this->shop->pay(new FakeOrder())->attempt?->invoice;
    }

    public function testASignedOneMovesThePaymentAndADuplicateNothing(): void
    {
        $invoice = $this->invoice();
        for ($times = 0; $times < 2; $times++) {
            self::assertSame(200, $this->reader(self::body($invoice, 'SUCCESS'), TestAccounts::SECRET, self::PATH, self::PATH)->read());
        }
        self::assertSame(Status::Success, $this->shop->store->find($invoice)?->status);
        self::assertCount(3, $this->shop->store->events($invoice), 'generate, and two notifications');
    }

    public function testAProxyThatChangesThePathIsForgiven(): void
    {
        $invoice = $this->invoice();
        self::assertSame(200, $this->reader(self::body($invoice, 'SUCCESS'), TestAccounts::SECRET, self::PATH, '/inner/index.php/doku_akulaku/notification')->read());
    }

    public function testAForgedOneIs401AndMovesNothing(): void
    {
        $invoice = $this->invoice();
        self::assertSame(401, $this->reader(self::body($invoice, 'SUCCESS'), 'a-secret-that-is-not-ours', self::PATH, self::PATH)->read());
        self::assertSame(401, $this->reader(self::body($invoice, 'SUCCESS'), TestAccounts::SECRET, '/elsewhere', self::PATH)->read());
        self::assertSame(401, $this->reader(self::body($invoice, 'SUCCESS'), TestAccounts::SECRET, self::PATH, self::PATH, 'MCH-9999')->read());
        self::assertSame(Status::Pending, $this->shop->store->find($invoice)?->status);
        foreach ($this->shop->logged as $line) {
            self::assertStringNotContainsString(TestAccounts::SECRET, $line);
            self::assertStringNotContainsString($invoice, $line);
        }
    }

    public function testAnUnknownInvoiceIs404AndAnotherAmount200WithAnAlarm(): void
    {
        $invoice = $this->invoice();
        self::assertSame(404, $this->reader(self::body('elsewhere-1', 'SUCCESS'), TestAccounts::SECRET, self::PATH, self::PATH)->read());
        self::assertSame(200, $this->reader(self::body($invoice, 'SUCCESS', 1), TestAccounts::SECRET, self::PATH, self::PATH)->read());
        self::assertSame(Status::Pending, $this->shop->store->find($invoice)?->status);
        self::assertCount(1, $this->shop->store->attempts('17')->alarms());
    }

    public function testASecondWebsitesAccountIsTriedToo(): void
    {
        $this->shop->accounts->known = ['sandbox:MCH-0002-10791114622547' => 2] + $this->shop->accounts->known;
        $invoice = $this->invoice();
        self::assertSame(200, $this->reader(self::body($invoice, 'SUCCESS'), TestAccounts::SECRET, self::PATH, self::PATH)->read());
    }

    public function testTheControllerNeedsNoFormKey(): void
    {
        $controller = new Index($this->reader('{}', 'x', '/', '/'), self::createStub(RawFactory::class));
        self::assertTrue($controller->validateForCsrf(self::createStub(RequestInterface::class)));
        self::assertNull($controller->createCsrfValidationException(self::createStub(RequestInterface::class)));
    }
}
