<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Controller\Adminhtml\Site;

use DokuAkulaku\Payment\Model\ConnectionTest;
use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Controller\Result\JsonFactory;
use Magento\Framework\Controller\ResultInterface;

/** The button "Test the connection". */
class Test extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'DokuAkulaku_Payment::config';

    public function __construct(
        Context $context,
        private readonly ConnectionTest $test,
        private readonly JsonFactory $results,
    ) {
        parent::__construct($context);
    }

    public function execute(): ResultInterface
    {
        $lines = [];
        foreach ($this->test->run() as [$isGood, $text]) {
            $lines[] = ['good' => $isGood, 'text' => $text->render()];
        }
        return $this->results->create()->setData(['lines' => $lines]);
    }
}
