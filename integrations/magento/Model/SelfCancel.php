<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model;

/** A customer is cancelling a paid order of ours by himself (Magento 2.4.7 and later). */
class SelfCancel
{
    private bool $isRunning = false;

    public function isRunning(): bool
    {
        return $this->isRunning;
    }

    /**
     * @template T
     * @param \Closure(): T $work
     * @return T
     */
    public function run(\Closure $work): mixed
    {
        $before = $this->isRunning;
        $this->isRunning = true;
        try {
            return $work();
        } finally {
            $this->isRunning = $before;
        }
    }
}
