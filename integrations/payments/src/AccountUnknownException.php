<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** Accounts::client() throws it for an account that the shop has no credentials of (any more). */
final class AccountUnknownException extends \RuntimeException
{
}
