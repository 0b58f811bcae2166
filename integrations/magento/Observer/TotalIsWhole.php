<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Observer;

use DokuAkulaku\Payment\Model\Config;
use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Payment\Model\Rupiah;
use Magento\Framework\DataObject;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Framework\FlagManager;
use Magento\Payment\Model\MethodInterface;
use Magento\Quote\Model\Quote;

/** Hides the method where it cannot work: no extension, no account, or a total that is not whole rupiah. */
class TotalIsWhole implements ObserverInterface
{
    public const FRACTION_SEEN = 'doku_akulaku_fraction_seen';

    public function __construct(private readonly Config $config, private readonly FlagManager $flags)
    {
    }

    public function execute(Observer $observer): void
    {
        $event = $observer->getEvent();
        $method = $event->getData('method_instance');
        $result = $event->getData('result');
        if (!$method instanceof MethodInterface || $method->getCode() !== Config::METHOD || !$result instanceof DataObject) {
            return;
        }
        $quote = $event->getData('quote');
        $storeId = $quote instanceof Quote ? (int) $quote->getStoreId() : null;
        if (!PaymentsFactory::isExtensionLoaded() || $this->config->account($storeId) === '') {
            $result->setData('is_available', false);
            return;
        }
        if ($quote instanceof Quote && Rupiah::whole((string) $quote->getBaseGrandTotal()) === null) {
            $result->setData('is_available', false);
            // The operator is told in the admin, once a day.
            if ((int) $this->flags->getFlagData(self::FRACTION_SEEN) < time() - 86400) {
                $this->flags->saveFlag(self::FRACTION_SEEN, time());
            }
        }
    }
}
