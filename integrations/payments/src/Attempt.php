<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

use DokuAkulaku\Status;

/** One try to pay an order: an invoice of its own at DOKU. Times are Unix seconds of the database. */
final readonly class Attempt
{
    /**
     * @param int $number 1, 2, 3 ... within the order
     * @param string $account "{environment}:{Client-Id}" that made it
     * @param ?string $url of the payment page, once it was known
     * @param list<array{name: string, value: string}> $identifiers of Akulaku, as received
     * @param ?Status $told the state that the shop was told last
     * @param ?int $closedAt the shop does not go on with it; it stays watched, and a SUCCESS counts
     * @param ?int $cancelAskedAt when it was first asked to be cancelled
     * @param ?int $amountSeen another amount, as DOKU named it
     * @param ?int $unknownSince since when an answer is missing
     */
    public function __construct(
        public string $order,
        public int $number,
        public string $invoice,
        public string $reference,
        public int $amount,
        public string $account,
        public string $site,
        public Status $status,
        public ?string $url,
        public array $identifiers,
        public ?Status $told,
        public ?int $closedAt,
        public int $createdAt,
        public ?Reason $closedWhy = null,
        public ?string $closedBy = null,
        public ?int $cancelAskedAt = null,
        public ?int $amountSeen = null,
        public bool $amountUnreadable = false,
        public ?int $unknownSince = null,
        public ?string $cart = null,
        public ?int $changedAt = null,
        public ?int $paidAt = null,
    ) {
    }

    /** A buyer can be sent to its page. */
    public function payable(): bool
    {
        return $this->url !== null && $this->isOpen();
    }

    /** Nothing new is started for the order before this one has ended. */
    public function isOpen(): bool
    {
        return $this->closedAt === null && $this->isUnsettled();
    }

    /** DOKU may still have an order that can be paid. */
    public function isUnsettled(): bool
    {
        return $this->status === Status::Pending || $this->status === Status::Unknown;
    }
}
