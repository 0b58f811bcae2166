<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Block\Adminhtml\System;

use DokuAkulaku\Payment\Model\Site;
use Magento\Backend\Block\Template\Context;
use Magento\Config\Block\System\Config\Form\Field;
use Magento\Framework\Data\Form\Element\AbstractElement;

/** Connection test, and the question whether the shop was moved or copied. */
class Connection extends Field
{
    protected $_template = 'DokuAkulaku_Payment::connection.phtml';

    /** @param array<string, mixed> $data */
    public function __construct(Context $context, private readonly Site $site, array $data = [])
    {
        parent::__construct($context, $data);
    }

    public function render(AbstractElement $element): string
    {
        $element->unsetData('scope');
        $element->unsetData('can_use_website_value');
        $element->unsetData('can_use_default_value');
        return parent::render($element);
    }

    public function isMovedOrCopied(): bool
    {
        return $this->site->name() === null;
    }

    protected function _getElementHtml(AbstractElement $element): string
    {
        return $this->_toHtml();
    }
}
