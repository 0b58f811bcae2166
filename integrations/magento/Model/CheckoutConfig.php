<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Checkout\Model\ConfigProviderInterface;
use Magento\Framework\UrlInterface;
use Magento\Store\Model\StoreManagerInterface;

/** What the checkout's script needs. */
class CheckoutConfig implements ConfigProviderInterface
{
    public function __construct(
        private readonly Config $config,
        private readonly StoreManagerInterface $stores,
        private readonly UrlInterface $url,
    ) {
    }

    public function getConfig(): array
    {
        $storeId = (int) $this->stores->getStore()->getId();
        if (!$this->config->isActive($storeId)) {
            return [];
        }
        return ['payment' => [Config::METHOD => [
            'start' => $this->url->getUrl('doku_akulaku/pay/start', ['_nosid' => true]),
            'sandbox' => $this->config->environment($storeId) === 'sandbox',
        ]]];
    }
}
