<?php

declare(strict_types=1);

/*
 * Writes every PHP example of the documents into the folder that is named, one file each, with the types of the variables
 * that its reader has at hand in front of it: what PHPStan looks at.
 */

require dirname(__DIR__, 3) . '/tests/docs/Markdown.php';

const ROOT = __DIR__ . '/../../..';

/** What a reader's program has before the example: variable => type. */
const AT_HAND = [
    'doku' => '\DokuAkulaku',
    'db' => '\PDO',
    'invoices' => 'iterable<string>',
    'payload' => 'array{order: array{invoice_number: string, amount: int, callback_url: string, line_items: '
        . 'non-empty-list<array{name: string, price: int, quantity: int, sku: string, category: string}>}, '
        . 'payment: array{merchant_unique_reference: string}, customer: array{id: string, name: string, phone: string}}',
    'identifiersOf1001' => 'non-empty-list<array{name: string, value: string}>',
    'identifiersOf1002' => 'non-empty-list<array{name: string, value: string}>',
    'request' => '\Psr\Http\Message\ServerRequestInterface',
    'wpRequest' => '\WP_REST_Request<array<string, mixed>>',
];

$folder = $argv[1];
foreach ([ROOT . '/README.md', ...(glob(ROOT . '/docs/*.md') ?: [])] as $document) {
    foreach (Markdown::blocks((string) file_get_contents($document), 'php', basename($document)) as $block) {
        preg_match_all('/\$(\w+)\b/', $block->text, $used);
        preg_match_all('/(?:^|[^>:\w])\$(\w+) = |\bas \$(\w+)\b|=> \$(\w+)\)|[,(] ?\??[\w\\\\|]+ \$(\w+)\b/', $block->text, $made);
        $own = array_merge(...array_slice($made, 1));
        $head = '';
        foreach (AT_HAND as $name => $type) {
            if (in_array($name, $used[1], true) && !in_array($name, $own, true)) {
                $head .= "/** @var $type \$$name */\n\$$name = \$GLOBALS['$name'];\n";
            }
        }
        $code = preg_replace('/\A<\?php\n/', '', $block->text);
        file_put_contents("$folder/" . ($block->name ?? strtr($block->place, '.:', '--')) . '.php', "<?php\n\n$head\n$code");
    }
}
