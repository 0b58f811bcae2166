<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Controller\Adminhtml\Site;

use DokuAkulaku\Payment\Model\Site;
use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Controller\ResultInterface;

/** An operator says whether the shop was moved or copied. */
class Say extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'DokuAkulaku_Payment::config';

    public function __construct(Context $context, private readonly Site $site)
    {
        parent::__construct($context);
    }

    public function execute(): ResultInterface
    {
        match ($this->getRequest()->getParam('what')) {
            'moved' => $this->site->moved(),
            'copied' => $this->site->copied(),
            default => null,
        };
        $this->messageManager->addSuccessMessage((string) __('Saved. Akulaku payments go on.'));
        return $this->resultRedirectFactory->create()->setPath('adminhtml/system_config/edit', ['section' => 'payment']);
    }
}
