<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** A setting that cannot be used. The code is one of the keys of SettingsForm::problem(); no text holds a secret. */
final class SettingsError extends \RuntimeException
{
    public function __construct(public readonly string $problem, public readonly string $path = '')
    {
        parent::__construct($problem . ($path === '' ? '' : ': ' . $path));
    }
}
