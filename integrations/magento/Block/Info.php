<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Block;

use DokuAkulaku\Payment\Model\Scalar;
use Magento\Framework\DataObject;
use Magento\Payment\Block\Info as Base;

/** What the order view shows under the method's title. */
class Info extends Base
{
    /**
     * @param DataObject|array<string, string>|null $transport
     */
    protected function _prepareSpecificInformation($transport = null): DataObject
    {
        $transport = parent::_prepareSpecificInformation($transport);
        $number = Scalar::text($this->getInfo()->getData('last_trans_id'));
        if ($number !== '') {
            $transport->setData((string) __('Akulaku payment'), $number);
        }
        return $transport;
    }
}
