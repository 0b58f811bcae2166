--TEST--
Trees of a wrong shape: scalars for objects, integer keys, lists that are none, recursion, objects, depth
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$client = client();
$refused = function (string $label, array $payload, ?string $path = null, ?string $rule = null) use ($client): array {
    $violations = $client->validateOrder($payload);
    ok("$label: has violations", $violations !== []);
    foreach ($violations as $key => $violation) {
        ok("$label: $key has a rule of the contract", in_array($violation['rule'], [
            'required', 'type', 'max_length', 'range', 'charset', 'utf8', 'phone', 'url', 'sum', 'full_refund_only',
        ], true));
        same("$label: $key is text", true, is_string($key) && mb_ok($key) && mb_ok($violation['message']));
    }
    if ($path !== null) {
        same("$label: $path", $rule, $violations[$path]['rule'] ?? ('no such path in: ' . implode(', ', array_keys($violations))));
    }
    throws("$label: refused", DokuAkulaku\ValidationException::class, fn () => $client->prepareOrder($payload));
    return $violations;
};
function mb_ok(string $text): bool
{
    return preg_match('//u', $text) === 1;
}

$violations = $refused('an empty payload', []);
foreach (['order', 'payment', 'customer'] as $key) {
    ok("$key is missed", array_filter(array_keys($violations), fn ($path) => str_starts_with($path, $key)) !== []);
}
foreach (['order', 'payment', 'customer', 'additional_info'] as $key) {
    foreach (['text', 1, 1.5, true, new stdClass(), ['list']] as $value) {
        $refused("$key as " . get_debug_type($value), order([$key => $value]));
    }
}
foreach (['order', 'payment', 'customer'] as $key) {
    $refused("$key null", order([$key => null]));
    $refused("$key empty", order([$key => []]));
}

// line_items: a list of objects, at least one
$refused('no line items', order(['order.line_items' => []]), 'order.line_items', 'required');
$refused('line items missing', order(['order.line_items' => Remove::It]), 'order.line_items', 'required');
$refused('line items as text', order(['order.line_items' => 'x']), 'order.line_items', 'type');
$items = order()['order']['line_items'];
foreach ([[1 => $items[0], 2 => $items[1]], ['a' => $items[0]], [1 => $items[0], 0 => $items[1]], ['0a' => $items[0]]] as $notList) {
    $refused('not a list: ' . implode(',', array_keys($notList)), order(['order.line_items' => $notList]), 'order.line_items', 'type');
}
$refused('one line item, not in a list', order(['order.line_items' => $items[0]]), 'order.line_items', 'type');
foreach (['text', 1, null, true, new stdClass(), []] as $value) {
    $refused('a line item as ' . get_debug_type($value), order(['order.line_items.1' => $value]));
}
same('a line item as text', 'type', $client->validateOrder(order(['order.line_items.1' => 'x']))['order.line_items[1]']['rule'] ?? null);

// PHP turns the key "7" into 7: it is a key as any other
$keys = order([7 => 'x', 'order.7' => 'x', 'order.line_items.0.7' => [3 => 'a', 4 => 'b']]);
same('integer keys', [], $client->validateOrder($keys));
same('integer keys, bytes', json($keys), $client->prepareOrder($keys)->body);

// objects of any class: converting never runs PHP code
final class Talks implements Stringable, JsonSerializable, IteratorAggregate, ArrayAccess, Countable
{
    public static int $asked = 0;

    public function __toString(): string
    {
        self::$asked++;
        return 'text';
    }

    public function jsonSerialize(): mixed
    {
        self::$asked++;
        return 'json';
    }

    public function getIterator(): Iterator
    {
        self::$asked++;
        return new ArrayIterator([]);
    }

    public function __get(string $name): mixed
    {
        self::$asked++;
        return 'x';
    }

    public function offsetExists(mixed $offset): bool
    {
        self::$asked++;
        return true;
    }

    public function offsetGet(mixed $offset): mixed
    {
        self::$asked++;
        return 'x';
    }

    public function offsetSet(mixed $offset, mixed $value): void
    {
    }

    public function offsetUnset(mixed $offset): void
    {
    }

    public function count(): int
    {
        self::$asked++;
        return 1;
    }
}
$things = [new Talks(), new stdClass(), new ArrayObject(['a' => 1]), DokuAkulaku\Status::Pending, fn () => 'x', STDIN, new DateTimeImmutable(), (function () {
    yield 1;
})()];
foreach (['order.invoice_number', 'order.amount', 'order.line_items', 'order.line_items[0].name', 'customer', 'customer.city', 'customer.email', 'extra', 'additional_info.x'] as $path) {
    foreach ($things as $thing) {
        $change = preg_replace('/\[(\d+)\]/', '.$1', $path);
        $refused("$path as " . get_debug_type($thing), order([$change => $thing]), $path, 'type');
    }
}
$closed = fopen('php://memory', 'r');
fclose($closed);
$refused('a closed resource', order(['extra' => $closed]), 'extra', 'type');
same('no PHP code ran', 0, Talks::$asked);

// NAN and INF have no JSON, wherever they stand
foreach ([NAN, INF, -INF] as $float) {
    $refused('unknown key ' . var_export($float, true), order(['extra' => ['a' => [$float]]]), 'extra.a[0]', 'type');
}

// bad text below unknown keys, and bad keys
$refused('bad UTF-8 below an unknown key', order(['extra' => ['a' => "\xff"]]), 'extra.a', 'utf8');
$refused('bad UTF-8 in a key', order(["k\xff" => 'x']));
$refused('bad UTF-8 in a deep key', order(['extra' => ["k\xff" => 1]]));
same('a line end below an unknown key passes', json(order(['extra' => "a\nb"])), $client->prepareOrder(order(['extra' => "a\nb"]))->body);
$refused('NUL in a key', order(["a\0b" => 'x']));

// recursion by reference ends
$loop = order();
$loop['extra'] = &$loop;
$refused('a payload that holds itself', $loop);
unset($loop['extra']);
$deep = ['x'];
$deep[] = &$deep;
$refused('a list that holds itself', order(['extra' => $deep]));
$one = order();
$one['order']['line_items'][0]['self'] = &$one['order'];
$refused('a line item that holds its order', $one);
unset($one['order']['line_items'][0]['self']);

// depth
$nest = function (int $levels): array {
    $tree = [];
    while (--$levels > 0) {
        $tree = [$tree];
    }
    return $tree;
};
same('32 levels', [], $client->validateOrder(order(['extra' => $nest(31)])));
$refused('33 levels', order(['extra' => $nest(32)]));
$refused('2,000 levels', order(['extra' => $nest(2000)]));
finish();
?>
--EXPECT--
done
