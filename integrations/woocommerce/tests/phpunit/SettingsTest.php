<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Tests;

use DokuAkulakuWoo\Money;
use DokuAkulakuWoo\PurchaseBuilder;
use DokuAkulakuWoo\Settings;
use DokuAkulakuWoo\SettingsError;
use DokuAkulakuWoo\Site;
use PHPUnit\Framework\TestCase;

final class SettingsTest extends TestCase
{
    protected function setUp(): void
    {
        $GLOBALS['options'] = [];
    }

    /** @param array<string, mixed> $stored */
    private static function settings(array $stored): Settings
    {
        $GLOBALS['options'][Settings::OPTION] = $stored;
        return Settings::load();
    }

    public function testAnEmptySecretKeepsTheStoredOne(): void
    {
        $old = ['client_id' => 'MCH-1', 'environment' => 'sandbox', 'secret_key' => 'fake-one'];
        $new = Settings::merge(['client_id' => 'MCH-1', 'environment' => 'sandbox', 'secret_key' => ''], $old);
        self::assertSame('fake-one', $new['secret_key']);
        self::assertSame([], $new['former']);
    }

    public function testARotatedSecretStillVerifies(): void
    {
        $old = ['client_id' => 'MCH-1', 'environment' => 'sandbox', 'secret_key' => 'fake-one'];
        $new = Settings::merge(['client_id' => 'MCH-1', 'environment' => 'sandbox', 'secret_key' => 'fake-two'], $old);
        self::assertSame(['fake-two', 'fake-one'], self::settings($new)->secrets(), 'the new one signs');
    }

    public function testAFormerAccountIsKept(): void
    {
        $old = ['client_id' => 'MCH-1', 'environment' => 'sandbox', 'secret_key' => 'fake-one'];
        $new = Settings::merge(['client_id' => 'MCH-2', 'environment' => 'production', 'secret_key' => 'fake-two'], $old);
        $settings = self::settings($new);
        self::assertSame('production:MCH-2', $settings->account());
        self::assertSame(['fake-two'], $settings->secrets());
        self::assertSame(['sandbox:MCH-1' => ['fake-one']], $settings->former());
    }

    public function testTheSecretFile(): void
    {
        $file = tempnam(sys_get_temp_dir(), 'doku');
        file_put_contents($file, "fake-one\r\nfake-two\n");
        self::assertSame(['fake-one', 'fake-two'], self::settings(['client_id' => 'M', 'secret_file' => $file, 'secret_key' => 'fake-three'])->secrets());
        foreach (['' => 'secret_file_empty', str_repeat('x', 4097) => 'secret_file_too_long'] as $content => $problem) {
            file_put_contents($file, $content);
            self::assertSame($problem, self::problem($file));
        }
        unlink($file);
        self::assertSame('secret_file_unreadable', self::problem($file));
    }

    private static function problem(string $file): string
    {
        try {
            Settings::readSecretFile($file);
        } catch (SettingsError $error) {
            self::assertStringNotContainsString('xxxx', $error->getMessage());
            return $error->problem;
        }
        return '';
    }

    public function testOnlyTheWordProductionIsProduction(): void
    {
        foreach (['production' => 'production', 'prodution' => 'sandbox', '' => 'sandbox', 'PRODUCTION' => 'sandbox'] as $stored => $environment) {
            self::assertSame($environment, self::settings(['environment' => $stored])->environment(), $stored);
        }
    }

    public function testLimits(): void
    {
        $settings = self::settings(['min_amount' => 'Rp90.000', 'max_amount' => '']);
        self::assertSame(90000, $settings->minAmount());
        self::assertNull($settings->maxAmount());
        self::assertSame(90, $settings->retentionDays());
        self::assertSame(['ID'], $settings->countries());
        self::assertSame([], self::settings(['countries' => []])->countries());
    }

    public function testASiteThatIsCopiedHasNoToken(): void
    {
        $GLOBALS['options']['home'] = 'http://Shop.example/toko/';
        Site::install();
        $token = Site::token();
        self::assertMatchesRegularExpression('/^[a-z0-9]{6}$/D', (string) $token);
        $GLOBALS['options']['home'] = 'https://shop.example/toko';
        self::assertSame($token, Site::token(), 'https is the same address');
        $GLOBALS['options']['home'] = 'https://staging.example/toko';
        self::assertNull(Site::token());
        Site::moved();
        self::assertSame($token, Site::token());
        $GLOBALS['options']['home'] = 'https://other.example';
        Site::copied();
        self::assertNotSame($token, Site::token());
        self::assertNotNull(Site::token());
    }

    public function testMoney(): void
    {
        self::assertSame('Rp1.223.350', Money::rupiah(1223350));
        self::assertSame('-Rp5.000', Money::rupiah(-5000));
        foreach (['60000' => 60000, '71097.00' => 71097, '241326.11' => null, '' => null, '-5' => null, '1e5' => null, '90.000' => 90, '1234567890123' => null] as $text => $whole) {
            self::assertSame($whole, Money::whole((string) $text), (string) $text);
        }
        self::assertSame(60000, Money::whole(60000.0));
        self::assertNull(Money::whole(60000.5));
    }

    public function testStreets(): void
    {
        $cases = [
            ['Jl. Melati 8', 'Coblong', 'ID', 'Jl. Melati 8, Kec. Coblong'],
            ['Jl. Melati 8', 'Bandung Wetan (Kota)', 'ID', 'Jl. Melati 8, Kec. Bandung Wetan'],
            ['Jl. Melati 8', 'Lantai 3', 'ID', 'Jl. Melati 8, Lantai 3'],
            ['Jl. Melati 8', 'Kec. Coblong', 'ID', 'Jl. Melati 8, Kec. Coblong'],
            ['Jl. Melati 8', 'Menara Mulia', 'ID', 'Jl. Melati 8, Menara Mulia'],
            ['Jl. Melati 8', 'RT 03/RW 05', 'ID', 'Jl. Melati 8, RT 03/RW 05'],
            ['1 Orchard Rd', 'Somerset', 'SG', '1 Orchard Rd, Somerset'],
            ['', 'Coblong', 'ID', 'Kec. Coblong'],
            ['Jl. Melati 8', '', 'ID', 'Jl. Melati 8'],
        ];
        foreach ($cases as [$first, $second, $country, $wanted]) {
            self::assertSame($wanted, PurchaseBuilder::street($first, $second, $country));
        }
    }
}
