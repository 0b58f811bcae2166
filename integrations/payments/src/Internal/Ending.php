<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Status;

/**
 * Brings a try to an end after which nobody can pay it. Each method gives null when that is so, else the outcome that
 * stands in the way.
 */
final class Ending
{
    /** DOKU wants to be left alone for so long before a look-up says anything. */
    public const WAIT = 60;

    public function __construct(private readonly Store $store, private readonly Doku $doku)
    {
    }

    /** The order at DOKU is cancelled, and DOKU has said so; or it cannot be paid for another reason. */
    public function cancel(Attempt $attempt, Deadline $deadline): ?Outcome
    {
        $sent = $this->doku->make($attempt, Operation::Cancel, Payloads::cancel(), $deadline);
        if ($sent->result === Result::Later || $sent->result === Result::Unknown) {
            return $this->afterMove($attempt) ?? new Outcome($sent->result, $sent->reason, $this->fresh($attempt));
        }
        if ($sent->result === Result::Done) {
            return $this->stillStands($attempt, new Outcome(Result::Unknown, Reason::AmountDiffers));
        }
        $looked = $this->doku->lookUp($attempt, $deadline);
        if ($looked === Looked::NotFound && $attempt->url === null && $this->isGivenUp($attempt)) {
            return null;
        }
        return $this->stillStands($attempt, $looked === Looked::Answered
            ? new Outcome(Result::Refused, Reason::RefusedByDoku)
            : new Outcome(Result::Unknown, self::why($looked)));
    }

    /** A try whose generate call has no usable answer, or whose page nobody knows: DOKU is asked what became of it. */
    public function settle(Attempt $attempt, Deadline $deadline, int $now, bool $atOnce = false): ?Outcome
    {
        $generate = $this->generateCall($attempt);
        if ($generate === null && $attempt->url === null && $attempt->status === Status::Unknown) {
            // The process died before anything was stored to be sent. Or it is about to: whoever comes second sees the
            // other (Paying::generate starts no call for a closed try), and what is open still is looked at once more.
            $this->store->close($attempt->invoice, Reason::GivenUp, Store::RULE);
            return null;
        }
        $inFlight = $generate !== null && !$generate->state->isSettled();
        if (!$atOnce && $inFlight && $now - $generate->sentAt < self::WAIT) {
            return new Outcome(Result::Unknown, Reason::Busy, $attempt);
        }
        $looked = $this->doku->lookUp($attempt, $deadline);
        $fresh = $this->fresh($attempt);
        $mayGiveUp = $attempt->url === null && $fresh->url === null
            && ($looked === Looked::NotFound || $looked === Looked::AccountUnknown);
        if ($mayGiveUp && (!$atOnce || !$inFlight || $now - $generate->sentAt >= self::WAIT)) {
            // With a page by now, it is gone on with or replaced in the next round.
            $this->giveUp($fresh, true);
            return null;
        }
        if ($fresh->status === Status::Pending || $looked === Looked::AmountDiffers) {
            return $fresh->payable() && $looked !== Looked::AmountDiffers ? null : $this->cancel($fresh, $deadline);
        }
        return $this->stillStands($fresh, new Outcome(
            $looked === Looked::AccountUnknown ? Result::Later : Result::Unknown,
            self::why($looked)
        ));
    }

    /** Nobody can pay a try whose page was never known. A cancel is sent all the same, and the watch goes on. */
    public function giveUp(Attempt $attempt, bool $queueCancel, string $who = Store::RULE): void
    {
        $closed = $this->store->close($attempt->invoice, Reason::GivenUp, $who);
        if ($queueCancel && ($closed || $this->fresh($attempt)->closedAt !== null)) {
            $this->doku->queue($attempt, Payloads::cancel());
        }
    }

    public function generateCall(Attempt $attempt): ?Call
    {
        foreach ($this->store->calls($attempt->invoice) as $call) {
            if ($call->operation === Operation::Generate) {
                return $call;
            }
        }
        return null;
    }

    public function fresh(Attempt $attempt): Attempt
    {
        return $this->store->find($attempt->invoice) ?? $attempt;
    }

    private function isGivenUp(Attempt $attempt): bool
    {
        $this->giveUp($attempt, false);
        return $this->fresh($attempt)->closedAt !== null;
    }

    private function stillStands(Attempt $attempt, Outcome $otherwise): ?Outcome
    {
        $fresh = $this->fresh($attempt);
        return match (true) {
            $fresh->status === Status::Success, $fresh->status === Status::Refunded
                => new Outcome(Result::Refused, Reason::Paid, $fresh),
            !$fresh->isUnsettled() => null,
            default => new Outcome($otherwise->result, $otherwise->reason, $fresh),
        };
    }

    /** A notification may have come meanwhile. */
    private function afterMove(Attempt $attempt): ?Outcome
    {
        $fresh = $this->fresh($attempt);
        return $fresh->status === Status::Success ? new Outcome(Result::Refused, Reason::Paid, $fresh) : null;
    }

    private static function why(Looked $looked): Reason
    {
        return match ($looked) {
            Looked::AmountDiffers => Reason::AmountDiffers,
            Looked::NotFound => Reason::NotFound,
            Looked::AccountUnknown => Reason::AccountUnknown,
            Looked::NoTime => Reason::Busy,
            default => Reason::Unreachable,
        };
    }
}
