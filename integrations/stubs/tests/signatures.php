<?php

declare(strict_types=1);

/*
 * Prints every public declaration of the loaded DokuAkulaku classes, one a line and sorted. With a file as argument it is
 * loaded first: run once with the extension and once with the stubs, the outputs are equal.
 */

if (isset($argv[1])) {
    require $argv[1];
}

/** Types may be written with or without a leading backslash. */
function type(?ReflectionType $type): string
{
    return match ((string) $type) {
        '' => 'none',
        'Traversable|array' => 'iterable', // how the extension's iterable reads
        default => ltrim((string) $type, '\\'),
    };
}

$lines = [];
$classes = array_filter(
    [...get_declared_classes(), ...get_declared_interfaces()],
    static fn (string $name): bool => $name === 'DokuAkulaku' || str_starts_with($name, 'DokuAkulaku\\'),
);
foreach ($classes as $name) {
    $class = new ReflectionClass($name);
    $parent = $class->getParentClass();
    $kind = $class->isEnum() ? 'enum' : ($class->isFinal() ? 'final class' : 'class');
    $lines[] = "$kind $name"
        . ($parent === false ? '' : " extends $parent->name");
    foreach ($class->getReflectionConstants(ReflectionClassConstant::IS_PUBLIC) as $constant) {
        if ($constant->class === $name) {
            $lines[] = "$name::$constant->name";
        }
    }
    foreach ($class->getProperties(ReflectionProperty::IS_PUBLIC) as $property) {
        if ($property->class === $name) {
            $lines[] = "$name \$$property->name " . ($property->isReadOnly() ? 'readonly ' : '') . type($property->getType());
        }
    }
    foreach ($class->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
        if ($method->class !== $name) {
            continue;
        }
        $parameters = array_map(
            static fn (ReflectionParameter $parameter): string => type($parameter->getType()) . " \$$parameter->name"
                . ($parameter->isDefaultValueAvailable() ? ' = ' . var_export($parameter->getDefaultValue(), true) : '')
                . ($parameter->getAttributes(SensitiveParameter::class) === [] ? '' : ' sensitive'),
            $method->getParameters(),
        );
        // The extension declares a return type as final where PHP's own interface has a tentative one.
        $returns = type($method->getReturnType() ?? $method->getTentativeReturnType());
        $lines[] = ($method->isStatic() ? 'static ' : '') . "$name::$method->name(" . implode(', ', $parameters) . "): $returns";
    }
}
sort($lines);
echo implode("\n", $lines), "\n";
