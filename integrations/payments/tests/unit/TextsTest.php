<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\Invoice;
use DokuAkulaku\Payments\Phone;
use DokuAkulaku\Payments\SafeText;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class TextsTest extends TestCase
{
    /** @return list<array{string, string}> */
    public static function phones(): array
    {
        return [
            ['081234567890', '6281234567890'], ['0812-3456-7890', '6281234567890'], ['0812 3456 7890', '6281234567890'],
            ['0812.3456.7890', '6281234567890'], ['(0812) 3456/7890', '6281234567890'], ['81234567890', '6281234567890'],
            ['+6281234567890', '6281234567890'], ['+62 812 3456 7890', '6281234567890'], ['6281234567890', '6281234567890'],
            ['+62 0812 3456 7890', '6281234567890'], ['62 0812 3456 7890', '6281234567890'], ['+62 (0) 812', '62812'],
            ['006281234567890', '6281234567890'], ['00620812', '62812'], ["\u{200e}0812\u{a0}3456\u{200b}7890\u{202c}", '6281234567890'],
            ["\u{feff}0812\u{2011}3456\u{2013}7890", '6281234567890'], ['tel:+6281234567890', '6281234567890'],
            ['０８１２３４５６７８９０', '6281234567890'], ['٠٨١٢٣٤٥٦٧٨٩٠', '6281234567890'], ['۰۸۱۲۳۴۵۶۷۸۹۰', '6281234567890'],
            ["0812\xff3456", '628123456'], ['021 555 1234', '62215551234'], ['+65 8123 4567', '6581234567'], ['+81 90 1234 5678', '819012345678'],
            ['0065 8123 4567', '6581234567'], ['8123', '8123'], ['0', '0'], ['', ''], ['+', '+'], ['0812 ext 5', '62812ext5'], ['budi', 'budi'],
            ['620', '620'], ['123', '123'],
        ];
    }

    #[DataProvider('phones')]
    public function testPhones(string $typed, string $expected): void
    {
        self::assertSame($expected, Phone::normalise($typed));
        if (!str_starts_with($expected, '81')) {
            // Without its +, a Japanese number looks like an Indonesian one.
            self::assertSame($expected, Phone::normalise($expected), 'twice is once');
        }
    }

    /** @return list<array{string, string}> */
    public static function texts(): array
    {
        return [
            ['Café crème', 'Cafe creme'], ['Kopi & Teh', 'Kopi dan Teh'], ['AT&T', 'AT dan T'], ['Kopi &amp; Teh &#8211; 1', 'Kopi dan Teh - 1'],
            ['Laptop 14" Core', 'Laptop 14 inch Core'], ['14″', '14 inch'], ["Monitor 27''", 'Monitor 27 inch'], ['14" 15"', '14 inch 15 inch'],
            ['Buku "Laskar Pelangi 2" baru', 'Buku Laskar Pelangi 2 baru'], ['“Kopi”', 'Kopi'], ['A|B', 'A-B'],
            ['Kota Surakarta (Solo)', 'Kota Surakarta, Solo'], ['X [baru] {a} 【b】', 'X, baru, a, b'], ['Kopi 🍵😀 panas', 'Kopi panas'],
            ["Ma'ruf, M.T.", "Ma'ruf, M.T."], ['Ma’ruf', "Ma'ruf"], ['日本', '-'], ['', '-'], [" \t\u{a0}\u{200b}", '-'], ['!!!', '-'], ['...', '...'],
            ["a\nb\r\nc", 'a b c'], ["e\u{301}te\u{301}", 'ete'], ['Straße Łódź Đà', 'Strasse Lodz Da'], ['1½ kg; 3²', '1 1/2 kg, 32'],
            ['ＦＵＬＬ', 'FULL'], ["Caf\xc3\xa9 \xff\xfe ok", 'Cafe ok'], ['a.b-c/d+e,f=g_h:i\'j@k%l', 'a.b-c/d+e,f=g_h:i\'j@k%l'],
            ['Jl. Melati No. 8 RT 03/RW 05', 'Jl. Melati No. 8 RT 03/RW 05'], ['a\\b~c*d', 'a/b-c d'], ['Kopi™ ®', 'Kopi'], ['(a)', 'a'],
        ];
    }

    #[DataProvider('texts')]
    public function testTexts(string $text, string $expected): void
    {
        self::assertSame($expected, SafeText::clean($text, 64, '-'));
        self::assertSame($expected, SafeText::clean($expected, 64, '-'), 'twice is once');
    }

    public function testAnyBytesBecomeSafe(): void
    {
        for ($round = 0; $round < 3000; $round++) {
            $clean = SafeText::clean(random_bytes(random_int(1, 60)), 20, 'else');
            self::assertMatchesRegularExpression('~^[a-zA-Z0-9./+,=_:\'@% -]{1,20}$~D', $clean);
            self::assertSame(trim($clean), $clean);
        }
    }

    public function testALongTextIsCut(): void
    {
        self::assertSame('abc', SafeText::clean('abc def', 4, '-'));
        self::assertSame('eee', SafeText::clean('éééé', 3, '-'));
    }

    /** @return list<array{string, string, string}> number, order, expected */
    public static function numbers(): array
    {
        return [
            ['1001', '7', '1001-1-abc123'], ['#1001', '7', '1001-1-abc123'], ['INV/2026/11 é', '7', 'INV202611-1-abc123'],
            ['A.b-C', '7', 'A.b-C-1-abc123'], ['', '7', '7-1-abc123'], ['№', '7', '7-1-abc123'],
            [str_repeat('9', 48), '7', str_repeat('9', 48) . '-1-abc123'], [str_repeat('9', 49), '7', '7-1-abc123'],
            ['é', 'é', substr(hash('sha256', 'é'), 0, 16) . '-1-abc123'],
            ['é', str_repeat('k', 60), substr(hash('sha256', str_repeat('k', 60)), 0, 16) . '-1-abc123'],
        ];
    }

    #[DataProvider('numbers')]
    public function testInvoiceNumbers(string $number, string $order, string $expected): void
    {
        self::assertSame($expected, Invoice::number($number, $order, 1, 'abc123'));
        self::assertLessThanOrEqual(64, strlen(Invoice::refundReference(Invoice::number($number, $order, 9999, 'abc123'))));
        self::assertSame('R-1-1-abc123', Invoice::refundReference('1-1-abc123'));
    }

    /** 20,000 random texts and numbers as people may type or paste them: the extension takes all that comes out. */
    public function testWhatIsCleanedPassesTheExtensionsRules(): void
    {
        $seed = (int) (getenv('PAYMENTS_SEED') ?: random_int(1, 1_000_000));
        mt_srand($seed);
        $client = new \DokuAkulaku('MCH-TEST-0001', 'fake-secret-of-the-tests', ['characters' => 'safe']);
        $ranges = [[0x00, 0x7f], [0x80, 0xff], [0x100, 0x24f], [0x300, 0x36f], [0x2000, 0x206f], [0x20a0, 0x214f], [0x3000, 0x30ff], [0xff00, 0xffef],
            [0x1f300, 0x1f6ff], [0xe000, 0xe0ff]];
        for ($number = 0; $number < 20_000; $number++) {
            $text = '';
            for ($left = mt_rand(0, 90); $left > 0; $left--) {
                [$from, $to] = $ranges[mt_rand(0, mt_rand(0, 9))];
                $text .= mt_rand(0, 99) === 0 ? chr(mt_rand(0x80, 0xff)) : self::character(mt_rand($from, $to));
            }
            $digits = ['0', '+62', '62', '62 0', '8', '+62 (0)', '0062'][mt_rand(0, 6)] . mt_rand(8_000_000, 8_999_999_999);
            $customer = ['id' => SafeText::clean($text, 50, 'C'), 'name' => SafeText::clean($text, 64, 'Pelanggan'),
                'address' => SafeText::clean($text, 400, '-'), 'phone' => Phone::normalise($digits)];
            $violations = array_filter(
                $client->validateOrder(['customer' => $customer]),
                static fn (string $path): bool => str_starts_with($path, 'customer'),
                ARRAY_FILTER_USE_KEY
            );
            self::assertSame([], $violations, "seed $seed, text $number: " . bin2hex($text) . " and $digits");
        }
    }

    private static function character(int $code): string
    {
        return html_entity_decode("&#$code;", ENT_QUOTES | ENT_HTML5, 'UTF-8') === "&#$code;" ? chr($code & 0x7f)
            : html_entity_decode("&#$code;", ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }
}
