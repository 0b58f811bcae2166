<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Block\Adminhtml;

use DokuAkulaku\Payment\Model\Config;
use DokuAkulaku\Payment\Model\OfflineRefund;
use Magento\Backend\Block\Template;
use Magento\Backend\Block\Template\Context;
use Magento\Framework\Registry;
use Magento\Sales\Model\Order\Creditmemo;

/** The box that makes an offline refund a choice. */
class OfflineChoice extends Template
{
    /** @param array<string, mixed> $data */
    public function __construct(Context $context, private readonly Registry $registry, array $data = [])
    {
        parent::__construct($context, $data);
    }

    public function _toHtml(): string
    {
        $creditmemo = $this->registry->registry('current_creditmemo');
        if (!$creditmemo instanceof Creditmemo || $creditmemo->getOrder()->getPayment()?->getMethod() !== Config::METHOD) {
            return '';
        }
        $name = 'creditmemo[' . OfflineRefund::FIELD . ']';
        return '<div class="field choice admin__field admin__field-option"><input id="doku_akulaku_offline" type="checkbox" value="1"'
            . ' class="admin__control-checkbox" name="' . $this->escapeHtmlAttr($name) . '"/>'
            . '<label class="admin__field-label" for="doku_akulaku_offline"><span>'
            . $this->escapeHtml(__('The money was returned in another way (for "Refund Offline" only)'))
            . '</span></label></div>';
    }
}
