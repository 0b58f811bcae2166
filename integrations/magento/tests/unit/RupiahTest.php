<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku\Payment\Model\Rupiah;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class RupiahTest extends TestCase
{
    /** @return iterable<string, array{mixed, ?int}> */
    public static function amounts(): iterable
    {
        yield 'as Magento stores it' => ['90000.0000', 90000];
        yield 'without decimals' => ['90000', 90000];
        yield 'tax left a fraction' => ['136541.6700', null];
        yield 'a fraction of a hundredth' => ['90000.0001', null];
        yield 'computed' => [46000.0, 46000];
        yield 'computed with a fraction' => [46000.4, null];
        yield 'binary noise of a sum' => [0.1 + 0.2 + 0.7 + 45999.0, 46000];
        yield 'an integer' => [1, 1];
        yield 'a discount' => ['-5000.0000', -5000];
        yield 'nothing' => [null, null];
        yield 'empty' => ['', null];
        yield 'perhaps ninety thousand' => ['90.000', null];
        yield 'words' => ['Rp90000', null];
        yield 'beyond fifteen digits' => ['1000000000000000', null];
    }

    #[DataProvider('amounts')]
    public function testWhole(mixed $amount, ?int $expected): void
    {
        self::assertSame($expected, Rupiah::whole($amount));
    }

    public function testFormat(): void
    {
        self::assertSame('Rp1.250.000', Rupiah::format(1250000));
        self::assertSame('-Rp5.000', Rupiah::format(-5000));
        self::assertSame('Rp0', Rupiah::format(0));
    }
}
