<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Controller\Pay;

use DokuAkulaku\Payment\Model\CartReturn;
use DokuAkulaku\Payment\Model\Token;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Controller\Result\RedirectFactory;
use Magento\Framework\Controller\ResultInterface;
use Magento\Framework\Message\ManagerInterface as Messages;

/** "Choose another way": the cart returns only after DOKU has cancelled for certain. */
class Another implements HttpPostActionInterface
{
    public function __construct(
        private readonly RequestInterface $request,
        private readonly Token $token,
        private readonly CartReturn $carts,
        private readonly RedirectFactory $redirects,
        private readonly Messages $messages,
    ) {
    }

    public function execute(): ResultInterface
    {
        $redirect = $this->redirects->create();
        $token = $this->request->getParam('token');
        $order = is_string($token) ? $this->token->order($token) : null;
        if ($order === null) {
            return $redirect->setPath('checkout/cart');
        }
        if ($this->carts->giveBack($order)) {
            return $redirect->setPath('checkout/cart');
        }
        $this->messages->addErrorMessage((string) __(
            'We could not cancel the Akulaku payment yet. Please do not pay in another way; wait a moment and try again.'
        ));
        return $redirect->setPath('doku_akulaku/pay/back', ['token' => $token]);
    }
}
