<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

enum Operation: string
{
    case Generate = 'generate';
    case Cancel = 'cancel';
    case Refund = 'refund';
}
