<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku\Payment\Model\Mails;
use DokuAkulaku\Payment\Model\Notes;
use DokuAkulaku\Payment\Model\OrderPaid;
use DokuAkulaku\Payment\Model\OrderShop;
use DokuAkulaku\Payment\Model\OrderWriter;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Observation;
use DokuAkulaku\Status;
use Magento\Framework\Event\ManagerInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Email\Sender\InvoiceSender;
use Magento\Sales\Model\Order\Email\Sender\OrderSender;
use PHPUnit\Framework\TestCase;

/** The order follows its payments, however often it is told. */
final class OrderFollowsTest extends TestCase
{
    private FakeShop $shop;
    private FakeOrder $order;
    /** @var \ArrayObject<int, string> */
    private \ArrayObject $mails;
    /** @var list<string> */
    private array $events = [];

    protected function setUp(): void
    {
        $this->shop = new FakeShop();
        $this->order = new FakeOrder();
        $this->mails = new \ArrayObject();
    }

    private function apply(): void
    {
        $notes = new Notes();
        $writer = new class ($this->order) extends OrderWriter {
            public int $saves = 0;

            public function __construct(private readonly FakeOrder $order)
            {
            }

            public function write(int $id, \Closure $change): ?Order
            {
                $this->saves += $change($this->order) === true ? 1 : 0;
                return $this->order;
            }
        };
        $orders = self::createStub(OrderSender::class);
        $orders->method('send')->willReturnCallback(function (Order $order): bool {
            $this->mails[] = 'order';
            return $this->order->isMailed = true;
        });
        $invoices = self::createStub(InvoiceSender::class);
        $invoices->method('send')->willReturnCallback(function (Order\Invoice $invoice): bool {
            $this->mails[] = 'invoice';
            self::assertInstanceOf(FakeInvoice::class, $invoice);
            return $invoice->isMailed = true;
        });
        $events = self::createStub(ManagerInterface::class);
        $events->method('dispatch')->willReturnCallback(function (string $name): void {
            $this->events[] = $name;
        });
        (new OrderShop($writer, new OrderPaid($notes), $notes, new Mails($orders, $invoices, $this->shop->log), $events))
            ->apply('17', $this->attempts());
    }

    private function attempts(): Attempts
    {
        return $this->shop->store->attempts('17');
    }

    private function see(string $invoice, Status $status, ?int $amount = 90000): void
    {
        $this->shop->store->move('sandbox:MCH-0001-10791114622547', $invoice, new Observation($status, $amount, source: 'notification'));
    }

    private function paid(): string
    {
        $invoice = (string) $this->shop->pay($this->order)->attempt?->invoice;
        $this->see($invoice, Status::Success);
        return $invoice;
    }

    public function testMoneyMakesOneInvoiceWithTheTransactionAndOneMail(): void
    {
        $invoice = $this->paid();
        for ($times = 0; $times < 3; $times++) {
            $this->apply();
        }
        self::assertSame(1, $this->order->payment?->captures);
        self::assertSame($invoice, $this->order->invoices[0]->getTransactionId());
        self::assertSame(["Paid through Akulaku: Rp90.000 (payment $invoice)."], $this->order->comments);
        self::assertSame(['order', 'invoice'], $this->mails->getArrayCopy());
        self::assertSame(['doku_akulaku_status_changed'], array_unique($this->events));
    }

    public function testAnInvoiceThatSomebodyMadeByHandGetsTheTransaction(): void
    {
        $this->order->invoices = [new FakeInvoice(FakeInvoice::STATE_OPEN)];
        $this->order->mayInvoice = false;
        $invoice = $this->paid();
        $this->apply();
        self::assertSame([0, $invoice], [$this->order->payment?->captures, $this->order->invoices[0]->getTransactionId()]);
        self::assertSame(FakeInvoice::STATE_PAID, $this->order->invoices[0]->getState());
        self::assertSame(Order::STATE_PROCESSING, $this->order->state);
    }

    public function testAnOrderOnHoldIsBookedAndStaysOnHold(): void
    {
        $this->order->hold();
        $this->paid();
        $this->apply();
        self::assertSame([1, Order::STATE_HOLDED], [$this->order->payment?->captures, $this->order->state]);
        self::assertArrayNotHasKey('doku_akulaku_alarm', $this->order->data);
    }

    public function testInvoicesOfPartsMadeByHandAreLeftAloneAndAPersonIsAsked(): void
    {
        $this->order->invoices = [new FakeInvoice(FakeInvoice::STATE_PAID)];
        $this->order->mayInvoice = true;
        $this->paid();
        $this->apply();
        self::assertSame([0, null], [$this->order->payment?->captures, $this->order->invoices[0]->getTransactionId()]);
        self::assertSame(1, $this->order->data['doku_akulaku_alarm'] ?? 0);
        self::assertStringContainsString('already paid otherwise', $this->order->comments[0]);
    }

    public function testMoneyForACancelledOrderIsAnAlarmAndRevivesNothing(): void
    {
        $this->order->state = Order::STATE_CANCELED;
        $this->paid();
        $this->apply();
        $this->apply();
        self::assertSame([Order::STATE_CANCELED, 0, 1], [$this->order->state, $this->order->payment?->captures, $this->order->data['doku_akulaku_alarm'] ?? 0]);
        self::assertCount(1, $this->order->comments);
        self::assertStringStartsWith('Paid after it was cancelled:', $this->order->comments[0]);
        self::assertSame([], $this->mails->getArrayCopy());
    }

    public function testMoneyForAnotherTotalIsAnAlarm(): void
    {
        $this->paid();
        $this->order->total = '95000.0000';
        $this->apply();
        self::assertSame(0, $this->order->payment?->captures);
        self::assertStringStartsWith('The amounts differ:', $this->order->comments[0]);
    }

    public function testMoneyForAnOrderThatWasPaidOtherwiseIsAnAlarm(): void
    {
        $this->order->invoices = [new FakeInvoice(FakeInvoice::STATE_PAID, 'bank-transfer')];
        $this->order->mayInvoice = false;
        $this->paid();
        $this->apply();
        self::assertStringContainsString('although the order was already paid otherwise', $this->order->comments[0]);
        self::assertSame(1, $this->order->data['doku_akulaku_alarm'] ?? 0);
    }

    public function testAnExpiredPaymentCancelsAnOrderThatStillWaits(): void
    {
        $invoice = (string) $this->shop->pay($this->order)->attempt?->invoice;
        $this->see($invoice, Status::Expired);
        $this->apply();
        $this->apply();
        self::assertSame([1, Order::STATE_CANCELED], [$this->order->cancels, $this->order->state]);
        self::assertSame(["The Akulaku payment $invoice has expired without being paid."], $this->order->comments);
    }

    public function testAFailedPaymentLeavesTheOrderToBePaidAgain(): void
    {
        $invoice = (string) $this->shop->pay($this->order)->attempt?->invoice;
        $this->see($invoice, Status::Failed);
        $this->apply();
        self::assertSame([0, Order::STATE_PENDING_PAYMENT], [$this->order->cancels, $this->order->state]);
        self::assertSame(["Akulaku did not accept the payment $invoice."], $this->order->comments);
    }

    public function testARefundByDokuMakesNoCreditMemo(): void
    {
        $invoice = $this->paid();
        $this->apply();
        $this->see($invoice, Status::Refunded);
        $this->apply();
        self::assertStringStartsWith("DOKU says that payment $invoice was refunded.", $this->order->comments[1]);
        self::assertCount(1, $this->order->invoices);
    }

    public function testAnOrderOfAnotherMethodIsLeftAlone(): void
    {
        $this->paid();
        $this->order = new FakeOrder('checkmo');
        $this->apply();
        self::assertSame([0, []], [$this->order->payment?->captures, $this->order->comments]);
    }
}
