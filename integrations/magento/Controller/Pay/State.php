<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Controller\Pay;

use DokuAkulaku\Payment\Model\BuyerState;
use DokuAkulaku\Payment\Model\Token;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Controller\Result\JsonFactory;
use Magento\Framework\Controller\ResultInterface;

/** What the waiting page asks every few seconds. */
class State implements HttpGetActionInterface
{
    public function __construct(
        private readonly RequestInterface $request,
        private readonly Token $token,
        private readonly BuyerState $state,
        private readonly JsonFactory $results,
    ) {
    }

    public function execute(): ResultInterface
    {
        $token = $this->request->getParam('token');
        $order = is_string($token) ? $this->token->order($token) : null;
        $result = $this->results->create()->setHeader('Cache-Control', 'no-store', true);
        if ($order === null) {
            return $result->setHttpResponseCode(404)->setData(['state' => 'none']);
        }
        return $result->setData(['state' => $this->state->of($order, true)]);
    }
}
