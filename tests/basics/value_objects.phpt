--TEST--
Response, Notification and Request: final, typed readonly properties, made by the extension only
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$expected = [
    DokuAkulaku\Response::class => [
        'succeeded' => 'bool',
        'status' => 'DokuAkulaku\Status',
        'httpStatus' => 'int',
        'requestId' => 'string',
        'timestamp' => '?string',
        'signatureValid' => '?bool',
        'replayed' => 'bool',
        'attempts' => 'int',
        'paymentUrl' => '?string',
        'message' => '?string',
        'identifiers' => 'array',
        'invoiceNumber' => '?string',
        'merchantUniqueReference' => '?string',
        'amount' => '?int',
        'body' => 'array',
        'rawBody' => 'string',
        'timing' => 'array',
    ],
    DokuAkulaku\Notification::class => [
        'status' => 'DokuAkulaku\Status',
        'invoiceNumber' => 'string',
        'amount' => '?int',
        'requestId' => 'string',
        'timestamp' => 'int',
        'originalRequestId' => '?string',
        'merchantUniqueReference' => '?string',
        'identifiers' => 'array',
        'channel' => '?string',
        'body' => 'array',
        'rawBody' => 'string',
    ],
    DokuAkulaku\Request::class => [
        'method' => 'string',
        'url' => 'string',
        'headers' => 'array',
        'body' => 'string',
        'requestId' => 'string',
        'requestTarget' => 'string',
    ],
];

$client = client(['transport' => new Script(answer(200, generated()))]);
$body = json(status_body());
$headers = ['Client-Id' => CLIENT_ID, 'Request-Id' => 'n-1', 'Request-Timestamp' => '2021-07-07T08:48:43Z'];
$headers['Signature'] = signature('/n', $body, 'n-1', '2021-07-07T08:48:43Z');
$objects = [
    DokuAkulaku\Response::class => $client->generateOrder(order()),
    DokuAkulaku\Notification::class => $client->parseNotification($body, $headers, '/n'),
    DokuAkulaku\Request::class => $client->prepareOrder(order()),
];

foreach ($expected as $class => $properties) {
    $reflection = new ReflectionClass($class);
    ok("$class is final", $reflection->isFinal());
    ok("$class has no parent", $reflection->getParentClass() === false);
    same("$class has no constructor", null, $reflection->getConstructor());
    ok("$class cannot be cloned", !$reflection->isCloneable());
    $found = [];
    foreach ($reflection->getProperties() as $property) {
        $found[$property->getName()] = (string) $property->getType();
        ok("$class::{$property->getName()} is readonly", $property->isReadOnly());
        ok("$class::{$property->getName()} is public", $property->isPublic() && !$property->isStatic());
    }
    same("$class properties", $properties, $found);

    $object = $objects[$class];
    same("$class instance", $class, $object::class);
    foreach (array_keys($properties) as $name) {
        throws("$class::$name written", Error::class, fn () => $object->$name = $object->$name);
        throws("$class::$name unset", Error::class, function () use ($object, $name) {
            unset($object->$name);
        });
        $before = $object->$name;
        try {
            // PHP lets an object be fetched for writing; what is written must not arrive
            $reference = &$object->$name;
            $reference = 1;
        } catch (Error) {
        }
        unset($reference);
        same("$class::$name through a reference", $before, $object->$name);
    }
    throws("$class dynamic property", Error::class, fn () => $object->other = 1);
    throws("$class clone", Error::class, fn () => clone $object);
    throws("$class serialize", Exception::class, fn () => serialize($object));
    throws("$class unserialize", Exception::class, fn () => unserialize('O:' . strlen($class) . ":\"$class\":0:{}"));
    throws("$class new", Error::class, fn () => new $class());
    throws("$class without constructor", ReflectionException::class, fn () => $reflection->newInstanceWithoutConstructor());
}
finish();
?>
--EXPECT--
done
