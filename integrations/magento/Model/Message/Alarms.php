<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model\Message;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Notification\MessageInterface;
use Magento\Framework\UrlInterface;

/** In the admin as long as an outcome is unknown, or money lies where it does not belong. */
class Alarms implements MessageInterface
{
    private ?int $count = null;

    public function __construct(private readonly ResourceConnection $resource, private readonly UrlInterface $url)
    {
    }

    public function getIdentity(): string
    {
        return 'doku_akulaku_alarms_' . $this->count();
    }

    public function isDisplayed(): bool
    {
        return $this->count() > 0;
    }

    public function getText(): string
    {
        return (string) __(
            'Akulaku payments: %1 orders need a person. <a href="%2">Show the orders</a> and filter by "Akulaku needs a person".',
            $this->count(),
            $this->url->getUrl('sales/order/index')
        );
    }

    public function getSeverity(): int
    {
        return self::SEVERITY_CRITICAL;
    }

    private function count(): int
    {
        if ($this->count === null) {
            $connection = $this->resource->getConnection('sales');
            $select = $connection->select()->from($this->resource->getTableName('sales_order', 'sales'), ['n' => new \Zend_Db_Expr('COUNT(*)')])
                ->where('doku_akulaku_alarm = 1');
            $this->count = (int) $connection->fetchOne($select);
        }
        return $this->count;
    }
}
