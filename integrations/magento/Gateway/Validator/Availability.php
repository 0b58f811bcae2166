<?php

declare(strict_types=1);

namespace DokuAkulaku\Payment\Gateway\Validator;

use DokuAkulaku\Payment\Model\PaymentsFactory;
use Magento\Payment\Gateway\Validator\AbstractValidator;
use Magento\Payment\Gateway\Validator\ResultInterface;

/** The module works without the extension, and then offers nothing. */
class Availability extends AbstractValidator
{
    public function validate(array $validationSubject): ResultInterface
    {
        return $this->createResult(PaymentsFactory::isExtensionLoaded());
    }
}
