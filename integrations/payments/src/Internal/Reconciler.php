<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Internal;

use DokuAkulaku\Payments\AccountUnknownException;
use DokuAkulaku\Payments\Accounts;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Due;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Report;
use DokuAkulaku\Payments\Store;
use DokuAkulaku\Payments\StoreException;
use DokuAkulaku\Status;

/**
 * Finishes what was left: calls without an answer, tries that nobody has heard of, orders that the shop was not told
 * about. Bounded by time and number; what is left over is due the next time.
 */
final class Reconciler
{
    private const LOOK_UPS_AT_ONCE = 32;
    private int $left = 0;
    private int $repeated = 0;
    private int $checked = 0;
    private int $moved = 0;
    private int $told = 0;
    private int $failed = 0;

    /**
     * @param \Closure(Call, Deadline): Outcome $repeat
     * @param \Closure(string): bool $tell
     */
    public function __construct(
        private readonly Store $store,
        private readonly Accounts $accounts,
        private readonly Doku $doku,
        private readonly Ending $ending,
        private readonly Log $log,
        private readonly \Closure $repeat,
        private readonly \Closure $tell,
    ) {
    }

    public function run(Deadline $deadline, int $limit): Report
    {
        $site = $this->accounts->site();
        if ($site === null) {
            return new Report(complete: false, reason: Reason::CopiedSite);
        }
        $this->left = max(0, $limit);
        $due = $this->store->due(max(1, $limit), $site);
        $this->tellAll($due, $deadline);
        $this->repeatAll($due, $deadline);
        $this->checkAll($due, $deadline);
        $whole = count($due->calls) < $limit && count($due->checks) < $limit && count($due->orders) < $limit;
        return new Report(
            $this->repeated,
            $this->checked,
            $this->moved,
            $this->told,
            $this->failed,
            $whole && $this->left > 0 && !$deadline->isOver()
        );
    }

    private function tellAll(Due $due, Deadline $deadline): void
    {
        foreach ($due->orders as $order) {
            if (!$this->mayGoOn($deadline)) {
                return;
            }
            $this->guarded("order $order", function () use ($order): void {
                $this->told += ($this->tell)($order) ? 1 : 0;
            });
        }
    }

    private function repeatAll(Due $due, Deadline $deadline): void
    {
        foreach ($due->calls as $call) {
            if (!$this->mayGoOn($deadline)) {
                return;
            }
            $this->guarded("call $call->requestId", function () use ($call, $deadline): void {
                ($this->repeat)($call, $deadline);
                $this->repeated++;
            });
        }
    }

    private function checkAll(Due $due, Deadline $deadline): void
    {
        $accounts = [];
        foreach ($due->checks as $attempt) {
            $accounts[$attempt->account][$attempt->invoice] = $attempt;
        }
        foreach ($accounts as $attempts) {
            if ($deadline->isOver()) {
                return;
            }
            $account = $attempts[array_key_first($attempts)]->account;
            $this->guarded("account $account", fn () => $this->checkAccount($account, $attempts, $deadline));
        }
    }

    /** @param array<string, Attempt> $attempts */
    private function checkAccount(string $account, array $attempts, Deadline $deadline): void
    {
        try {
            $client = $this->doku->client($account, $deadline);
        } catch (AccountUnknownException) {
            // Each is asked about later, so that they do not stand before those of a known account.
            foreach ($attempts as $attempt) {
                $this->store->claimCheck($attempt->invoice, Ending::WAIT);
            }
            $this->failed++;
            $this->log->write('error', 'tries of an unknown account cannot be looked up', ['account' => $account]);
            return;
        }
        foreach ($client->checkStatuses($this->claimed($attempts, $deadline), self::LOOK_UPS_AT_ONCE) as $id => $answer) {
            $attempt = $attempts[$id];
            $this->guarded("invoice $id", function () use ($attempt, $answer, $deadline): void {
                $looked = $this->doku->looked($attempt, $answer);
                $this->checked++;
                $this->decide($attempt, $looked, $deadline);
            });
        }
    }

    /**
     * @param array<string, Attempt> $attempts
     * @return \Generator<string>
     */
    private function claimed(array $attempts, Deadline $deadline): \Generator
    {
        foreach ($attempts as $attempt) {
            if (!$this->mayGoOn($deadline)) {
                return;
            }
            $claimed = false;
            $this->guarded("invoice $attempt->invoice", function () use ($attempt, &$claimed): void {
                $claimed = $this->store->claimCheck($attempt->invoice, Ending::WAIT);
            });
            if ($claimed) {
                yield $attempt->invoice;
            }
        }
    }

    private function decide(Attempt $attempt, Looked $looked, Deadline $deadline): void
    {
        if ($looked === Looked::Answered || $looked === Looked::NotFound) {
            $fresh = $this->ending->fresh($attempt);
            $this->moved += $fresh->status !== $attempt->status ? 1 : 0;
            if ($fresh->status === Status::Pending && $fresh->closedAt !== null) {
                // Nobody goes on with it, and it can be paid.
                $this->ending->cancel($fresh, $deadline);
            } elseif ($fresh->isOpen() && $fresh->url === null) {
                $this->decideUnknown($fresh, $looked, $deadline);
            }
        }
    }

    /** Found without a page: cancelled. Not found, and nobody can know its page: given up. */
    private function decideUnknown(Attempt $attempt, Looked $looked, Deadline $deadline): void
    {
        $call = $this->ending->generateCall($attempt);
        $now = $this->store->attempts($attempt->order)->now;
        $mayBeOnItsWay = $call !== null && in_array($call->state, [CallState::Open, CallState::Unknown], true);
        if ($mayBeOnItsWay && ($call->sends < 2 || $now - $call->sentAt < Ending::WAIT)) {
            return;
        }
        if ($looked === Looked::NotFound) {
            $this->ending->giveUp($attempt, $call !== null);
        } elseif ($attempt->status === Status::Pending) {
            $this->ending->cancel($attempt, $deadline);
        }
    }

    private function mayGoOn(Deadline $deadline): bool
    {
        return !$deadline->isOver() && $this->left-- > 0;
    }

    /** One failing order never stops the rest. */
    private function guarded(string $what, \Closure $work): void
    {
        try {
            $work();
        } catch (\Throwable $error) {
            $this->failed++;
            $this->log->error("reconcile: $what", $error);
        }
    }
}
