<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Observer;

use DokuAkulaku\Payment\Model\BuyerState;
use DokuAkulaku\Payment\Model\Config;
use DokuAkulaku\Payment\Model\Token;
use Magento\Checkout\Model\Session;
use Magento\Framework\App\ActionFlag;
use Magento\Framework\App\ActionInterface;
use Magento\Framework\App\ResponseInterface;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Framework\UrlInterface;
use Magento\Sales\Model\Order;

/**
 * The Back button of Akulaku's page leads to an empty cart while the order can still be paid. The buyer sees our page
 * instead: pay now, or choose another way.
 */
class CameBack implements ObserverInterface
{
    public function __construct(
        private readonly Session $session,
        private readonly Token $token,
        private readonly BuyerState $state,
        private readonly ActionFlag $flags,
        private readonly ResponseInterface $response,
        private readonly UrlInterface $url,
    ) {
    }

    public function execute(Observer $observer): void
    {
        if ($this->session->getQuote()->hasItems()) {
            return;
        }
        $last = $this->session->getLastRealOrder();
        $isWaiting = $last->getId() !== null && $last->getPayment()?->getMethod() === Config::METHOD
            && $last->getState() === Order::STATE_PENDING_PAYMENT;
        if (!$isWaiting || !in_array($this->state->of($last), ['waiting', 'failed'], true)) {
            return;
        }
        $this->flags->set('', ActionInterface::FLAG_NO_DISPATCH, true);
        if ($this->response instanceof \Magento\Framework\App\Response\Http) {
            $this->response->setRedirect($this->url->getUrl('doku_akulaku/pay/back', ['token' => $this->token->of($last)]));
        }
    }
}
