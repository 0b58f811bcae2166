<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Model\Config;

use Magento\Framework\Data\OptionSourceInterface;

class Environment implements OptionSourceInterface
{
    public function toOptionArray(): array
    {
        return [
            ['value' => 'sandbox', 'label' => __('Sandbox (tests)')],
            ['value' => 'production', 'label' => __('Production (real money)')],
        ];
    }
}
