<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\PdoStore;

/** Made when it is needed: no constructor of this module names a class of the extension. */
class PaymentsFactory
{
    private ?Payments $payments = null;

    public function __construct(
        private readonly StoreConnection $connection,
        private readonly Accounts $accounts,
        private readonly OrderShop $shop,
        private readonly Log $log,
    ) {
    }

    public function create(): Payments
    {
        return $this->payments ??= new Payments($this->store(), $this->accounts, $this->shop, $this->log);
    }

    public function store(): PdoStore
    {
        return $this->connection->store();
    }

    public function accounts(): Accounts
    {
        return $this->accounts;
    }

    public static function isExtensionLoaded(): bool
    {
        return extension_loaded('doku_akulaku');
    }
}
