<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Tests;

use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Tests\MariaDb;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** What can be held without a Magento. */
final class FilesTest extends TestCase
{
    private const ROOT = __DIR__ . '/../..';
    /** Settings that the gateway reads and nobody sets. */
    private const INTERNAL = ['model', 'payment_action', 'order_status', 'currency', 'can_initialize', 'is_gateway',
        'can_use_checkout', 'can_use_internal', 'can_capture', 'can_capture_partial', 'can_refund',
        'can_refund_partial_per_invoice', 'can_void', 'can_cancel', 'can_edit'];

    public function testTheDeclaredTablesAreTheLibrarys(): void
    {
        $connection = MariaDb::get()->connect();
        (new PdoStore($connection))->install();
        $schema = new DeclaredSchema($connection);
        $hint = 'run php integrations/magento/tests/schema.php';
        self::assertStringEqualsFile(self::ROOT . '/etc/db_schema.xml', $schema->xml, $hint);
        self::assertStringEqualsFile(self::ROOT . '/etc/db_schema_whitelist.json', $schema->json(), $hint);
    }

    /** @return iterable<string, array{string}> */
    public static function xmlFiles(): iterable
    {
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(self::ROOT, \FilesystemIterator::SKIP_DOTS));
        foreach ($files as $file) {
            if ($file->getExtension() === 'xml') {
                yield substr($file->getPathname(), strlen(self::ROOT) + 1) => [$file->getPathname()];
            }
        }
    }

    #[DataProvider('xmlFiles')]
    public function testXmlIsWellFormed(string $file): void
    {
        $document = new \DOMDocument();
        self::assertTrue($document->load($file));
    }

    public function testEverySettingHasAFieldAndEveryFieldADefault(): void
    {
        $config = simplexml_load_file(self::ROOT . '/etc/config.xml')->default->payment->doku_akulaku;
        $settings = array_map(static fn ($setting): string => $setting->getName(), iterator_to_array($config->children(), false));
        $fields = [];
        foreach (simplexml_load_file(self::ROOT . '/etc/adminhtml/system.xml')->xpath('//field') as $field) {
            $fields[] = (string) $field['id'];
        }
        self::assertSame([], array_values(array_diff($settings, $fields, self::INTERNAL)), 'a setting without a field');
        self::assertSame(['connection'], array_values(array_diff($fields, $settings)), 'a field without a setting');
    }

    public function testEveryClassThatXmlNamesIsThere(): void
    {
        $named = [];
        foreach (self::xmlFiles() as [$file]) {
            preg_match_all('/DokuAkulaku\\\\Payment\\\\([A-Za-z\\\\]+)/', (string) file_get_contents($file), $matches);
            $named = [...$named, ...$matches[1]];
        }
        preg_match_all('/DokuAkulaku(?:\\\\\\\\)Payment(?:\\\\\\\\)([A-Za-z\\\\]+)/', (string) file_get_contents(self::ROOT . '/etc/schema.graphqls'), $matches);
        foreach (array_unique([...$named, ...$matches[1]]) as $class) {
            self::assertFileExists(self::ROOT . '/' . str_replace('\\', '/', str_replace('\\\\', '\\', $class)) . '.php');
        }
    }

    /** Every phrase is translated, nothing else is, and the placeholders agree. */
    #[DataProvider('locales')]
    public function testPhrases(string $locale): void
    {
        exec(PHP_BINARY . ' -n ' . escapeshellarg(self::ROOT . '/tests/phrases.php') . " --compare $locale 2>&1", $output, $status);
        self::assertSame([], $output);
        self::assertSame(0, $status);
    }

    /** @return list<array{string}> */
    public static function locales(): array
    {
        return [['en_US'], ['id_ID']];
    }

    /** Magento constructs every class when it compiles: none may name a class of the extension there. */
    public function testNoConstructorNeedsTheExtension(): void
    {
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(self::ROOT, \FilesystemIterator::SKIP_DOTS));
        $seen = 0;
        foreach ($files as $file) {
            $path = substr($file->getPathname(), strlen(self::ROOT) + 1);
            $text = (string) file_get_contents($file->getPathname());
            if (str_starts_with($path, 'tests/') || preg_match('/function __construct\((.*?)\)\s*\{/s', $text, $match) !== 1) {
                continue;
            }
            $seen++;
            preg_match_all('/^use (DokuAkulaku\\\\(?!Payment\\\\|Payments\\\\)\w+)(?: as (\w+))?;/m', $text, $uses, PREG_SET_ORDER);
            foreach ($uses as $use) {
                $short = $use[2] ?? substr((string) strrchr($use[1], '\\'), 1);
                self::assertDoesNotMatchRegularExpression("/\\b$short \\$/", $match[1], $path);
            }
            self::assertDoesNotMatchRegularExpression('/\\\\DokuAkulaku \\$/', $match[1], $path);
        }
        self::assertGreaterThan(20, $seen);
    }
}
