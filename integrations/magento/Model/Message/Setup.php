<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model\Message;

use DokuAkulaku\Payment\Model\Config;
use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Payment\Model\Site;
use DokuAkulaku\Payment\Observer\TotalIsWhole;
use Magento\Framework\FlagManager;
use Magento\Framework\Notification\MessageInterface;
use Magento\Framework\Phrase;

/** Why the method is not offered although it is switched on. */
class Setup implements MessageInterface
{
    public function __construct(
        private readonly Config $config,
        private readonly Site $site,
        private readonly FlagManager $flags,
    ) {
    }

    public function getIdentity(): string
    {
        return 'doku_akulaku_setup_' . hash('crc32b', $this->getText());
    }

    public function isDisplayed(): bool
    {
        return $this->why() !== null;
    }

    public function getText(): string
    {
        return (string) $this->why()?->render();
    }

    public function getSeverity(): int
    {
        return self::SEVERITY_MAJOR;
    }

    private function why(): ?Phrase
    {
        if (!$this->config->isActive(null)) {
            return null;
        }
        if (!PaymentsFactory::isExtensionLoaded()) {
            return __('The PHP extension doku_akulaku is not active on this server, so Akulaku PayLater is not offered.');
        }
        if ($this->site->name() === null) {
            return __('The address of this shop has changed. Say under Stores > Configuration > Payment Methods > Akulaku PayLater whether the shop was moved or copied. Until then nothing is sent to DOKU.');
        }
        if ((int) $this->flags->getFlagData(TotalIsWhole::FRACTION_SEEN) > time() - 7 * 86400) {
            return __('Akulaku PayLater was not offered for a cart whose total was not whole rupiah. Check prices, taxes and shipping fees: DOKU takes whole rupiah only.');
        }
        return null;
    }
}
