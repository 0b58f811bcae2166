<?php

declare(strict_types=1);

namespace ExampleShop;

use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\Call;
use DokuAkulaku\Payments\CallState;
use DokuAkulaku\Payments\Operation;

/** What a person of the back office has to look at, in sentences. */
final class Marks
{
    /**
     * @param array<string, list<Call>> $calls invoice => its calls
     * @return list<array{kind: string, text: string}> kind: an Alarm's value, order_amount, or unknown
     */
    public static function of(Order $order, Attempts $attempts, array $calls): array
    {
        $marks = [];
        foreach ($attempts->alarms() as $alarm) {
            // A try that was to be cancelled for another amount, and was paid: order_amount says it, the order stands.
            if ($alarm !== Alarm::PaidAfterCancel || $order->cancelledAt !== null) {
                $marks[] = ['kind' => $alarm->value, 'text' => self::alarm($alarm, $order, $attempts)];
            }
        }
        foreach ($attempts->paid() as $attempt) {
            if ($attempt->amount !== $order->amount) {
                $marks[] = ['kind' => 'order_amount', 'text' => self::say('mark.order_amount', ['invoice' => $attempt->invoice,
                    'paid' => rupiah($attempt->amount), 'amount' => rupiah($order->amount),
                    'difference' => rupiah(abs($attempt->amount - $order->amount))])];
            }
        }
        foreach ($attempts as $attempt) {
            foreach ($calls[$attempt->invoice] ?? [] as $call) {
                if (self::isUnanswered($call, $attempt)) {
                    $marks[] = ['kind' => 'unknown', 'text' => self::say('mark.unknown.' . $call->operation->value, [
                        'invoice' => $attempt->invoice, 'time' => local_time($call->createdAt), 'id' => $call->requestId])];
                }
            }
        }
        return $marks;
    }

    /** Nobody waits for the answer of a generate call whose try was closed; it is looked up all the same. */
    public static function isUnanswered(Call $call, Attempt $attempt): bool
    {
        return ($call->state === CallState::Open || $call->state === CallState::Unknown)
            && ($call->operation !== Operation::Generate || $attempt->isOpen());
    }

    private static function alarm(Alarm $alarm, Order $order, Attempts $attempts): string
    {
        $invoices = array_map(static fn (Attempt $one): string => $one->invoice, $attempts->paid());
        $paid = $attempts->paid()[0] ?? $attempts->latest();
        $differs = null;
        $unknown = null;
        foreach ($attempts as $attempt) {
            $differs = $attempt->amountSeen !== null || $attempt->amountUnreadable ? $attempt : $differs;
            $unknown = $attempt->unknownSince !== null ? $attempt : $unknown;
        }
        return self::say('mark.' . $alarm->value, [
            'invoices' => implode(', ', $invoices),
            'invoice' => $differs->invoice ?? $unknown->invoice ?? $paid->invoice ?? '',
            'amount' => rupiah($differs->amount ?? $paid->amount ?? $order->amount),
            'seen' => rupiah($differs->amountSeen ?? 0),
            'difference' => rupiah(abs(($differs->amountSeen ?? 0) - ($differs->amount ?? 0))),
            'time' => local_time($unknown->unknownSince ?? $paid->paidAt ?? $order->created),
        ]);
    }

    /** @param array<string, string|int> $values */
    private static function say(string $key, array $values): string
    {
        return Language::current()->say($key, $values);
    }
}
