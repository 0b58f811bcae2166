<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Controller\Pay;

use DokuAkulaku\Payment\Model\Token;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Controller\Result\RedirectFactory;
use Magento\Framework\Controller\ResultInterface;
use Magento\Framework\View\Result\PageFactory;

/** Where Akulaku sends the browser back to, and where the Back button ends. It shows the stored state and decides nothing. */
class Back implements HttpGetActionInterface
{
    public function __construct(
        private readonly RequestInterface $request,
        private readonly Token $token,
        private readonly PageFactory $pages,
        private readonly RedirectFactory $redirects,
    ) {
    }

    public function execute(): ResultInterface
    {
        $token = $this->request->getParam('token');
        if (!is_string($token) || $this->token->order($token) === null) {
            return $this->redirects->create()->setPath('checkout/cart');
        }
        $page = $this->pages->create();
        $page->setHeader('Cache-Control', 'no-store', true);
        $page->getConfig()->getTitle()->set((string) __('Your Akulaku payment'));
        return $page;
    }
}
