<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Check;

/** What phpinfo() says of the extension in one PHP: this one, or one behind php-fpm. */
final class Probe
{
    /**
     * @param array<string, string> $rows of phpinfo()
     */
    public function __construct(
        public readonly string $user,
        public readonly string $phpVersion,
        public readonly string $iniFile,
        public readonly array $rows,
    ) {
    }

    public static function here(): self
    {
        require_once dirname(__DIR__, 2) . '/probe.php';
        return self::from(\DokuAkulaku\Cli\probe());
    }

    /** @param array<string, mixed> $facts what probe() gave */
    public static function from(array $facts): self
    {
        $rows = is_array($facts['rows'] ?? null) ? $facts['rows'] : [];
        return new self(
            (string) ($facts['user'] ?? '?'),
            (string) ($facts['php'] ?? '?'),
            (string) ($facts['ini'] ?? '?'),
            array_map(strval(...), array_filter($rows, is_scalar(...))),
        );
    }
}
