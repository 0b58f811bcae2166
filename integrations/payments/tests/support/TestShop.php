<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Shop;

final class TestShop implements Shop
{
    /** @var list<array{string, string, list<string>}> order, state, alarms */
    public array $told = [];
    /** @var list<string> orders for which it throws */
    public array $broken = [];
    /** @var ?\Closure(string): void */
    public ?\Closure $during = null;

    public function apply(string $order, Attempts $attempts): void
    {
        if (in_array($order, $this->broken, true)) {
            throw new \RuntimeException("the shop cannot load order $order");
        }
        $alarms = array_map(static fn (Alarm $alarm): string => $alarm->value, $attempts->alarms());
        $this->told[] = [$order, $attempts->status()->value, $alarms];
        if ($this->during !== null) {
            ($this->during)($order);
        }
    }
}
