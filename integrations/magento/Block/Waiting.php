<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Block;

use DokuAkulaku\Payment\Model\BuyerState;
use DokuAkulaku\Payment\Model\Scalar;
use DokuAkulaku\Payment\Model\Token;
use Magento\Framework\Phrase;
use Magento\Framework\View\Element\Template;
use Magento\Sales\Model\Order;

/** The page that a buyer sees on the way back. */
class Waiting extends Template
{
    private ?Order $found = null;

    /** @param array<string, mixed> $data */
    public function __construct(
        Template\Context $context,
        private readonly Token $token,
        private readonly BuyerState $state,
        array $data = [],
    ) {
        parent::__construct($context, $data);
    }

    public function getOrder(): Order
    {
        $this->found ??= $this->token->order($this->getToken());
        return $this->found ?? throw new \LogicException('The controller has looked at the token.');
    }

    public function getToken(): string
    {
        return Scalar::text($this->getRequest()->getParam('token'));
    }

    public function getState(): string
    {
        return $this->state->of($this->getOrder());
    }

    public function getStateText(string $state): Phrase
    {
        return match ($state) {
            'paid' => __('Thank you. Your payment was successful. We are preparing your order.'),
            'late' => __('Your payment arrived after this order was cancelled. We will contact you about it. Please do not pay again.'),
            'refunded' => __('The payment of this order was refunded.'),
            'failed' => __('Akulaku did not accept the payment. You can try again or choose another way.'),
            'ended' => __('This payment is over. No money was taken. You can order again.'),
            default => __('We are waiting for Akulaku to confirm the payment. This takes a moment. Please do not pay a second time.'),
        };
    }

    public function isPayable(string $state): bool
    {
        return in_array($state, ['waiting', 'failed'], true) && $this->getOrder()->getState() === Order::STATE_PENDING_PAYMENT;
    }

    public function getAddress(string $action): string
    {
        return $this->getUrl("doku_akulaku/pay/$action", ['token' => $this->getToken(), '_nosid' => true]);
    }
}
