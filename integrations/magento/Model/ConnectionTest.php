<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\ApiException;
use DokuAkulaku\Exception as CallException;
use Magento\Framework\Phrase;

/** A look-up of an invoice that does not exist: what DOKU answers tells whether account, clock and network are right. */
class ConnectionTest
{
    public function __construct(
        private readonly Accounts $accounts,
        private readonly Config $config,
        private readonly NotificationReader $notifications,
        private readonly Log $log,
    ) {
    }

    /** @return list<array{bool, Phrase}> good or not, and what it means */
    public function run(): array
    {
        if (!PaymentsFactory::isExtensionLoaded()) {
            return [[false, __('The PHP extension doku_akulaku is not active on this server, so Akulaku PayLater is not offered.')]];
        }
        $accounts = $this->accounts->all();
        if ($accounts === []) {
            return [[false, __('The Client-Id is missing.')]];
        }
        $lines = [];
        foreach ($accounts as $account => $storeId) {
            $lines[] = $this->account($account, $storeId);
            $lines[] = [true, __('Copy this address to the DOKU dashboard, for Akulaku: %1', $this->notifications->address($storeId))];
        }
        return $lines;
    }

    /** @return array{bool, Phrase} */
    private function account(string $account, int $storeId): array
    {
        $environment = $this->config->environment($storeId);
        try {
            $this->accounts->clientOf($storeId, 15.0)->checkStatus('CONNECTION-TEST-' . bin2hex(random_bytes(6)));
        } catch (ApiException $error) {
            return match ($error->getErrorCode()) {
                'invalid_client_id' => [false, __('DOKU does not know the Client-Id in %1. Sandbox and production have different ones.', $environment)],
                'invalid_signature' => [false, __('DOKU refused the signature: the secret key does not belong to this Client-Id in %1.', $environment)],
                'request_time_out_of_range' => [false, __('The clock of this server is off. Ask the host for time synchronisation (NTP).')],
                'invalid_header_request' => [false, __('DOKU refused the request headers. A proxy between may drop them.')],
                // Any other refusal is about the invoice, which does not exist: the account was accepted.
                default => [true, __('DOKU accepted the credentials of %1.', $account)],
            };
        } catch (CallException | \ValueError $error) {
            $this->log->failed('connection test', $error);
            return [false, __('The test failed: %1', $error->getMessage())];
        }
        return [true, __('DOKU accepted the credentials of %1.', $account)];
    }
}
