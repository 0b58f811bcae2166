<?php

declare(strict_types=1);

namespace DokuAkulakuWoo\Admin;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Event;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Status;

/** The staff's words for the library's codes. */
final class Words
{
    public static function status(Attempt $attempt): string
    {
        if ($attempt->closedAt !== null && $attempt->isUnsettled()) {
            return match ($attempt->closedWhy) {
                Reason::GivenUp => __('given up (still watched)', 'paylater-gateway-for-akulaku'),
                Reason::Paid => __('not needed any more: paid otherwise (still watched)', 'paylater-gateway-for-akulaku'),
                default => __('closed (still watched)', 'paylater-gateway-for-akulaku'),
            };
        }
        if ($attempt->status === Status::Pending && $attempt->url === null) {
            return __('at Akulaku, without a page', 'paylater-gateway-for-akulaku');
        }
        return self::state($attempt->status);
    }

    public static function state(Status $status): string
    {
        return match ($status) {
            Status::Pending => __('waiting for the customer', 'paylater-gateway-for-akulaku'),
            Status::Success => __('paid', 'paylater-gateway-for-akulaku'),
            Status::Failed => __('failed', 'paylater-gateway-for-akulaku'),
            Status::Expired => __('expired', 'paylater-gateway-for-akulaku'),
            Status::Cancelled => __('cancelled', 'paylater-gateway-for-akulaku'),
            Status::Refunded => __('refunded', 'paylater-gateway-for-akulaku'),
            Status::Unknown => __('outcome unknown', 'paylater-gateway-for-akulaku'),
        };
    }

    public static function operation(Operation $operation): string
    {
        return match ($operation) {
            Operation::Generate => __('create payment', 'paylater-gateway-for-akulaku'),
            Operation::Cancel => __('cancel', 'paylater-gateway-for-akulaku'),
            Operation::Refund => __('refund', 'paylater-gateway-for-akulaku'),
        };
    }

    public static function call(Call $call): string
    {
        $text = match ($call->state) {
            CallState::Open => __('on its way', 'paylater-gateway-for-akulaku'),
            CallState::NotSent => __('not sent', 'paylater-gateway-for-akulaku'),
            CallState::Unknown => __('outcome unknown', 'paylater-gateway-for-akulaku'),
            CallState::Refused => __('refused by DOKU', 'paylater-gateway-for-akulaku'),
            CallState::Done => __('answered', 'paylater-gateway-for-akulaku'),
        };
        return $call->message === null || $call->message === '' ? $text : $text . ': ' . $call->message;
    }

    public static function source(Event $event): string
    {
        return match ($event->source) {
            'notification' => __('notification', 'paylater-gateway-for-akulaku'),
            'status' => __('look-up', 'paylater-gateway-for-akulaku'),
            'close' => __('closed', 'paylater-gateway-for-akulaku'),
            'generate' => self::operation(Operation::Generate),
            'cancel' => self::operation(Operation::Cancel),
            'refund' => self::operation(Operation::Refund),
            default => $event->source,
        };
    }

    public static function move(Event $event): string
    {
        return match ($event->result) {
            'applied' => __('changed', 'paylater-gateway-for-akulaku'),
            'kept' => __('no change', 'paylater-gateway-for-akulaku'),
            'amount_differs' => __('amount differs', 'paylater-gateway-for-akulaku'),
            default => $event->result,
        };
    }

    /** What a button of the order box did. */
    public static function outcome(string $action, Outcome $outcome): string
    {
        if ($outcome->result === Result::Done) {
            return match ($action) {
                /* translators: %s: the state of a payment */
                'check' => sprintf(__('Checked: %s.', 'paylater-gateway-for-akulaku'), $outcome->attempt === null ? '?' : self::status($outcome->attempt)),
                'cancel' => __('The payment is cancelled at Akulaku and cannot be paid any more.', 'paylater-gateway-for-akulaku'),
                default => __('Done.', 'paylater-gateway-for-akulaku'),
            };
        }
        return match (true) {
            $outcome->reason === Reason::Paid => __('Not possible: the payment is paid. Refund it instead.', 'paylater-gateway-for-akulaku'),
            $outcome->reason === Reason::NotFound => __('DOKU does not know this invoice (yet). That is no proof that there is none.', 'paylater-gateway-for-akulaku'),
            $outcome->reason === Reason::AccountUnknown => __('Nothing was sent: this payment was made with another Client-Id, whose secret key is not kept any more.', 'paylater-gateway-for-akulaku'),
            $outcome->reason === Reason::CopiedSite => __('Nothing was sent: this site may be a copy of the shop, or the payment belongs to another site.', 'paylater-gateway-for-akulaku'),
            $outcome->reason === Reason::AmountDiffers => __('DOKU names another amount than this payment\'s. Check it in DOKU\'s dashboard.', 'paylater-gateway-for-akulaku'),
            $outcome->reason === Reason::NoStore => __('The database of the payments cannot be reached. Try again later.', 'paylater-gateway-for-akulaku'),
            $outcome->reason === Reason::Busy => __('This payment is being worked on right now, or DOKU was asked a moment ago. Try again in a minute.', 'paylater-gateway-for-akulaku'),
            $outcome->reason === Reason::RefusedByDoku => __('DOKU refused; its words stand in the box below.', 'paylater-gateway-for-akulaku'),
            $outcome->result === Result::Unknown => __('No definite answer. The same request is repeated automatically; it is never executed twice.', 'paylater-gateway-for-akulaku'),
            default => __('DOKU cannot be reached; nothing was sent. Try again later.', 'paylater-gateway-for-akulaku'),
        };
    }
}
