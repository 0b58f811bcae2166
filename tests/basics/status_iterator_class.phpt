--TEST--
The iterator of checkStatuses is made by the extension only
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';

$iterator = client(['transport' => new Script(answer(200, status_body()))])->checkStatuses([]);
ok('an Iterator', $iterator instanceof Iterator);
$class = new ReflectionObject($iterator);
ok('final', $class->isFinal());
throws('new', Error::class, fn () => $class->newInstance());
throws('without constructor', ReflectionException::class, fn () => $class->newInstanceWithoutConstructor());
throws('clone', Error::class, fn () => clone $iterator);
throws('serialize', Exception::class, fn () => serialize($iterator));
throws('dynamic property', Error::class, fn () => $iterator->other = 1);
finish();
?>
--EXPECT--
done
