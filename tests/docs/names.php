<?php

declare(strict_types=1);

/*
 * Compares the names in the documents with the extension that is loaded, both ways. Prints a line for each check:
 * its label, a tab, and its findings, joined by "|".
 */

require __DIR__ . '/Markdown.php';

const ROOT = __DIR__ . '/../..';
// The pages for those who use the extension, and what every document is held to.
const PAGES = ['README.md', 'docs/*.md'];
const DOCUMENTS = [...PAGES, 'docs/*/*.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];

/** @param iterable<string> $findings */
function report(string $label, iterable $findings): void
{
    $findings = is_array($findings) ? $findings : iterator_to_array($findings, false);
    echo $label, "\t", implode('|', array_unique($findings)), "\n";
}

function text(string $file): string
{
    return (string) file_get_contents(ROOT . "/$file");
}

/** @return list<string> the documents that the patterns name, below the root */
function documents(array $patterns): array
{
    $files = array_merge(...array_map(static fn (string $pattern): array => glob(ROOT . "/$pattern") ?: [], $patterns));
    return array_map(static fn (string $file): string => substr($file, strlen(ROOT) + 1), $files);
}

/** @return list<string> what is only in the first, or only in the second */
function difference(string $here, array $first, string $there, array $second): array
{
    return [
        ...array_map(static fn (string $name): string => "$name: in $here, not in $there", array_diff($first, $second)),
        ...array_map(static fn (string $name): string => "$name: in $there, not in $here", array_diff($second, $first)),
    ];
}

/** @return list<string> the first code of the first cell of each row */
function first_codes(string $section): array
{
    $names = [];
    foreach (Markdown::rows($section) as $cells) {
        $names = [...$names, ...Markdown::codes($cells[0])];
    }
    return $names;
}

/** A table of the section that follows this line. */
function table_after(string $line): string
{
    global $manual;
    $text = $manual;
    $start = strpos($text, $line);
    return $start !== false && preg_match('/\G.*?\n\n((?:\|[^\n]*\n)+)/s', $text, $match, 0, $start) === 1 ? $match[1] : '';
}

require dirname(__DIR__, 2) . '/integrations/payments/src/autoload.php';
$manual = implode("\n", array_map(text(...), documents(PAGES)));
$extension = new ReflectionExtension('doku_akulaku');
$classes = $extension->getClasses();
$stub = text('src/php/doku_akulaku.stub.php');

// Classes.
report('the documents name every class', (static function () use ($classes, $manual): Generator {
    foreach ($classes as $class) {
        if (preg_match('/\b' . $class->getShortName() . '\b/', $manual) !== 1) {
            yield $class->getName();
        }
    }
})());
foreach (documents(DOCUMENTS) as $document) {
    report("$document: every class exists", (static function () use ($document): Generator {
        $text = text($document);
        preg_match_all('/\bDokuAkulaku\\\\(\w+)|\b(\w+Exception)\b/', $text, $matches, PREG_SET_ORDER | PREG_UNMATCHED_AS_NULL);
        foreach ($matches as $match) {
            $name = $match[1] ?? $match[2];
            // DokuAkulaku\Payments is the library's namespace.
            if (!class_exists("DokuAkulaku\\$name") && !class_exists($name) && $name !== 'Payments') {
                yield $name;
            }
        }
    })());
}

// Methods and properties.
$methods = [];
$properties = [];
foreach ($classes as $class) {
    foreach ($class->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
        // what PHP itself brings: Exception's getters, an enum's cases(), an iterator's five
        $isOwn = str_starts_with($method->getDeclaringClass()->getName(), 'DokuAkulaku')
            && !$method->isConstructor() && !method_exists(UnitEnum::class, $method->getName())
            && !method_exists(BackedEnum::class, $method->getName()) && !method_exists(Iterator::class, $method->getName());
        if ($isOwn) {
            $methods[$method->getName()][] = $class->getShortName();
        }
    }
    foreach ($class->isEnum() ? [] : $class->getProperties(ReflectionProperty::IS_PUBLIC) as $property) {
        $properties[$property->getName()][] = $class->getShortName();
    }
}
report('the documents name every method', array_filter(
    array_keys($methods),
    static fn (string $name): bool => preg_match("/\\b$name\\(/", $manual) !== 1,
));
$answers = Markdown::section($manual, 'Answers') . Markdown::section($manual, 'Payloads');
report('the documents name every property', array_filter(
    array_keys($properties),
    static fn (string $name): bool => !in_array($name, Markdown::codes($answers), true),
));
report('the documents: every property in the tables exists', (static function () use ($manual, $properties): Generator {
    foreach (first_codes(Markdown::section($manual, 'Answers')) as $name) {
        if (!isset($properties[$name])) {
            yield $name;
        }
    }
})());
foreach (documents(DOCUMENTS) as $document) {
    report("$document: every method exists", (static function () use ($document, $methods, $manual): Generator {
        foreach (Markdown::codes(text($document)) as $code) {
            if (preg_match('/^(?:\$\w+->|\w+::)?(\w+)\(/', $code, $match) !== 1) {
                continue;
            }
            $known = isset($methods[$match[1]]) || function_exists($match[1]) || method_exists(Exception::class, $match[1])
                || str_contains($manual, "function $match[1](") || is_known_elsewhere($document, $match[1]);
            if (!$known) {
                yield $code;
            }
        }
    })());
}

/** A web server's function, a language construct, the payments library, and C in the document for those who work on it. */
function is_known_elsewhere(string $document, string $name): bool
{
    foreach (['Payments', 'Store', 'Shop', 'Accounts', 'Received'] as $class) {
        if (method_exists("DokuAkulaku\\Payments\\$class", $name)) {
            return true;
        }
    }
    return $name === 'getallheaders' || $name === 'declare' || ($document === 'CONTRIBUTING.md' && str_starts_with($name, 'doku_'));
}

report('the documents: the examples call methods that exist', (static function () use ($manual, $methods, $properties): Generator {
    foreach (Markdown::blocks($manual, 'php') as $block) {
        preg_match_all('/(?:\$doku|DokuAkulaku)(?:->|::)([a-z]\w*)\(/', $block->text, $calls);
        yield from array_filter($calls[1], static fn (string $name): bool => !method_exists(DokuAkulaku::class, $name));
        $pattern = '/\$(?:response|notification|success|retried|replayed|answer)->(\w+)(\()?/';
        preg_match_all($pattern, $block->text, $uses, PREG_SET_ORDER);
        foreach ($uses as $use) {
            if (isset($use[2]) ? !isset($methods[$use[1]]) && $use[1] !== 'getMessage' : !isset($properties[$use[1]])) {
                yield $use[0];
            }
        }
    }
})());
// What a shopper is told: each rule of the extension is in the Indonesian page, with a sentence or as nobody's fault of theirs.
preg_match("/@phpstan-type Rule ([^\n]+)/", text('integrations/stubs/doku_akulaku.php'), $match);
preg_match_all("/'(\w+)'/", $match[1] ?? '', $rules);
report('docs/id/exceptions.md says something of every rule', array_filter(
    $rules[1] === [] ? ['no rules are declared'] : $rules[1],
    static fn (string $rule): bool => !str_contains(Markdown::section(text('docs/id/exceptions.md'), 'Kalimat untuk pembeli'), "`$rule`"),
));
report('the documents name the constants', array_filter(
    array_keys((new ReflectionClass(DokuAkulaku::class))->getConstants()),
    static fn (string $name): bool => !str_contains($manual, "DokuAkulaku::$name"),
));
report('the documents name every state', array_filter(
    array_map(static fn (UnitEnum $case): string => $case->name, DokuAkulaku\Status::cases()),
    static fn (string $name): bool => !in_array($name, Markdown::codes(Markdown::section($manual, 'Order states')), true),
));

// Options and INI settings.
$rows = Markdown::rows(Markdown::section($manual, 'Options and settings'));
$options = first_codes(Markdown::section($manual, 'Options and settings'));
preg_match('/@param array \$options (.*?);/s', $stub, $match);
report("the documents' options are the stub's", difference(
    'the documents',
    $options,
    'the stub',
    preg_split('/[\s*]*,[\s*]*/', trim($match[1] ?? '')) ?: [],
));
report("the documents' options are taken", (static function () use ($options): Generator {
    foreach ([...$options, 'no_such_option'] as $option) {
        try {
            new DokuAkulaku('MCH-TEST-0001', 'fake-secret', [$option => new stdClass()]);
            yield "$option takes any object";
        } catch (ValueError $error) {
            if ($option !== 'no_such_option') {
                yield $error->getMessage();
            }
        } catch (TypeError) {
            // known, and of another type
        }
    }
})());
$settings = ini_get_all('doku_akulaku');
$named = [];
foreach ($rows as $cells) {
    foreach (Markdown::codes($cells[1] ?? '') as $name) {
        $named[$name] = Markdown::codes($cells[2])[0] ?? '';
    }
}
report("the documents' INI settings are the extension's", difference('the documents', array_keys($named), 'the extension', array_keys($settings)));
report("the documents' defaults are the extension's", (static function () use ($named, $settings): Generator {
    foreach ($named as $name => $default) {
        $value = (string) ($settings[$name]['global_value'] ?? 'no such setting');
        if ($value !== $default) {
            yield "$name is \"$value\", not \"$default\"";
        }
    }
})());
report('the documents: which settings a script may change', difference(
    'the documents',
    preg_match('/^(.*?) can be set anywhere/m', $manual, $match) === 1 ? Markdown::codes($match[1]) : [],
    'the extension',
    array_map(
        static fn (string $name): string => substr($name, strlen('doku_akulaku.')),
        array_keys(array_filter($settings, static fn (array $setting): bool => $setting['access'] === INI_ALL)),
    ),
));
foreach (documents(DOCUMENTS) as $document) {
    report("$document: every INI setting exists", (static function () use ($document, $settings): Generator {
        // The recipes of CONTRIBUTING make a setting up.
        $text = $document === 'CONTRIBUTING.md' ? Markdown::prose(text($document)) : text($document);
        preg_match_all('/\bdoku_akulaku\.([a-z_]+)\b/', $text, $matches);
        foreach ($matches[1] as $name) {
            if (!isset($settings["doku_akulaku.$name"]) && !in_array($name, ['so', 'c', 'stub', 'php'], true)) {
                yield $name;
            }
        }
    })());
}

// Reasons and rules.
foreach (['ResponseException', 'SignatureException'] as $class) {
    preg_match('/One of ([a-z_, ]+);[^\n]*\n[^\n]*(?=[^{}]*\}\s*(?:\/\*\*|\}))/', (string) strstr($stub, "class $class "), $match);
    report("the documents' reasons of $class are the stub's", difference(
        'the documents',
        first_codes(table_after("`$class::getReason()`")),
        'the stub',
        explode(', ', $match[1] ?? ''),
    ));
}
preg_match('/^Rules: (.*?)\. Their/ms', $manual, $match);
preg_match_all('/\] = "([a-z0-9_]+)",/', text('src/payload/violation.c'), $words);
report("the documents' rules are the engine's", difference('the documents', Markdown::codes($match[1] ?? ''), 'src/payload/violation.c', $words[1]));
preg_match_all('/return "([a-z_]+)";/', text('src/base/error.c'), $words);
report("the documents' reasons are the engine's", difference(
    'the documents',
    array_unique([
        ...first_codes(table_after('`ResponseException::getReason()`')),
        ...first_codes(table_after('`SignatureException::getReason()`')),
    ]),
    'src/base/error.c',
    array_unique($words[1]),
));

// Limits that are constants of the engine.
report("the documents' connection limits are the engine's", (static function () use ($manual): Generator {
    $constants = text('src/transport/curl.c') . text('src/call/retry.h');
    foreach (['LIFE_SECONDS 600L', 'DNS_SECONDS 60L', 'DOKU_RETRY_MINIMUM_LEFT 1000',
        'DOKU_RETRY_BASE 250', 'DOKU_RETRY_CAP 8000'] as $constant) {
        if (!str_contains($constants, "#define $constant")) {
            yield "$constant has changed: correct the documents and this line";
        }
    }
    $sentences = ['10 minutes in all', 'after 60 s', 'at least 1 s would be left', '0.25 s', 'at most 8 s'];
    foreach ($sentences as $words) {
        if (!str_contains((string) preg_replace('/\s+/', ' ', $manual), $words)) {
            yield "the documents do not say: $words";
        }
    }
})());

// The stages of scripts/test.
$stages = array_map(
    static fn (string $file): string => substr(basename($file), 3),
    glob(ROOT . '/scripts/test.d/[0-9][0-9]-*') ?: [],
);
report("CONTRIBUTING's stages are those of scripts/test", difference(
    'CONTRIBUTING.md',
    first_codes(Markdown::section(text('CONTRIBUTING.md'), 'Tests')),
    'scripts/test.d',
    $stages,
));

// Files, commands and links.
foreach (documents(DOCUMENTS) as $document) {
    report("$document: every link leads somewhere", (static function () use ($document): Generator {
        foreach (Markdown::links(text($document)) as $link) {
            [$path, $anchor] = explode('#', $link) + [1 => ''];
            $target = $path === '' ? $document : dirname($document) . "/$path";
            if (preg_match('~^https?://~', $link) === 1) {
                continue;
            }
            if (!file_exists(ROOT . "/$target")) {
                yield "$link: no such file";
            } elseif ($anchor !== '' && !in_array($anchor, Markdown::anchors(text($target)), true)) {
                yield "$link: no such heading";
            }
        }
    })());
    report("$document: every file and option that it names is there", (static function () use ($document): Generator {
        $text = text($document);
        $pattern = '~(?<![\w/.-])((?:scripts|bench|sandbox|tests|src|examples|\.ci)/[\w./-]*\w)((?: [\w./=-]+)*)~';
        preg_match_all($pattern, $text, $matches, PREG_SET_ORDER);
        foreach ($matches as [, $path, $arguments]) {
            $file = ROOT . "/$path";
            if (!file_exists($file)) {
                yield "$path: no such file";
                continue;
            }
            $isCommand = str_starts_with($path, 'scripts/') && substr_count($path, '/') === 1 && !str_contains($path, '.');
            if ($isCommand && !is_executable($file)) {
                yield "$path cannot be executed";
            }
            preg_match_all('/ (--[\w-]+)/', $arguments, $options);
            foreach (is_file($file) ? $options[1] : [] as $option) {
                $source = (string) file_get_contents($file);
                if ($path === 'sandbox/server.php') {
                    $source = text('sandbox/src/Options.php');
                }
                if (!str_contains($source, $option)) {
                    yield "$path knows no $option";
                }
            }
        }
    })());
}
