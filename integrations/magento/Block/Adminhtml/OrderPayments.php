<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Block\Adminhtml;

use DokuAkulaku\Payment\Model\Config;
use DokuAkulaku\Payment\Model\Notes;
use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\Event;
use Magento\Backend\Block\Template;
use Magento\Backend\Block\Template\Context;
use Magento\Framework\Registry;
use Magento\Sales\Model\Order;

/** Tries, calls and history of an order, with the buttons. */
class OrderPayments extends Template
{
    protected $_template = 'DokuAkulaku_Payment::order_payments.phtml';

    /** @param array<string, mixed> $data */
    public function __construct(
        Context $context,
        private readonly Registry $registry,
        private readonly PaymentsFactory $payments,
        private readonly Notes $notes,
        array $data = [],
    ) {
        parent::__construct($context, $data);
    }

    public function getOrder(): ?Order
    {
        $order = $this->registry->registry('current_order');
        return $order instanceof Order && $order->getPayment()?->getMethod() === Config::METHOD ? $order : null;
    }

    public function isExtensionLoaded(): bool
    {
        return PaymentsFactory::isExtensionLoaded();
    }

    public function isAllowed(): bool
    {
        return $this->_authorization->isAllowed('DokuAkulaku_Payment::operate');
    }

    public function getAttempts(Order $order): Attempts
    {
        return $this->payments->store()->attempts((string) $order->getEntityId());
    }

    public function isMarked(Order $order): bool
    {
        return (bool) $order->getData('doku_akulaku_alarm');
    }

    /** @return list<string> */
    public function getAlarms(Order $order): array
    {
        return $this->notes->alarms($order);
    }

    /** @return list<Call> */
    public function getCalls(Attempt $attempt): array
    {
        return $this->payments->store()->calls($attempt->invoice);
    }

    /** @return list<Event> */
    public function getEvents(Attempt $attempt): array
    {
        return $this->payments->store()->events($attempt->invoice);
    }

    public function getActionUrl(): string
    {
        return $this->getUrl('doku_akulaku/payment/act');
    }

    public function formatSeconds(int $seconds): string
    {
        return $this->_localeDate->formatDateTime((new \DateTime())->setTimestamp($seconds), \IntlDateFormatter::MEDIUM, \IntlDateFormatter::MEDIUM);
    }

    public function _toHtml(): string
    {
        return $this->getOrder() === null ? '' : parent::_toHtml();
    }
}
