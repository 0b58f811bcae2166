--TEST--
The client: final, no clone, no serialisation, no properties, constructed once
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$class = new ReflectionClass(DokuAkulaku::class);
ok('final', $class->isFinal());
same('no parent', false, $class->getParentClass());
same('no interface', [], $class->getInterfaceNames());
same('no property', [], $class->getProperties());
ok('not cloneable', !$class->isCloneable());

$client = client();
throws('clone', Error::class, fn () => clone $client);
throws('serialize', Exception::class, fn () => serialize($client));
throws('serialize within an array', Exception::class, fn () => serialize([$client]));
throws('unserialize', Exception::class, fn () => unserialize('O:11:"DokuAkulaku":0:{}'));
throws('var_export and eval', Error::class, fn () => eval('return ' . var_export($client, true) . ';'));
throws('dynamic property', Error::class, fn () => $client->secret = 1);
same('no dynamic property was made', [], get_object_vars($client));
same('cast', [], (array) $client);
same('json', '{}', json_encode($client));

throws('second constructor', Error::class, fn () => $client->__construct(CLIENT_ID, 'another-secret'));
same(
    'a refused constructor changes nothing',
    signature('/x', null, 'r', 't'),
    $client->sign('/x', null, 'r', 't')
);
same('two objects are two', false, client() === client());
finish();
?>
--EXPECT--
done
