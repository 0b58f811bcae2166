<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payment\Api\PaymentUrlInterface;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Framework\Phrase;
use Magento\Sales\Model\Order;

/** The redirect as a plain service. */
class PaymentUrl implements PaymentUrlInterface
{
    private const SECONDS = 15.0;

    public function __construct(
        private readonly Token $token,
        private readonly OrderSearch $search,
        private readonly PurchaseFactory $purchases,
        private readonly PaymentsFactory $payments,
        private readonly CancelGate $gate,
        private readonly Hurry $hurry,
        private readonly Log $log,
    ) {
    }

    public function get(string $token): string
    {
        return $this->ofOrder($this->existing($this->token->order($token) ?? $this->search->byMaskedCart($token)));
    }

    public function getForCustomer(int $customerId, int $orderId): string
    {
        return $this->ofOrder($this->existing($this->search->ofCustomer($customerId, $orderId)));
    }

    private function existing(?Order $order): Order
    {
        return $order ?? throw new NoSuchEntityException(__('This order does not exist.'));
    }

    /** @throws LocalizedException */
    public function ofOrder(Order $order): string
    {
        if (!PaymentsFactory::isExtensionLoaded()) {
            throw new LocalizedException(__('Akulaku PayLater is not available right now. Please choose another payment method.'));
        }
        if (!in_array($order->getState(), [Order::STATE_NEW, Order::STATE_PENDING_PAYMENT], true)) {
            throw new LocalizedException(__('This order does not wait for a payment any more.'));
        }
        try {
            $outcome = $this->payments->create()->pay($this->purchases->create($order), self::SECONDS);
        } catch (LocalizedException $error) {
            throw $error;
        } catch (\Throwable $error) {
            $this->log->failed('no payment page for order ' . $order->getIncrementId(), $error);
            throw new LocalizedException(__('The payment page could not be opened. You have not been charged. Please try again.'), null);
        }
        if ($outcome->url === null) {
            $this->log->log('warning', 'No payment page for order {order}: {result} {reason}', [
                'order' => $order->getIncrementId(),
                'result' => $outcome->result->value,
                'reason' => $outcome->reason?->value,
                'violations' => array_map(static fn (array $broken): string => $broken['rule'], $outcome->violations),
            ]);
            if ($outcome->result === Result::Unknown) {
                $this->hurry->order((string) $order->getEntityId());
            }
            throw new LocalizedException($this->words($outcome));
        }
        // Cancelled while the page was opened: it is closed again, and nobody is sent there.
        if ($this->search->byId((int) $order->getEntityId())?->isCanceled() === true) {
            $this->gate->mayCancel((string) $order->getEntityId());
            throw new LocalizedException(__('This order does not wait for a payment any more.'));
        }
        return $outcome->url;
    }

    private function words(Outcome $outcome): Phrase
    {
        if (isset($outcome->violations['customer.phone'])) {
            return __('Akulaku needs a mobile number such as 0812 3456 7890. Please correct the phone number of your order or contact us.');
        }
        return match (true) {
            $outcome->reason === Reason::Paid => __('This order has already been paid.'),
            $outcome->result === Result::Unknown => __('We have no answer from Akulaku yet. Please do not pay in another way; try again in a minute.'),
            $outcome->result === Result::Refused => __('Akulaku PayLater cannot take this order. Please choose another payment method.'),
            default => __('The payment page could not be opened. You have not been charged. Please try again.'),
        };
    }
}
