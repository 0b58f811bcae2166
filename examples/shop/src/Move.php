<?php

declare(strict_types=1);

namespace ExampleShop;

/** What became of a status that was reported. */
enum Move
{
    case Applied;
    /** A duplicate, or late, or out of order: the known state stays. */
    case Kept;
    /** The amount is not the one that we asked for: nothing moves. */
    case WrongAmount;
    case NoSuchInvoice;
}
