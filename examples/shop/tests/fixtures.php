<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use ExampleShop\Order;
use ExampleShop\OrderStore;

/** An order of 90,000 rupiah. */
function new_order(OrderStore $store): Order
{
    return $store->addOrder(
        'T-' . strtoupper(bin2hex(random_bytes(6))),
        ['name' => 'Anton', 'phone' => '081234567890', 'address' => '', 'city' => '', 'state' => '', 'postcode' => ''],
        [['name' => 'Thing', 'price' => 45_000, 'quantity' => 2, 'sku' => 'S', 'category' => 'C']]
    );
}
