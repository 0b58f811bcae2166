<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** Why an operation did not end as Done, or why a try was closed. A shop translates it. */
enum Reason: string
{
    /** The order is paid (or was paid and refunded); as a reason to close: it was paid otherwise. */
    case Paid = 'paid';
    /** Akulaku takes back the whole amount or nothing. */
    case FullOnly = 'full_only';
    case NotPaid = 'not_paid';
    /** A refund needs Akulaku's identifiers, and DOKU has not told them. */
    case NoIdentifiers = 'no_identifiers';
    /** DOKU names another amount than the try's, or one that cannot be read: a person has to look. */
    case AmountDiffers = 'amount_differs';
    /** The payload breaks a rule; Outcome::$violations says which. */
    case Invalid = 'invalid';
    case RefusedByDoku = 'refused_by_doku';
    /** DOKU cannot be reached, or gave no usable answer; Result says which. */
    case Unreachable = 'unreachable';
    /** The database failed. */
    case NoStore = 'no_store';
    /** The account that made the try cannot be used. */
    case AccountUnknown = 'account_unknown';
    /** The shop may be a copy of another one, or the try belongs to another site. */
    case CopiedSite = 'copied_site';
    /** The time is over, somebody else is working on it, or it is too early to ask DOKU. */
    case Busy = 'busy';
    case GivenUp = 'given_up';
    /** The store has no such invoice or call. */
    case UnknownInvoice = 'unknown_invoice';
    /** DOKU does not know the invoice (yet); that is no proof that there is none. */
    case NotFound = 'not_found';
    /** Another try of the order was paid. */
    case Superseded = 'superseded';
    /** The shop cancelled the order. */
    case Cancelled = 'cancelled';
}
