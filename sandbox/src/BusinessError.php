<?php

declare(strict_types=1);

namespace DokuSandbox;

/** A well-formed request that cannot be served; the message goes to the client. */
final class BusinessError extends \RuntimeException
{
}
