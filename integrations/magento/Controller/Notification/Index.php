<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Controller\Notification;

use DokuAkulaku\Payment\Model\NotificationReader;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\App\CsrfAwareActionInterface;
use Magento\Framework\App\Request\InvalidRequestException;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Controller\Result\RawFactory;
use Magento\Framework\Controller\ResultInterface;

/** DOKU's notification. Its signature is its proof: no form key. */
class Index implements HttpPostActionInterface, CsrfAwareActionInterface
{
    public function __construct(private readonly NotificationReader $reader, private readonly RawFactory $results)
    {
    }

    public function execute(): ResultInterface
    {
        $status = $this->reader->read();
        return $this->results->create()->setHttpResponseCode($status)
            ->setHeader('Content-Type', 'text/plain', true)
            ->setHeader('Cache-Control', 'no-store', true)
            ->setContents('');
    }

    public function createCsrfValidationException(RequestInterface $request): ?InvalidRequestException
    {
        return null;
    }

    public function validateForCsrf(RequestInterface $request): ?bool
    {
        return true;
    }
}
