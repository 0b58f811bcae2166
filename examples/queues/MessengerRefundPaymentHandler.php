<?php

declare(strict_types=1);

namespace App\MessageHandler;

use App\Message\RefundPayment;
use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\Result;
use Symfony\Component\Messenger\Attribute\AsMessageHandler;
use Symfony\Component\Messenger\Exception\RecoverableMessageHandlingException;
use Symfony\Component\Messenger\Exception\UnrecoverableMessageHandlingException;

/** However often it runs, DOKU executes the refund once: the library sends the stored call again. */
#[AsMessageHandler]
final readonly class RefundPaymentHandler
{
    public function __construct(private Payments $payments)
    {
    }

    public function __invoke(RefundPayment $message): void
    {
        $outcome = $this->payments->refund($message->invoice, $message->amount, 30.0);
        if ($outcome->attempt !== null) {
            $this->payments->tell($outcome->attempt->order);
        }
        $text = "$message->invoice: " . ($outcome->reason->value ?? '');
        match ($outcome->result) {
            Result::Done => null,
            // To the failure transport, for a person.
            Result::Refused => throw new UnrecoverableMessageHandlingException($text),
            // Again without a limit, whatever retry_strategy says; its delays grow.
            Result::Later, Result::Unknown => throw new RecoverableMessageHandlingException($text),
        };
    }
}
