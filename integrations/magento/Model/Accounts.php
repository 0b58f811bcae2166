<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\AccountUnknownException;
use DokuAkulaku\Payments\Accounts as AccountsInterface;
use Magento\Framework\App\ProductMetadataInterface;
use Magento\Store\Model\StoreManagerInterface;

/** The accounts of all websites. The only place that makes a client. */
class Accounts implements AccountsInterface
{
    public const VERSION = '0.1.0';

    public function __construct(
        private readonly Config $config,
        private readonly StoreManagerInterface $stores,
        private readonly Site $site,
        private readonly Log $log,
        private readonly ProductMetadataInterface $product,
    ) {
    }

    public function client(string $account, float $seconds): \DokuAkulaku
    {
        foreach ($this->storeIds() as $storeId) {
            if ($this->config->account($storeId) === $account) {
                return $this->clientOf($storeId, $seconds);
            }
        }
        throw new AccountUnknownException('No website of this shop has the account that made this payment.');
    }

    public function site(): ?string
    {
        return $this->site->name();
    }

    /** @return array<string, int> account => one of its stores, each account once */
    public function all(): array
    {
        $accounts = [];
        foreach ($this->storeIds() as $storeId) {
            $account = $this->config->account($storeId);
            if ($account !== '') {
                $accounts[$account] ??= $storeId;
            }
        }
        return $accounts;
    }

    public function clientOf(int $storeId, float $seconds): \DokuAkulaku
    {
        $options = [
            'environment' => $this->config->environment($storeId),
            'timeout' => $seconds,
            'connect_timeout' => min(5.0, $seconds),
            'retries' => 1,
            'logger' => $this->log->forStore($this->config->isDebug($storeId)),
            'app_info' => ['name' => 'DokuAkulaku_Payment', 'version' => $this->version()],
        ];
        $baseUrl = $this->config->baseUrl($storeId);
        if ($baseUrl !== '') {
            unset($options['environment']);
            $options['base_url'] = $baseUrl;
        }
        return new \DokuAkulaku($this->config->clientId($storeId), $this->secrets($storeId), $options);
    }

    private function version(): string
    {
        $magento = preg_replace('/[^A-Za-z0-9.-]/', '', $this->product->getVersion());
        return substr(self::VERSION . "-magento-$magento", 0, 64);
    }

    /** @return string|list<string> */
    private function secrets(int $storeId): string|array
    {
        $file = $this->config->secretFile($storeId);
        if ($file === '') {
            return $this->config->secretKey($storeId);
        }
        // phpcs:ignore Magento2.Functions.DiscouragedFunction, Generic.PHP.NoSilencedErrors
        $text = @file_get_contents($file, false, null, 0, 4097);
        if ($text === false || strlen($text) > 4096) {
            throw new AccountUnknownException("The secret file $file cannot be read, or has more than 4096 bytes.");
        }
        return array_values(array_filter(explode("\n", str_replace("\r\n", "\n", $text)), static fn (string $line): bool => $line !== ''));
    }

    /** @return list<int> */
    private function storeIds(): array
    {
        return array_map(static fn ($store): int => (int) $store->getId(), array_values($this->stores->getStores()));
    }
}
