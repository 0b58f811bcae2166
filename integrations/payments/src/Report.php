<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments;

/** What a run of the reconciler did. */
final readonly class Report
{
    /**
     * @param int $repeated calls made again
     * @param int $checked look-ups answered
     * @param int $moved tries whose state changed by a look-up
     * @param int $told orders told to the shop
     * @param int $failed things that went wrong, each logged; they come again
     * @param bool $complete nothing was left that was due at the start
     * @param ?Reason $reason why nothing was done at all: CopiedSite, NoStore
     */
    public function __construct(
        public int $repeated = 0,
        public int $checked = 0,
        public int $moved = 0,
        public int $told = 0,
        public int $failed = 0,
        public bool $complete = true,
        public ?Reason $reason = null,
    ) {
    }
}
