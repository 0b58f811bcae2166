<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Internal\Payloads;
use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\Purchase;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** When a stored order is what a purchase asks for. */
final class PayloadsTest extends TestCase
{
    private const CUSTOMER = ['id' => 'C-1', 'name' => 'Budi', 'phone' => '6281234567890', 'address' => 'Jl. Melati 8',
        'city' => 'Bandung', 'state' => 'Jawa Barat', 'postcode' => '40115'];

    /** @return array<string, array{array<string, string|int|null>, bool}> what the customer has instead, equal */
    public static function customers(): array
    {
        return [
            'the same' => [[], true],
            'another id: a guest has the number of the order' => [['id' => 'C-2'], true],
            'no id' => [['id' => null], true],
            'another name' => [['name' => 'Siti'], false],
            'another case' => [['name' => 'budi'], false],
            'a blank after it' => [['name' => 'Budi '], false],
            'a number as a text' => [['postcode' => 40115], true],
            'a number with a zero in front' => [['postcode' => '040115'], false],
            'a number that is the same to ==' => [['postcode' => '4.0115e4'], false],
            'a phone in another form' => [['phone' => '+6281234567890'], false],
            'a field less' => [['state' => null], false],
            'a field that is empty' => [['state' => ''], false],
        ];
    }

    /** @param array<string, string|int|null> $change */
    #[DataProvider('customers')]
    public function testCustomers(array $change, bool $equal): void
    {
        self::assertSame($equal, self::equal(self::purchase(), self::purchase($change + self::CUSTOMER)));
        self::assertSame($equal, self::equal(self::purchase($change + self::CUSTOMER), self::purchase()));
    }

    /** @return list<array{string, string}> */
    public static function lookAlikes(): array
    {
        return [['1e3', '1000'], ['0', '00'], ['0', '0.0'], ['0', ''], ['0', '-'], ['1', '01'], ['1', '+1'], ['1', ' 1'], ['0x1A', '26'],
            ['9007199254740993', '9007199254740992'], ['abc', '0']];
    }

    #[DataProvider('lookAlikes')]
    public function testTextsThatLookLikeNumbersDiffer(string $one, string $other): void
    {
        foreach (['name', 'postcode', 'address'] as $field) {
            $make = static fn (string $text): Purchase => self::purchase([$field => $text] + self::CUSTOMER);
            self::assertFalse(self::equal($make($one), $make($other)), $field);
            self::assertFalse(self::equal($make($other), $make($one)), $field);
            self::assertTrue(self::equal($make($one), $make($one)), $field);
        }
        $line = static fn (string $sku): Purchase => self::purchase(lines: [new Line('Kopi', 90000, 1, $sku, 'Kopi')]);
        self::assertFalse(self::equal($line($one), $line($other)), 'sku');
    }

    public function testAnEmptyFieldIsAnAbsentOne(): void
    {
        $without = ['name' => 'Budi', 'phone' => '6281234567890'];
        foreach ([['state' => null], ['state' => ''], ['state' => null, 'city' => '']] as $empty) {
            self::assertTrue(self::equal(self::purchase($without), self::purchase($without + $empty)));
            self::assertTrue(self::equal(self::purchase($without + $empty), self::purchase($without)));
        }
    }

    public function testTheOrderOfKeysSaysNothing(): void
    {
        $stored = Payloads::generate(self::purchase(), '1-1-abc123');
        $turned = self::turned($stored);
        self::assertNotSame($stored, $turned);
        self::assertTrue(Payloads::isEqual($turned, self::purchase()));
        self::assertTrue(self::equal(self::purchase(array_reverse(self::CUSTOMER)), self::purchase()));
    }

    public function testTheOrderOfLinesDoes(): void
    {
        $lines = [new Line('Kopi', 40000, 1, 'a', 'c'), new Line('Teh', 25000, 2, 'b', 'c')];
        self::assertTrue(self::equal(self::purchase(lines: $lines), self::purchase(lines: $lines)));
        self::assertFalse(self::equal(self::purchase(lines: $lines), self::purchase(lines: array_reverse($lines))));
    }

    public function testGoodsAndAmount(): void
    {
        $line = static fn (string $name, int $price, int $quantity): Purchase
            => self::purchase(lines: [new Line($name, $price, $quantity, 'a', 'c')], amount: $price * $quantity);
        self::assertTrue(self::equal($line('Kopi', 45000, 2), $line('Kopi', 45000, 2)));
        self::assertFalse(self::equal($line('Kopi', 45000, 2), $line('Kopi', 90000, 1)));
        self::assertFalse(self::equal($line('Kopi', 45000, 2), $line('kopi', 45000, 2)));
        self::assertFalse(self::equal($line('Kopi', 45000, 2), $line('Kopi', 45001, 2)));
    }

    public function testAnEmptiedPayloadIsNobodysOrder(): void
    {
        self::assertFalse(Payloads::isEqual([], self::purchase()));
        self::assertFalse(Payloads::isEqual(['order' => 'x', 'customer' => 5], self::purchase()));
    }

    /** As the store has it: through JSON. */
    private static function equal(Purchase $stored, Purchase $wanted): bool
    {
        $json = json_encode(Payloads::generate($stored, '1-1-abc123'), JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
        $payload = json_decode($json, true, 64, JSON_THROW_ON_ERROR);
        self::assertIsArray($payload);
        return Payloads::isEqual($payload, $wanted);
    }

    /**
     * @param array<mixed> $value
     * @return array<mixed> every map from behind
     */
    private static function turned(array $value): array
    {
        $turned = array_map(static fn (mixed $one): mixed => is_array($one) ? self::turned($one) : $one, $value);
        return array_is_list($turned) ? $turned : array_reverse($turned, true);
    }

    /**
     * @param array<string, string|int|null> $customer
     * @param ?list<Line> $lines
     */
    private static function purchase(array $customer = self::CUSTOMER, ?array $lines = null, int $amount = 90000): Purchase
    {
        $lines ??= [new Line('Kopi', $amount, 1, 'K-1', 'Kopi')];
        return new Purchase('1', '1', $amount, $lines, $customer, 'https://shop.example', Samples::ACCOUNT);
    }
}
