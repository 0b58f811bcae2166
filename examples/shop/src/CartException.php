<?php

declare(strict_types=1);

namespace ExampleShop;

/** What is wrong with a cart: a key of lang/, and what goes into its places. */
final class CartException extends \InvalidArgumentException
{
    /** @param array{sku?: string, step?: string} $values */
    public function __construct(private readonly string $key, private readonly array $values = [])
    {
        parent::__construct($key);
    }

    public function text(): string
    {
        $language = Language::current();
        $step = $this->values['step'] ?? '';
        return $language->say($this->key, [
            'product' => isset($this->values['sku']) ? $language->say('product.' . $this->values['sku']) : '',
            'step' => $language->code === 'id' ? strtr($step, '.', ',') : $step,
            'most' => Catalogue::MOST,
        ]);
    }
}
