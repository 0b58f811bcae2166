<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** The command line cannot be understood, or must not be obeyed; the message says what to do. */
final class Usage extends \RuntimeException
{
}
