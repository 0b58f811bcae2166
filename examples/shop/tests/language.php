<?php

declare(strict_types=1);

namespace ExampleShop\Tests;

use DokuAkulaku;
use ExampleShop\Customer;
use ExampleShop\Language;
use ExampleShop\Situation;

return static function (Runner $runner): void {
    $runner->test('language: both files have the same sentences, with the same places', static function (): void {
        $files = [require dirname(__DIR__) . '/lang/en.php', require dirname(__DIR__) . '/lang/id.php'];
        Runner::same(array_keys($files[0]), array_keys($files[1]), 'keys');
        foreach ($files[0] as $key => $text) {
            preg_match_all('/\{\w+\}/', $text, $english);
            preg_match_all('/\{\w+\}/', $files[1][$key], $indonesian);
            Runner::same([array_unique($english[0]), true], [array_values(array_unique(array_intersect($english[0], $indonesian[0]))),
                array_diff($indonesian[0], $english[0]) === []], "places of $key");
        }
    });

    $runner->test('language: every key that the code names is there, and none is left over', static function (): void {
        $known = array_keys(require dirname(__DIR__) . '/lang/en.php');
        $code = '';
        foreach (glob(dirname(__DIR__) . '/{src,templates,public}/*.php', GLOB_BRACE) ?: [] as $file) {
            $code .= file_get_contents($file);
        }
        preg_match_all("/'([a-z_]+(?:\\.[a-zA-Z_]+)+)'/", $code, $literal);
        foreach (array_unique($literal[1]) as $key) {
            if (preg_match('/\\.(php|sqlite|payments|svg)$/', $key) !== 1 && !str_starts_with($key, 'doku_akulaku.')) {
                Runner::true(in_array($key, $known, true), "'$key' is in lang/");
            }
        }
        // Keys that are put together: "situation.$x.text", 'mark.' . $alarm->value.
        preg_match_all('/["\']([a-z_]+\\.)(?:["\'$]|[a-z_]+\\.["\'$])/', $code, $made);
        foreach ($known as $key) {
            $named = in_array($key, $literal[1], true) || str_contains($code, "'$key'");
            foreach (array_unique($made[1]) as $start) {
                $named = $named || str_starts_with($key, $start);
            }
            Runner::true($named, "lang/ has $key, which nothing uses");
        }
        foreach (Situation::cases() as $case) {
            foreach (['headline', 'text'] as $part) {
                Runner::true(in_array("situation.$case->value.$part", $known, true), "situation.$case->value.$part");
            }
        }
    });

    $runner->test("language: the browser's wish", static function (): void {
        foreach (
            ['' => 'en', 'id' => 'id', 'id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7' => 'id', 'en-US,en;q=0.9,id;q=0.8' => 'en',
            'en;q=0.3, id;q=0.7' => 'id', 'fr-FR,fr;q=0.9,id;q=0.2' => 'id', 'de' => 'en', 'in' => 'id', 'ms-MY' => 'id',
            'ID-id' => 'id', 'id;q=0' => 'en', '*' => 'en', 'nonsense;;q=x, id' => 'id', str_repeat('a,', 9000) . 'id' => 'id',
            "id'); DROP" => 'en'] as $header => $expected
        ) {
            Runner::same($expected, Language::preferred((string) $header), substr((string) $header, 0, 40));
        }
    });

    $runner->test('language: amounts and times', static function (): void {
        Runner::same("Rp\u{a0}223.350", Language::of('en')->rupiah(223_350), 'English');
        Runner::same('Rp223.350', Language::of('id')->rupiah(223_350), 'Indonesian');
        Runner::same(['-Rp5.000', 'Rp0'], [Language::of('id')->rupiah(-5_000), Language::of('id')->rupiah(0)], 'others');
        // 25 November 2026, 09:46 UTC.
        Runner::same('25 Nov 2026 16.46 WIB', Language::of('id')->time(1_795_599_960), 'Indonesian');
        Runner::same('25 Nov 2026 16:46 WIB', Language::of('en')->time(1_795_599_960), 'English');
    });

    $runner->test('language: each rule that a customer can break has its sentence', static function (): void {
        $doku = new DokuAkulaku('MCH-TEST-0001', 'fake-secret-of-the-tests', ['characters' => 'safe']);
        $typed = [
            'name' => ['', str_repeat('x', 65), "a\u{202e}b", "\xff", 'a<b'],
            'phone' => ['', str_repeat('1', 17), "+62\u{7}8", "\xff", '12ab', '0812345678'],
            'address' => [str_repeat('x', 401), "a\nb", "\xff", 'a<b'],
            'city' => [str_repeat('x', 65), "a\nb", "\xff", 'a<b'],
            'state' => [str_repeat('x', 65), "a\nb", "\xff", 'a<b'],
            'postcode' => ['12 A', str_repeat('1', 65), "\xff"],
        ];
        $rules = [];
        foreach ($typed as $field => $values) {
            foreach ($values as $value) {
                $customer = [$field => $value, 'id' => 'C-1'] + ['name' => 'Anton', 'phone' => '6281234567890'];
                $violations = $doku->validateOrder(['customer' => $customer]);
                $rules[] = $violations["customer.$field"]['rule'] ?? 'none';
                $errors = Customer::errors($violations);
                Runner::same([$field], array_keys($errors), "$field: " . json_encode($value, JSON_INVALID_UTF8_SUBSTITUTE));
                Runner::true(!str_contains($errors[$field], '{'), $errors[$field]);
            }
        }
        $seen = array_values(array_unique($rules));
        sort($seen);
        Runner::same(['charset', 'max_length', 'phone', 'required', 'safe_string', 'utf8'], $seen, 'rules that were broken');
        Runner::same('The postcode must have 5 digits.', Customer::postcodeError('4011'), 'a short postcode');
        Runner::same([null, null, null], array_map(Customer::postcodeError(...), ['40115', '', '12 A']), 'others');
    });

    $runner->test('language: what is typed as people type is sent in plain letters', static function (): void {
        $sent = Customer::payload(Customer::fromForm(['name' => ' José & “Siti” ', 'phone' => '0812-3456 7890',
            'address' => "Jl. Kenanga 12\nRT 03/RW 05", 'city' => 'Kota Bogor (Timur)', 'state' => ['x'], 'postcode' => '40115']), 'C-1');
        Runner::same(['C-1', '6281234567890', '', '40115'], [$sent['id'], $sent['phone'], $sent['state'], $sent['postcode']], 'fields');
        $doku = new DokuAkulaku('MCH-TEST-0001', 'fake-secret-of-the-tests', ['characters' => 'safe']);
        Runner::same([], array_filter(array_keys($doku->validateOrder(['customer' => $sent])),
            static fn (string $path): bool => str_starts_with($path, 'customer.')), 'violations');
        Runner::true(str_starts_with($sent['name'], 'Jose dan'), $sent['name']);
    });
};
