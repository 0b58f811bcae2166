<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Framework\FlagManager;
use Magento\Framework\UrlInterface;
use Magento\Store\Model\StoreManagerInterface;

/**
 * The name of this installation: part of every invoice number, so that two shops of one DOKU account never collide. When
 * the shop's address changes, an operator says whether it was moved or copied; until then nothing is sent.
 */
class Site
{
    private const NAME = 'doku_akulaku_site';
    private const ADDRESS = 'doku_akulaku_site_url';
    private const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

    public function __construct(
        private readonly FlagManager $flags,
        private readonly StoreManagerInterface $stores,
    ) {
    }

    /** null: the address is not the one that the name was made for. */
    public function name(): ?string
    {
        $name = $this->flags->getFlagData(self::NAME);
        if (!is_string($name) || $name === '') {
            return $this->renew();
        }
        return $this->flags->getFlagData(self::ADDRESS) === $this->address() ? $name : null;
    }

    /** The shop has a new address and is still the same shop. */
    public function moved(): void
    {
        $this->flags->saveFlag(self::ADDRESS, $this->address());
    }

    /** This is a copy: it gets a name of its own, and what the original sent stays the original's. */
    public function copied(): void
    {
        $this->renew();
    }

    private function renew(): string
    {
        $name = '';
        for ($index = 0; $index < 6; $index++) {
            $name .= self::LETTERS[random_int(0, strlen(self::LETTERS) - 1)];
        }
        $this->flags->saveFlag(self::ADDRESS, $this->address());
        $this->flags->saveFlag(self::NAME, $name);
        return $name;
    }

    private function address(): string
    {
        $store = $this->stores->getDefaultStoreView();
        $url = $store === null ? '' : $store->getBaseUrl(UrlInterface::URL_TYPE_LINK, true);
        return (string) preg_replace('~^https?://~', '', rtrim($url, '/'));
    }
}
