<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

/** Thrown by a payload's maker, under the try's lock: no call is stored for a try that nobody goes on with. */
final class ClosedMeanwhile extends \RuntimeException
{
}
