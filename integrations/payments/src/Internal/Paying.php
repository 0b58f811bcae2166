<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

use DokuAkulaku\Payments\Accounts;
use DokuAkulaku\Payments\AccountUnknownException;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Invoice;
use DokuAkulaku\Payments\Operation;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Status;

/** One press of a buyer: gone on with, brought to an end, or tried anew, until there is a page or a reason why not. */
final class Paying
{
    /** New tries in one press: each has an end before the next begins. */
    private const ROUNDS = 6;
    /** The same generate call is sent twice at most; then a look-up decides. */
    private const SENDS = 2;
    /** How long another worker's answer is waited for. */
    private const PATIENCE = 4.0;

    public function __construct(
        private readonly Store $store,
        private readonly Accounts $accounts,
        private readonly Doku $doku,
        private readonly Ending $ending,
    ) {
    }

    public function pay(Purchase $purchase, Deadline $deadline): Outcome
    {
        $site = $this->accounts->site();
        if ($site === null) {
            return new Outcome(Result::Later, Reason::CopiedSite);
        }
        for ($round = 0; $round < self::ROUNDS; $round++) {
            $attempts = $this->store->attempts($purchase->order);
            $paid = self::paid($attempts);
            if ($paid !== null) {
                return new Outcome(Result::Refused, Reason::Paid, $paid);
            }
            $open = $attempts->open();
            if ($open === null || !self::fits($open, $purchase, $site)) {
                $refused = $round === 0 ? $this->invalid($purchase, $attempts, $site, $deadline) : null;
                if ($refused !== null) {
                    return $refused;
                }
            }
            $attempt = $this->store->begin($purchase, $site);
            $known = false;
            foreach ($attempts as $one) {
                $known = $known || $one->invoice === $attempt->invoice;
            }
            $isNew = !$known && $attempt->order === $purchase->order;
            $outcome = $this->goOn($attempt, $purchase, $attempts->now, $isNew, $deadline);
            if ($outcome !== null) {
                return $outcome;
            }
        }
        return new Outcome(Result::Later, Reason::Busy, $this->store->attempts($purchase->order)->latest());
    }

    /** null: this try is over, and nobody can pay it. */
    private function goOn(Attempt $attempt, Purchase $purchase, int $now, bool $isNew, Deadline $deadline): ?Outcome
    {
        $fits = self::fits($attempt, $purchase, $attempt->site) && $attempt->cancelAskedAt === null;
        if ($fits && $attempt->payable() && $attempt->order === $purchase->order) {
            return new Outcome(Result::Done, null, $attempt, $attempt->url);
        }
        $generate = $isNew ? null : $this->ending->generateCall($attempt);
        $equal = $attempt->order === $purchase->order || $generate === null
            || Payloads::isEqual($generate->payload, $purchase);
        if (!$fits || !$equal) {
            return $this->replaced($attempt, $purchase, $generate, $now, $deadline);
        }
        if ($attempt->payable()) {
            return new Outcome(Result::Done, null, $attempt, $attempt->url);
        }
        if ($generate !== null && self::isAnswered($generate)) {
            return $this->ending->settle($attempt, $deadline, $now);
        }
        return $this->generate($attempt, $purchase, $now, $deadline);
    }

    private function generate(Attempt $attempt, Purchase $purchase, int $now, Deadline $deadline): ?Outcome
    {
        $payload = static fn (Attempt $row): array => $row->closedAt === null
            ? Payloads::generate($purchase, $row->invoice) : throw new ClosedMeanwhile();
        try {
            $sent = $this->doku->make($attempt, Operation::Generate, $payload, $deadline);
        } catch (ClosedMeanwhile) {
            // Nothing was sent for it, and nothing will be.
            return null;
        }
        if ($sent->conflict) {
            $this->waitForOther($attempt, $deadline);
        }
        // Read again: it may have been closed, or another try paid, while DOKU was asked.
        $attempts = $this->store->attempts($attempt->order);
        $paid = self::paid($attempts);
        $fresh = $attempt;
        foreach ($attempts as $one) {
            $fresh = $one->invoice === $attempt->invoice ? $one : $fresh;
        }
        if ($paid !== null) {
            if ($fresh->isOpen()) {
                $this->store->close($fresh->invoice, Reason::Superseded, $paid->invoice);
            }
            return new Outcome(Result::Refused, Reason::Paid, $paid);
        }
        if ($fresh->payable() && $sent->reason !== Reason::AmountDiffers) {
            return new Outcome(Result::Done, null, $fresh, $fresh->url);
        }
        if ($sent->used) {
            return $this->ending->settle($fresh, $deadline, $now, true);
        }
        if ($sent->noPage || ($sent->result === Result::Done && $fresh->isUnsettled())) {
            // Without a page, or closed meanwhile: not payable through this shop, and not to stay payable at DOKU.
            return $this->ending->cancel($fresh, $deadline)
                // The next try would end the same way.
                ?? ($sent->reason === Reason::AmountDiffers
                    ? new Outcome(Result::Refused, Reason::AmountDiffers, $this->ending->fresh($fresh)) : null);
        }
        return new Outcome($sent->result, $sent->reason, $fresh, null, $sent->violations);
    }

    /** The order or its cart has an open try for something else: settled first, then cancelled for certain. */
    private function replaced(
        Attempt $attempt,
        Purchase $purchase,
        ?Call $generate,
        int $now,
        Deadline $deadline,
    ): ?Outcome {
        if ($attempt->status === Status::Unknown && $attempt->url === null) {
            if ($generate === null || self::isAnswered($generate)) {
                return $this->ending->settle($attempt, $deadline, $now);
            }
            $sent = $this->doku->make($attempt, Operation::Generate, static fn (): array => $generate->payload, $deadline);
            $fresh = $this->ending->fresh($attempt);
            if ($fresh->status === Status::Unknown && !$sent->noPage) {
                return $sent->reason === Reason::AccountUnknown
                    ? $this->ending->settle($fresh, $deadline, $now)
                    : new Outcome(Result::Unknown, $sent->reason, $fresh);
            }
            if (!$fresh->isUnsettled()) {
                return self::unlessPaid($fresh);
            }
            $attempt = $fresh;
        }
        $outcome = $this->ending->cancel($attempt, $deadline);
        $same = self::fits($attempt, $purchase, $attempt->site) && $attempt->payable();
        if ($outcome?->reason === Reason::RefusedByDoku && $same) {
            // Asked to be cancelled before, but DOKU does not: then it is gone on with.
            return new Outcome(Result::Done, null, $attempt, $attempt->url);
        }
        return $outcome;
    }

    /** What is wrong with the order, before anything is stored. */
    private function invalid(Purchase $purchase, Attempts $attempts, string $site, Deadline $deadline): ?Outcome
    {
        try {
            $client = $this->doku->client($purchase->account, $deadline);
        } catch (AccountUnknownException) {
            return new Outcome(Result::Later, Reason::AccountUnknown, $attempts->latest());
        }
        $try = ($attempts->latest()->number ?? 0) + 1;
        $invoice = Invoice::number($purchase->number, $purchase->order, $try, $site);
        $violations = $client->validateOrder(Payloads::generate($purchase, $invoice));
        return $violations === [] ? null
            : new Outcome(Result::Refused, Reason::Invalid, null, null, Doku::violations($violations));
    }

    /** Sending it once more would tell nothing new. What never went out may go out as often as it takes. */
    private static function isAnswered(Call $generate): bool
    {
        $neverSent = $generate->state === CallState::NotSent && !$generate->perhaps;
        return $generate->state->isSettled() || ($generate->sends >= self::SENDS && !$neverSent);
    }

    private static function fits(Attempt $attempt, Purchase $purchase, string $site): bool
    {
        return $attempt->amount === $purchase->amount && $attempt->account === $purchase->account
            && $attempt->site === $site;
    }

    /** Two presses at once send one call; DOKU answers one of them. The other finds its answer in the store. */
    private function waitForOther(Attempt $attempt, Deadline $deadline): void
    {
        $patience = new Deadline(self::PATIENCE);
        while (!$deadline->isOver() && !$patience->isOver()) {
            $fresh = $this->ending->fresh($attempt);
            if ($fresh->url !== null || !$fresh->isOpen()) {
                return;
            }
            usleep(200_000);
        }
    }

    private static function paid(Attempts $attempts): ?Attempt
    {
        $status = $attempts->status();
        foreach ($attempts as $attempt) {
            if ($attempt->status === $status && ($status === Status::Success || $status === Status::Refunded)) {
                return $attempt;
            }
        }
        return null;
    }

    private static function unlessPaid(Attempt $attempt): ?Outcome
    {
        return $attempt->status === Status::Success || $attempt->status === Status::Refunded
            ? new Outcome(Result::Refused, Reason::Paid, $attempt) : null;
    }
}
