<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Status;

/** What the customer has to know of an order; its words are situation.{value}.headline and .text in lang/. */
enum Situation: string
{
    /** No try, or only such as nobody can pay. */
    case Unpaid = 'unpaid';
    case Unknown = 'unknown';
    case Pending = 'pending';
    case Paid = 'paid';
    case PaidTwice = 'paid_twice';
    case PaidAfterCancel = 'paid_after_cancel';
    case Failed = 'failed';
    case Expired = 'expired';
    case Cancelled = 'cancelled';
    case Refunded = 'refunded';

    public static function of(Order $order, Attempts $attempts): self
    {
        $alarms = $attempts->alarms();
        $open = $attempts->open();
        $status = $attempts->status();
        return match (true) {
            in_array(Alarm::PaidTwice, $alarms, true) => self::PaidTwice,
            $status === Status::Success => $order->cancelledAt === null ? self::Paid : self::PaidAfterCancel,
            $status === Status::Refunded => self::Refunded,
            $order->cancelledAt !== null => self::Cancelled,
            $open !== null => $open->payable() ? self::Pending : self::Unknown,
            default => match ($attempts->latest()?->status) {
                Status::Failed => self::Failed,
                Status::Expired => self::Expired,
                default => self::Unpaid,
            },
        };
    }

    /** The page asks again by itself. */
    public function isWaiting(): bool
    {
        return $this === self::Pending || $this === self::Unknown;
    }

    /** The label of the button that pays, as a key of lang/; null: there is nothing to pay. */
    public function button(): ?string
    {
        return match ($this) {
            self::Pending => 'button.go_on',
            self::Unknown => 'button.look_again',
            self::Unpaid, self::Failed, self::Expired => 'button.try_again',
            default => null,
        };
    }

    /** @return 'good'|'wait'|'bad'|'still' how it looks */
    public function sign(): string
    {
        return match ($this) {
            self::Paid => 'good',
            self::Pending, self::Unknown, self::PaidTwice, self::PaidAfterCancel => 'wait',
            self::Failed, self::Expired => 'bad',
            default => 'still',
        };
    }
}
