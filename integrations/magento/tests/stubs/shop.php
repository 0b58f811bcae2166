<?php

/**
 * What the module uses of Magento's shop modules, as PHPStan has to know it. Written for this purpose from the public
 * signatures of Magento Open Source 2.4; no code of Magento.
 */

namespace Magento\Backend\App {
    abstract class Action implements \Magento\Framework\App\ActionInterface
    {
        protected \Magento\Framework\Message\ManagerInterface $messageManager;
        protected \Magento\Framework\Controller\Result\RedirectFactory $resultRedirectFactory;
        protected \Magento\Backend\Model\Auth $_auth;

        public function __construct(Action\Context $context)
        {
        }

        public function getRequest(): \Magento\Framework\App\RequestInterface
        {
            throw new \LogicException();
        }
    }
}

namespace Magento\Backend\App\Action {
    class Context
    {
    }
}

namespace Magento\Backend\Model {
    class Auth
    {
        public function getUser(): ?\Magento\User\Model\User
        {
            return null;
        }
    }
}

namespace Magento\User\Model {
    class User
    {
        public function getUserName(): ?string
        {
            return null;
        }
    }
}

namespace Magento\Backend\Block {
    class Template extends \Magento\Framework\View\Element\Template
    {
        protected \Magento\Framework\AuthorizationInterface $_authorization;
    }
}

namespace Magento\Backend\Block\Template {
    class Context extends \Magento\Framework\View\Element\Template\Context
    {
    }
}

namespace Magento\Config\Block\System\Config\Form {
    class Field extends \Magento\Backend\Block\Template
    {
        public function render(\Magento\Framework\Data\Form\Element\AbstractElement $element): string
        {
            return '';
        }

        /** @return string */
        protected function _getElementHtml(\Magento\Framework\Data\Form\Element\AbstractElement $element)
        {
            return '';
        }
    }
}

namespace Magento\Checkout\Model {
    interface ConfigProviderInterface
    {
        /** @return array<string, mixed> */
        public function getConfig(): array;
    }

    class Session
    {
        public function getQuote(): \Magento\Quote\Model\Quote
        {
            throw new \LogicException();
        }

        public function getLastRealOrder(): \Magento\Sales\Model\Order
        {
            throw new \LogicException();
        }

        public function getLastRealOrderId(): int|string|null
        {
            return null;
        }

        public function restoreQuote(): bool
        {
            return true;
        }
    }
}

namespace Magento\Quote\Model {
    class Quote extends \Magento\Framework\Model\AbstractModel
    {
        public function hasItems(): bool
        {
            return false;
        }

        public function getStoreId(): int|string|null
        {
            return null;
        }

        public function getBaseGrandTotal(): float|int|string|null
        {
            return null;
        }
    }
}

namespace Magento\Quote\Model {
    class QuoteIdMask extends \Magento\Framework\Model\AbstractModel
    {
    }

    class QuoteIdMaskFactory
    {
        public function create(): QuoteIdMask
        {
            return new QuoteIdMask();
        }
    }
}

namespace Magento\Quote\Model\ResourceModel\Quote {
    class QuoteIdMask extends \Magento\Framework\Model\ResourceModel\Db\AbstractDb
    {
    }
}

namespace Magento\Payment\Block {
    class Info extends \Magento\Framework\View\Element\Template
    {
        public function getInfo(): \Magento\Framework\DataObject
        {
            throw new \LogicException();
        }

        /** @param \Magento\Framework\DataObject|array<string, string>|null $transport */
        protected function _prepareSpecificInformation($transport = null): \Magento\Framework\DataObject
        {
            return new \Magento\Framework\DataObject();
        }
    }
}

namespace Magento\Payment\Gateway {
    interface CommandInterface
    {
        /** @param array<string, mixed> $commandSubject */
        public function execute(array $commandSubject): ?Command\ResultInterface;
    }
}

namespace Magento\Payment\Gateway\Command {
    interface ResultInterface
    {
    }
}

namespace Magento\Payment\Gateway\Data {
    interface PaymentDataObjectInterface
    {
        public function getPayment(): object;
    }
}

namespace Magento\Payment\Gateway\Helper {
    class SubjectReader
    {
        /** @param array<string, mixed> $subject */
        public static function readPayment(array $subject): \Magento\Payment\Gateway\Data\PaymentDataObjectInterface
        {
            $payment = $subject['payment'] ?? null;
            return $payment instanceof \Magento\Payment\Gateway\Data\PaymentDataObjectInterface ? $payment
                : throw new \InvalidArgumentException('no payment');
        }

        /** @param array<string, mixed> $subject */
        public static function readAmount(array $subject): float|int|string
        {
            $amount = $subject['amount'] ?? null;
            return is_numeric($amount) ? $amount : throw new \InvalidArgumentException('no amount');
        }

        /** @param array<string, mixed> $subject */
        public static function readStateObject(array $subject): object
        {
            $state = $subject['stateObject'] ?? null;
            return is_object($state) ? $state : throw new \InvalidArgumentException('no state');
        }
    }
}

namespace Magento\Payment\Gateway\Validator {
    interface ResultInterface
    {
        public function isValid(): bool;
    }

    abstract class AbstractValidator
    {
        /** @param array<string, mixed> $validationSubject */
        abstract public function validate(array $validationSubject): ResultInterface;

        /** @param list<\Magento\Framework\Phrase> $fails */
        protected function createResult(bool $isValid, array $fails = []): ResultInterface
        {
            throw new \LogicException();
        }
    }
}

namespace Magento\Payment\Model {
    interface MethodInterface
    {
        public function getCode(): string;
    }
}

namespace Magento\Store\Model {
    class ScopeInterface
    {
        public const SCOPE_STORE = 'store';
    }

    class Store extends \Magento\Framework\Model\AbstractModel
    {
        public function getBaseUrl(string $type = 'link', ?bool $secure = null): string
        {
            return '';
        }

        public function getBaseCurrencyCode(): ?string
        {
            return null;
        }
    }

    interface StoreManagerInterface
    {
        /** @throws \Magento\Framework\Exception\NoSuchEntityException */
        public function getStore(int|string|null $id = null): Store;

        /** @return array<Store> */
        public function getStores(bool $withDefault = false, bool $codeKey = false): array;

        public function getDefaultStoreView(): ?Store;
    }
}
