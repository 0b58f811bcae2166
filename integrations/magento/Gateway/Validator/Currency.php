<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Gateway\Validator;

use Magento\Payment\Gateway\Validator\AbstractValidator;
use Magento\Payment\Gateway\Validator\ResultInterface;

/** Magento asks with the store's base currency; what is shown may be another one. */
class Currency extends AbstractValidator
{
    public function validate(array $validationSubject): ResultInterface
    {
        return $this->createResult(($validationSubject['currency'] ?? '') === 'IDR');
    }
}
