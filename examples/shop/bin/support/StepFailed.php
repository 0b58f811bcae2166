<?php

declare(strict_types=1);

namespace ExampleShop\Support;

use RuntimeException;

/** A step was not as expected; the message says which and how. */
final class StepFailed extends RuntimeException
{
}
