<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\StoreException;
use Magento\Framework\App\DeploymentConfig;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\App\ResourceConnection\ConnectionFactory;
use Magento\Framework\DB\Adapter\Pdo\Mysql;

/**
 * The library's store on a second connection. Magento calls a refund inside its own open transaction; what the shop rolls
 * back then must not take our stored call with it. The tables come from etc/db_schema.xml and have no foreign keys to
 * Magento's: these would wait for the shop's own lock.
 */
class StoreConnection
{
    private ?PdoStore $store = null;
    private int $process = 0;

    public function __construct(
        private readonly ConnectionFactory $connections,
        private readonly DeploymentConfig $deployment,
        private readonly ResourceConnection $resource,
    ) {
    }

    /** @throws StoreException */
    public function store(): PdoStore
    {
        // phpcs:ignore Magento2.Functions.DiscouragedFunction
        $process = (int) getmypid();
        if ($this->store === null || $this->process !== $process) {
            $this->store = new PdoStore($this->connection(), $this->resource->getTablePrefix());
            $this->process = $process;
        }
        return $this->store;
    }

    private function connection(): \PDO
    {
        $settings = $this->deployment->get('db/connection/default');
        if (!is_array($settings)) {
            throw new StoreException('app/etc/env.php names no default connection.');
        }
        try {
            $adapter = $this->connections->create($settings);
            $connection = $adapter instanceof Mysql ? $adapter->getConnection() : null;
        } catch (\Exception $error) {
            throw new StoreException('The second connection to the database failed.', false, $error);
        }
        return $connection instanceof \PDO ? $connection : throw new StoreException('Only MySQL and MariaDB are supported.');
    }
}
