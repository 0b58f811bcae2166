<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\Store;

/** The objects of one request, made at first use: a page that needs none of them loads none of them. */
final class Services
{
    private static ?Settings $settings = null;
    private static ?Store $store = null;
    private static ?Payments $payments = null;
    private static ?Log $log = null;

    public static function settings(): Settings
    {
        return self::$settings ??= Settings::load();
    }

    public static function log(): Log
    {
        return self::$log ??= new Log();
    }

    /** Connects at its first statement; only then it can fail. */
    public static function store(): Store
    {
        return self::$store ??= Database\Tables::store();
    }

    public static function payments(): Payments
    {
        return self::$payments ??= new Payments(self::store(), new Accounts(), new OrderSync(), self::log());
    }

    /** After another site of the network or other settings. */
    public static function reset(): void
    {
        self::$settings = self::$store = self::$payments = null;
        Database\Tables::close();
    }
}
