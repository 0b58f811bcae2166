<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku\Payment\Gateway\CancelCommand;
use DokuAkulaku\Payment\Model\CancelGate;
use DokuAkulaku\Payment\Model\SelfCancel;
use DokuAkulaku\Payment\Observer\CancelledForCertain;
use DokuAkulaku\Payment\Observer\CancelSeen;
use DokuAkulaku\Payment\Plugin\CancelGuard;
use DokuAkulaku\Payment\Plugin\OnlineWhenSelfCancelled;
use DokuAkulaku\Payment\Plugin\SelfCancelSeen;
use DokuAkulaku\Status;
use Magento\Framework\App\State;
use Magento\Framework\DataObject;
use Magento\Framework\Event\Observer;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Message\ManagerInterface;
use Magento\Payment\Gateway\Data\PaymentDataObjectInterface;
use Magento\Sales\Api\OrderManagementInterface;
use Magento\Sales\Api\RefundInvoiceInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Magento\Sales\Model\ResourceModel\Order as OrderResource;
use PHPUnit\Framework\TestCase;

/** DOKU is asked before an order is cancelled, by whichever way. */
final class CancelTest extends TestCase
{
    private FakeShop $shop;

    protected function setUp(): void
    {
        $this->shop = new FakeShop();
    }

    private function gate(): CancelGate
    {
        return new CancelGate($this->shop->factory, $this->shop->hurry, $this->shop->log);
    }

    /** @return array{bool, int, list<string>} the answer, how often Magento's own cancel ran, what the admin reads */
    private function cancel(FakeOrder $order, string $area = 'adminhtml'): array
    {
        $orders = self::createStub(OrderFactory::class);
        $orders->method('create')->willReturn($order);
        $read = [];
        $messages = self::createStub(ManagerInterface::class);
        $messages->method('addErrorMessage')->willReturnCallback(
            static function (string $text) use (&$read, $messages): ManagerInterface {
                $read[] = $text;
                return $messages;
            }
        );
        $state = self::createStub(State::class);
        $state->method('getAreaCode')->willReturn($area);
        $guard = new CancelGuard($this->gate(), $orders, self::createStub(OrderResource::class), $messages, $state);
        $runs = 0;
        $answer = $guard->aroundCancel(
            self::createStub(OrderManagementInterface::class),
            static function () use (&$runs): bool {
                $runs++;
                return true;
            },
            17
        );
        return [$answer, $runs, $read];
    }

    public function testAnUnpaidOrderIsCancelledAtDokuFirst(): void
    {
        $order = new FakeOrder();
        $invoice = (string) $this->shop->pay($order)->attempt?->invoice;
        self::assertSame([true, 1, []], $this->cancel($order));
        self::assertSame([$invoice => 'CANCELLED'], $this->shop->doku->orders());
    }

    public function testAPaidOrderWhoseNotificationWasLostStays(): void
    {
        $order = new FakeOrder();
        $invoice = (string) $this->shop->pay($order)->attempt?->invoice;
        $this->shop->doku->pay($invoice, true);
        [$answer, $runs, $read] = $this->cancel($order);
        self::assertSame([false, 0], [$answer, $runs]);
        self::assertSame(['The order was paid through Akulaku meanwhile. It was not cancelled.'], $read);
        self::assertSame(Status::Success, $this->shop->store->find($invoice)?->status);
        self::assertSame(['17'], $this->shop->hurried->getArrayCopy(), 'the order is told soon');
    }

    public function testAnUnknownOutcomeIsNoCancelAndNoException(): void
    {
        $order = new FakeOrder();
        $this->shop->pay($order);
        $this->shop->doku->faults([['fault' => 'close_after_request', 'count' => 9, 'match' => ['operation' => 'cancel']]]);
        [$answer, $runs, $read] = $this->cancel($order, 'crontab');
        self::assertSame([false, 0, []], [$answer, $runs, $read], 'the clean-up goes on with the orders behind');
        self::assertSame(['17'], $this->shop->hurried->getArrayCopy());
    }

    public function testOrdersOfOtherMethodsAreNotOurs(): void
    {
        self::assertSame([true, 1, []], $this->cancel(new FakeOrder('checkmo')));
        self::assertSame([], $this->shop->doku->requests());
    }

    public function testAnOrderThatCannotBeCancelledIsMagentosToRefuse(): void
    {
        $order = new FakeOrder();
        $order->state = Order::STATE_COMPLETE;
        self::assertSame([true, 1, []], $this->cancel($order));
        self::assertSame([], $this->shop->doku->requests());
    }

    public function testCodeThatCancelsByItselfIsStopped(): void
    {
        $order = new FakeOrder();
        $invoice = (string) $this->shop->pay($order)->attempt?->invoice;
        $this->shop->doku->pay($invoice, true);
        $event = new class ($order->payment) extends DataObject {
            public function __construct(private readonly ?FakePayment $payment)
            {
            }

            public function getData(string $key = '', string|int|null $index = null): mixed
            {
                return $key === 'payment' ? $this->payment : null;
            }
        };
        $observer = self::createStub(Observer::class);
        $observer->method('getEvent')->willReturn($event);
        $this->expectException(LocalizedException::class);
        $this->expectExceptionMessage('The order was paid through Akulaku meanwhile. It was not cancelled.');
        (new CancelSeen($this->gate()))->execute($observer);
    }

    public function testACustomersOwnCancelOfAPaidOrderIsRefundedOnline(): void
    {
        $mode = new SelfCancel();
        $online = new OnlineWhenSelfCancelled($mode);
        $refunds = self::createStub(RefundInvoiceInterface::class);
        $seen = null;
        $order = new FakeOrder();
        $result = (new SelfCancelSeen($mode))->aroundExecute(
            new \stdClass(),
            static function (Order $order, string $reason) use ($online, $refunds, &$seen): Order {
                $seen = [$reason, $online->beforeExecute($refunds, 7)];
                return $order;
            },
            $order,
            'too late'
        );
        self::assertSame($order, $result);
        self::assertSame(['too late', [7, [], true]], $seen);
        self::assertNull($online->beforeExecute($refunds, 7), 'other refunds stay as they are');
        self::assertNull($online->beforeExecute($refunds, 7, [], true, true));
    }

    public function testTheModeOfASelfCancelEndsWithItAlsoWhenItFails(): void
    {
        $mode = new SelfCancel();
        try {
            $mode->run(static fn () => throw new \RuntimeException('DOKU refused'));
        } catch (\RuntimeException) {
            self::assertFalse($mode->isRunning());
        }
        $other = (new SelfCancelSeen($mode))->aroundExecute(
            new \stdClass(),
            static fn (Order $order): Order => $mode->isRunning() ? new FakeOrder() : $order,
            $order = new FakeOrder('checkmo'),
            'x'
        );
        self::assertSame($order, $other, "another method's order");
    }

    public function testTheGatewaysCancelSaysWhyNot(): void
    {
        $order = new FakeOrder();
        $invoice = (string) $this->shop->pay($order)->attempt?->invoice;
        $this->shop->doku->pay($invoice, true);
        $subject = self::createStub(PaymentDataObjectInterface::class);
        $subject->method('getPayment')->willReturn($order->payment);
        $this->expectException(LocalizedException::class);
        (new CancelCommand($this->gate()))->execute(['payment' => $subject]);
    }

    public function testAPageThatWasOpenedMeanwhileIsClosedWhenTheEndIsCommitted(): void
    {
        $order = new FakeOrder();
        $invoice = (string) $this->shop->pay($order)->attempt?->invoice;
        $event = new class ($order) extends DataObject {
            public function __construct(private readonly Order $order)
            {
            }

            public function getData(string $key = '', string|int|null $index = null): mixed
            {
                return $key === 'order' ? $this->order : null;
            }
        };
        $observer = self::createStub(Observer::class);
        $observer->method('getEvent')->willReturn($event);
        $seen = new CancelledForCertain($this->gate());
        $seen->execute($observer);
        self::assertSame([$invoice => 'PENDING'], $this->shop->doku->orders(), 'an order that goes on');
        $order->state = Order::STATE_CANCELED;
        $seen->execute($observer);
        self::assertSame([$invoice => 'CANCELLED'], $this->shop->doku->orders());
    }
}
