<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Controller\Pay;

use DokuAkulaku\Payment\Model\PaymentUrl;
use DokuAkulaku\Payment\Model\Token;
use Magento\Checkout\Model\Session;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Controller\Result\RedirectFactory;
use Magento\Framework\Controller\ResultInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Message\ManagerInterface as Messages;
use Magento\Sales\Model\Order;

/** Sends the buyer to the payment page of the order: by token, or of the order that this browser has just placed. */
class Start implements HttpGetActionInterface
{
    public function __construct(
        private readonly RequestInterface $request,
        private readonly Token $token,
        private readonly Session $session,
        private readonly PaymentUrl $address,
        private readonly RedirectFactory $redirects,
        private readonly Messages $messages,
    ) {
    }

    public function execute(): ResultInterface
    {
        $redirect = $this->redirects->create()->setHeader('Cache-Control', 'no-store', true);
        $order = $this->order();
        if ($order === null) {
            return $redirect->setPath('checkout/cart');
        }
        try {
            return $redirect->setHttpResponseCode(303)->setUrl($this->address->ofOrder($order));
        } catch (LocalizedException $error) {
            $this->messages->addErrorMessage($error->getMessage());
            return $redirect->setPath('doku_akulaku/pay/back', ['token' => $this->token->of($order)]);
        }
    }

    private function order(): ?Order
    {
        $token = $this->request->getParam('token');
        if (is_string($token)) {
            return $this->token->order($token);
        }
        $last = $this->session->getLastRealOrder();
        return $last->getId() !== null ? $this->token->order($this->token->of($last)) : null;
    }
}
