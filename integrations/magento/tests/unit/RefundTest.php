<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku\Payment\Gateway\RefundCommand;
use DokuAkulaku\Payment\Model\OfflineRefund;
use DokuAkulaku\Payment\Model\OutcomeWords;
use DokuAkulaku\Payment\Plugin\OfflineArgument;
use DokuAkulaku\Payment\Plugin\RefundGuard;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Payment\Gateway\Data\PaymentDataObjectInterface;
use Magento\Sales\Api\Data\CreditmemoCreationArgumentsExtensionInterface;
use Magento\Sales\Api\Data\CreditmemoCreationArgumentsInterface;
use Magento\Sales\Model\Order\Creditmemo;
use Magento\Sales\Model\Order\CreditmemoDocumentFactory;
use Magento\Sales\Model\Order\RefundAdapterInterface;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The whole amount, online, once; an offline refund of a paid order is a choice. */
final class RefundTest extends TestCase
{
    private FakeShop $shop;
    private FakeOrder $order;

    protected function setUp(): void
    {
        $this->shop = new FakeShop();
        $this->order = new FakeOrder();
    }

    private function paid(): string
    {
        $invoice = (string) $this->shop->pay($this->order)->attempt?->invoice;
        $this->shop->doku->pay($invoice, true);
        $this->shop->payments->check($invoice);
        self::assertNotNull($this->order->payment);
        $this->order->payment->refundTransaction = $invoice;
        return $invoice;
    }

    private function refund(float|int|string $amount): ?string
    {
        $subject = self::createStub(PaymentDataObjectInterface::class);
        $subject->method('getPayment')->willReturn($this->order->payment);
        try {
            (new RefundCommand($this->shop->factory, new OutcomeWords()))->execute(['payment' => $subject, 'amount' => $amount]);
            return null;
        } catch (LocalizedException $error) {
            return $error->getMessage();
        }
    }

    public function testTheWholeAmountIsRefundedOnce(): void
    {
        $invoice = $this->paid();
        self::assertNull($this->refund('90000.0000'));
        self::assertSame(['transaction_id' => "R-$invoice", 'is_closed' => true], (array) $this->order->payment?->kept);
        self::assertSame([$invoice => 'REFUNDED'], $this->shop->doku->orders());
        self::assertNull($this->refund(90000), 'a second credit memo for what is refunded sends nothing');
        self::assertCount(1, $this->shop->doku->requests('refund'));
    }

    /** @return iterable<string, array{float|int|string}> */
    public static function parts(): iterable
    {
        foreach ([1, 45000, '89999.0000', 89999.5, '90000.0001', 90001, 0, '-90000'] as $amount) {
            yield (string) $amount => [$amount];
        }
    }

    #[DataProvider('parts')]
    public function testAPartIsRefusedAlsoWhereRestLetsItThrough(float|int|string $amount): void
    {
        $this->paid();
        self::assertStringStartsWith('Akulaku through DOKU refunds the whole amount only.', (string) $this->refund($amount));
        self::assertSame([], $this->shop->doku->requests('refund'));
    }

    public function testAnUnknownOutcomeIsToldAndTheNextPressCompletesTheSameCall(): void
    {
        $invoice = $this->paid();
        $this->shop->doku->faults([['fault' => 'close_after_request', 'count' => 2, 'match' => ['operation' => 'refund']]]);
        self::assertStringStartsWith('It is not known yet whether the money was refunded. Do not transfer it by hand.', (string) $this->refund(90000));
        self::assertSame([], (array) $this->order->payment?->kept, 'no credit memo');
        self::assertNull($this->refund(90000));
        self::assertSame([$invoice => 'REFUNDED'], $this->shop->doku->orders());
        self::assertCount(1, array_unique(array_column($this->shop->doku->requests('refund'), 'request_id')));
    }

    public function testAnInvoiceThatAkulakuDidNotPayIsRefused(): void
    {
        self::assertNotNull($this->order->payment);
        $this->order->payment->refundTransaction = 'nothing-of-ours';
        self::assertSame('There is no Akulaku payment to refund on this invoice.', $this->refund(90000));
    }

    private function guarded(bool $isOnline, mixed $choice): ?string
    {
        $request = self::createStub(RequestInterface::class);
        $request->method('getParam')->willReturn($choice === null ? null : ['doku_akulaku_offline' => $choice]);
        $creditmemo = new class extends Creditmemo {
        };
        try {
            (new RefundGuard(new OfflineRefund($request, $this->shop->connection)))
                ->beforeRefund(self::createStub(RefundAdapterInterface::class), $creditmemo, $this->order, $isOnline);
            return null;
        } catch (LocalizedException $error) {
            return $error->getMessage();
        }
    }

    public function testAnOfflineRefundOfAPaidOrderIsAChoice(): void
    {
        self::assertNull($this->guarded(false, null), 'nobody has paid yet');
        $this->paid();
        foreach ([null, '', '0', [], 'yes'] as $choice) {
            self::assertStringStartsWith('An offline refund returns no money through Akulaku.', (string) $this->guarded(false, $choice));
        }
        self::assertNull($this->guarded(false, '1'), 'it is meant');
        self::assertNull($this->guarded(true, null), 'online');
        $this->order = new FakeOrder('checkmo');
        self::assertNull($this->guarded(false, null), 'another method');
    }

    public function testTheChoiceOfRestArrivesAtTheCreditMemo(): void
    {
        foreach ([[true, true], [false, false], [null, false]] as [$said, $isMeant]) {
            $extension = self::createStub(CreditmemoCreationArgumentsExtensionInterface::class);
            $extension->method('getDokuAkulakuOffline')->willReturn($said);
            $arguments = self::createStub(CreditmemoCreationArgumentsInterface::class);
            $arguments->method('getExtensionAttributes')->willReturn($extension);
            $memo = (new OfflineArgument())->afterCreateFromOrder(
                self::createStub(CreditmemoDocumentFactory::class),
                new class extends Creditmemo {
                    /** @var array<string, mixed> */
                    private array $values = [];

                    public function setData(string $key, mixed $value = null): static
                    {
                        $this->values[$key] = $value;
                        return $this;
                    }

                    public function getData(string $key = '', string|int|null $index = null): mixed
                    {
                        return $this->values[$key] ?? null;
                    }
                },
                $this->order,
                arguments: $arguments,
            );
            $choice = new OfflineRefund(self::createStub(RequestInterface::class), $this->shop->connection);
            self::assertSame($isMeant, $choice->isMeant($memo));
        }
    }
}
