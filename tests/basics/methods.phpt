--TEST--
Every method of every class: parameters, types, defaults, sensitive parameters
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/check.inc';

/** "name(type $parameter = default, ...): type"; "*" before a type: #[SensitiveParameter]. */
function written(ReflectionMethod $method): string
{
    $parameters = [];
    foreach ($method->getParameters() as $parameter) {
        $text = $parameter->getAttributes(SensitiveParameter::class) === [] ? '' : '*';
        $text .= str_replace('Traversable|array', 'iterable', (string) $parameter->getType()) . ' $' . $parameter->getName();
        if ($parameter->isDefaultValueAvailable()) {
            $text .= ' = ' . str_replace(["\n", 'array ()', 'NULL'], ['', '[]', 'null'], var_export($parameter->getDefaultValue(), true));
        }
        $parameters[] = str_replace('array|string', 'string|array', $text); // Reflection sorts unions its own way
    }
    $type = $method->hasReturnType() ? ': ' . $method->getReturnType() : '';
    return ($method->isStatic() ? 'static ' : '') . $method->getName() . '(' . implode(', ', $parameters) . ')' . $type;
}

$expected = [
    DokuAkulaku::class => [
        '__construct(string $clientId, *string|array $secretKey, *array $options = [])',
        'static fromIni(*array $options = []): DokuAkulaku',
        'generateOrder(*array $payload, ?string $requestId = null): DokuAkulaku\Response',
        'cancelOrder(*array $payload, ?string $requestId = null): DokuAkulaku\Response',
        'refundOrder(*array $payload, ?string $requestId = null): DokuAkulaku\Response',
        'checkStatus(string $id, ?string $invoiceNumber = null): DokuAkulaku\Response',
        'checkStatuses(iterable $ids, int $concurrency = 16): DokuAkulaku\StatusIterator',
        'prepareOrder(*array $payload, ?string $requestId = null, ?int $timestamp = null): DokuAkulaku\Request',
        'validateOrder(*array $payload): array',
        'request(string $method, string $path, *?array $payload = null, ?string $requestId = null): DokuAkulaku\Response',
        'parseNotification(*string $body, *array $headers, string $requestTarget): DokuAkulaku\Notification',
        'receiveNotification(?string $requestTarget = null): DokuAkulaku\Notification',
        'sign(string $requestTarget, *?string $body, string $requestId, string $timestamp, bool $response = false): string',
        'verify(string $signature, string $requestTarget, *?string $body, string $requestId, string $timestamp, bool $response = false): bool',
        'static closeConnections(): void',
    ],
    DokuAkulaku\Response::class => [],
    DokuAkulaku\Notification::class => [],
    DokuAkulaku\Request::class => [],
    DokuAkulaku\Exception::class => ['getRequestId(): ?string'],
    DokuAkulaku\ValidationException::class => ['getViolations(): array'],
    DokuAkulaku\ConfigurationException::class => [],
    DokuAkulaku\ConnectionException::class => [],
    DokuAkulaku\ApiException::class => [
        'getHttpStatus(): int',
        'getErrorCode(): string',
        'getErrorType(): string',
        'getErrorMessage(): string',
        'getResponse(): ?DokuAkulaku\Response',
    ],
    DokuAkulaku\IndeterminateException::class => [
        'getHttpStatus(): ?int',
        'getErrorCode(): ?string',
        'getAttempts(): int',
    ],
    DokuAkulaku\ResponseException::class => ['getReason(): string', 'getResponse(): ?DokuAkulaku\Response'],
    DokuAkulaku\SignatureException::class => ['getReason(): string'],
];
foreach ($expected as $class => $methods) {
    $found = [];
    foreach ((new ReflectionClass($class))->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
        if ($method->getDeclaringClass()->getName() === $class) {
            $found[] = written($method);
        }
    }
    sort($methods);
    sort($found);
    same($class, $methods, $found);
}
finish();
?>
--EXPECT--
done
