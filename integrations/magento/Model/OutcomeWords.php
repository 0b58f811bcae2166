<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use Magento\Framework\Phrase;

/** An outcome in words for the people who run the shop. */
class OutcomeWords
{
    public function of(Outcome $outcome): Phrase
    {
        if ($outcome->result === Result::Done) {
            return __('Done. The payment is %1.', $outcome->attempt?->status->value ?? '');
        }
        if ($outcome->result === Result::Unknown && $outcome->reason !== Reason::NotFound) {
            return __('The outcome is not known yet. Do not transfer money by hand. Try again in a minute; the same request is not executed twice.');
        }
        return match ($outcome->reason) {
            Reason::Paid => __('The order was paid through Akulaku.'),
            Reason::FullOnly => __('Akulaku refunds the whole amount only.'),
            Reason::NotPaid => __('DOKU does not report this payment as paid.'),
            Reason::NoIdentifiers => __('DOKU has not told Akulaku\'s numbers of this payment, which a refund needs. Press "Ask DOKU", then refund again.'),
            Reason::AmountDiffers => __('DOKU names another amount for this payment. A person has to look at it.'),
            Reason::RefusedByDoku, Reason::Invalid => __('DOKU refused. Nothing was changed.'),
            Reason::AccountUnknown => __('No website of this shop has the DOKU account that made this payment.'),
            Reason::CopiedSite => __('This shop may be a copy of another one. Say in the settings whether it was moved or copied. Nothing was sent.'),
            Reason::NotFound => __('DOKU does not know this invoice yet. That is no proof that there is no payment.'),
            Reason::UnknownInvoice => __('This order has no such payment.'),
            Reason::GivenUp => __('This try was given up; it stays watched.'),
            Reason::Busy => __('Somebody else is working on this payment. Try again in a moment.'),
            Reason::NoStore => __('The database failed. Try again later.'),
            default => __('DOKU cannot be reached; nothing was sent. Try again later.'),
        };
    }

    /** Of a refund of this amount: what is special about it, else as of any other outcome. */
    public function ofRefund(Outcome $outcome, int $amount): Phrase
    {
        return match (true) {
            $outcome->result === Result::Unknown => __('It is not known yet whether the money was refunded. Do not transfer it by hand. Press "Refund" once more: the same request is sent again and is not executed twice.'),
            $outcome->reason === Reason::FullOnly => $this->fullOnly($amount),
            $outcome->reason === Reason::NotPaid, $outcome->reason === Reason::UnknownInvoice
                => __('There is no Akulaku payment to refund on this invoice.'),
            $outcome->reason === Reason::RefusedByDoku => __('DOKU refused the refund. Nothing was refunded.'),
            default => $this->of($outcome),
        };
    }

    public function fullOnly(int $amount): Phrase
    {
        return __('Akulaku through DOKU refunds the whole amount only. Refund %1, or ask DOKU about a partial refund.', Rupiah::format($amount));
    }
}
