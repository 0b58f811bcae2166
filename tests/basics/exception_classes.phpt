--TEST--
Exception classes: hierarchy, and objects made by users
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/check.inc';

$parents = [
    DokuAkulaku\Exception::class => RuntimeException::class,
    DokuAkulaku\ValidationException::class => DokuAkulaku\Exception::class,
    DokuAkulaku\ConfigurationException::class => DokuAkulaku\Exception::class,
    DokuAkulaku\ConnectionException::class => DokuAkulaku\Exception::class,
    DokuAkulaku\ApiException::class => DokuAkulaku\Exception::class,
    DokuAkulaku\IndeterminateException::class => DokuAkulaku\Exception::class,
    DokuAkulaku\ResponseException::class => DokuAkulaku\IndeterminateException::class,
    DokuAkulaku\SignatureException::class => DokuAkulaku\Exception::class,
];
foreach ($parents as $class => $parent) {
    same("parent of $class", $parent, get_parent_class($class));
    $previous = new LogicException('before');
    $made = new $class('a message', 7, $previous);
    same("$class message", 'a message', $made->getMessage());
    same("$class code", 7, $made->getCode());
    same("$class previous", $previous, $made->getPrevious());
    same("$class request id", null, $made->getRequestId());
    same("$class without arguments", '', (new $class())->getMessage());
    ok("$class can be caught as its parent", $made instanceof $parent);
}

same('violations', [], (new DokuAkulaku\ValidationException())->getViolations());
$refusal = new DokuAkulaku\ApiException('no');
same('http status', 0, $refusal->getHttpStatus());
same('error code', '', $refusal->getErrorCode());
same('error type', '', $refusal->getErrorType());
same('error message', '', $refusal->getErrorMessage());
same('response', null, $refusal->getResponse());
foreach ([new DokuAkulaku\IndeterminateException(), new DokuAkulaku\ResponseException()] as $unknown) {
    same('unknown: http status', null, $unknown->getHttpStatus());
    same('unknown: error code', null, $unknown->getErrorCode());
    same('unknown: attempts', 0, $unknown->getAttempts());
}
same('reason of an answer', '', (new DokuAkulaku\ResponseException())->getReason());
same('response of an unusable answer', null, (new DokuAkulaku\ResponseException())->getResponse());
same('reason of a signature', '', (new DokuAkulaku\SignatureException())->getReason());

// only these two say "perhaps"
foreach (array_keys($parents) as $class) {
    $perhaps = is_a($class, DokuAkulaku\IndeterminateException::class, true);
    same("perhaps: $class", str_contains($class, 'Indeterminate') || str_ends_with($class, '\ResponseException'), $perhaps);
}

// a plugin's own test may derive from them
$own = new class ('mine') extends DokuAkulaku\ApiException {
    public function getErrorCode(): string
    {
        return 'mine';
    }
};
same('derived', 'mine', $own->getErrorCode());
same('derived, inherited getter', null, $own->getRequestId());
finish();
?>
--EXPECT--
done
