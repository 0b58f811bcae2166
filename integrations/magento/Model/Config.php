<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Store\Model\ScopeInterface;

/** The method's settings, typed. They belong to a website; a store view asks for its website's. */
class Config
{
    public const METHOD = 'doku_akulaku';
    private const PATH = 'payment/' . self::METHOD . '/';

    public function __construct(private readonly ScopeConfigInterface $config)
    {
    }

    public function isActive(int|string|null $storeId): bool
    {
        return $this->config->isSetFlag(self::PATH . 'active', ScopeInterface::SCOPE_STORE, $storeId);
    }

    /** '' while the Client-Id is missing. */
    public function account(int|string|null $storeId): string
    {
        $clientId = $this->text('client_id', $storeId);
        return $clientId === '' ? '' : $this->environment($storeId) . ':' . $clientId;
    }

    public function clientId(int|string|null $storeId): string
    {
        return $this->text('client_id', $storeId);
    }

    /** Plain text: Magento decrypts a value whose default names the backend model Encrypted. */
    public function secretKey(int|string|null $storeId): string
    {
        return $this->text('secret_key', $storeId);
    }

    public function secretFile(int|string|null $storeId): string
    {
        return $this->text('secret_file', $storeId);
    }

    /** @return 'production'|'sandbox' */
    public function environment(int|string|null $storeId): string
    {
        return $this->text('environment', $storeId) === 'production' ? 'production' : 'sandbox';
    }

    /** Of a simulator or a gateway on this machine; '' is DOKU. */
    public function baseUrl(int|string|null $storeId): string
    {
        return $this->text('base_url', $storeId);
    }

    public function isDebug(int|string|null $storeId): bool
    {
        return $this->config->isSetFlag(self::PATH . 'debug', ScopeInterface::SCOPE_STORE, $storeId);
    }

    private function text(string $field, int|string|null $storeId): string
    {
        $value = $this->config->getValue(self::PATH . $field, ScopeInterface::SCOPE_STORE, $storeId);
        return is_scalar($value) ? trim((string) $value) : '';
    }
}
