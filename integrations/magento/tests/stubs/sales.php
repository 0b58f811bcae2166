<?php

/**
 * What the module uses of Magento's shop modules, as PHPStan has to know it. Written for this purpose from the public
 * signatures of Magento Open Source 2.4; no code of Magento.
 */

namespace Magento\Sales\Api {
    interface OrderManagementInterface
    {
        public function cancel(int $id): bool;
    }

    interface RefundInvoiceInterface
    {
        /** @param array<mixed> $items */
        public function execute(int $invoiceId, array $items = [], ?bool $isOnline = false, ?bool $notify = false): int;
    }

    interface OrderRepositoryInterface
    {
        public function save(Data\OrderInterface $order): Data\OrderInterface;
    }
}

namespace Magento\Sales\Api\Data {
    interface OrderInterface
    {
        public function getEntityId(): int|string|null;

        public function getIncrementId(): ?string;
    }

    interface TransactionInterface
    {
        public const TYPE_CAPTURE = 'capture';
    }

    interface InvoiceInterface
    {
    }

    interface CreditmemoCommentCreationInterface
    {
    }

    interface CreditmemoCreationArgumentsExtensionInterface
    {
        public function getDokuAkulakuOffline(): ?bool;
    }

    interface CreditmemoCreationArgumentsInterface
    {
        public function getExtensionAttributes(): ?CreditmemoCreationArgumentsExtensionInterface;
    }

    interface CreditmemoExtensionInterface
    {
        public function getDokuAkulakuOffline(): ?bool;
    }

    interface CreditmemoInterface
    {
        public function getExtensionAttributes(): ?CreditmemoExtensionInterface;

        public function getOrderId(): int|string|null;
    }
}

namespace Magento\Sales\Model {
    class Order extends \Magento\Framework\Model\AbstractModel implements \Magento\Sales\Api\Data\OrderInterface
    {
        public const STATE_NEW = 'new';
        public const STATE_PENDING_PAYMENT = 'pending_payment';
        public const STATE_PROCESSING = 'processing';
        public const STATE_COMPLETE = 'complete';
        public const STATE_CLOSED = 'closed';
        public const STATE_CANCELED = 'canceled';
        public const STATE_HOLDED = 'holded';
        public const STATE_PAYMENT_REVIEW = 'payment_review';

        public function getEntityId(): int|string|null
        {
            return null;
        }

        public function getIncrementId(): ?string
        {
            return null;
        }

        public function getQuoteId(): int|string|null
        {
            return null;
        }

        public function getStoreId(): int|string|null
        {
            return null;
        }

        public function getCustomerId(): int|string|null
        {
            return null;
        }

        public function getCustomerEmail(): ?string
        {
            return null;
        }

        public function getPayment(): ?Order\Payment
        {
            return null;
        }

        public function getBillingAddress(): ?Order\Address
        {
            return null;
        }

        public function getShippingAddress(): ?Order\Address
        {
            return null;
        }

        /** @return array<Order\Item> */
        public function getAllVisibleItems(): array
        {
            return [];
        }

        /** @return array<Order\Item> */
        public function getAllItems(): array
        {
            return [];
        }

        /** @return iterable<Order\Invoice> */
        public function getInvoiceCollection(): iterable
        {
            return [];
        }

        public function getState(): ?string
        {
            return null;
        }

        public function setState(string $state): static
        {
            return $this;
        }

        public function getStatus(): ?string
        {
            return null;
        }

        public function setStatus(string $status): static
        {
            return $this;
        }

        public function getConfig(): Order\Config
        {
            return new Order\Config();
        }

        public function canCancel(): bool
        {
            return true;
        }

        public function canInvoice(): bool
        {
            return true;
        }

        public function canHold(): bool
        {
            return true;
        }

        public function hold(): static
        {
            return $this;
        }

        public function canUnhold(): bool
        {
            return true;
        }

        public function unhold(): static
        {
            return $this;
        }

        public function isCanceled(): bool
        {
            return false;
        }

        public function cancel(): static
        {
            return $this;
        }

        public function prepareInvoice(): Order\Invoice
        {
            throw new \LogicException();
        }

        public function addCommentToStatusHistory(string|\Stringable $comment, string|bool $status = false, bool $isVisible = false): object
        {
            return $this;
        }

        public function addRelatedObject(object $object): static
        {
            return $this;
        }

        public function setCanSendNewEmailFlag(bool $flag): static
        {
            return $this;
        }

        public function getEmailSent(): bool|int|string|null
        {
            return null;
        }

        public function getTotalDue(): float
        {
            return 0.0;
        }

        public function getBaseTotalDue(): float
        {
            return 0.0;
        }

        public function getBaseTotalPaid(): float|int|string|null
        {
            return null;
        }

        public function getBaseGrandTotal(): float|int|string|null
        {
            return null;
        }

        public function getBaseShippingInclTax(): float|int|string|null
        {
            return null;
        }

        public function getBaseShippingDiscountAmount(): float|int|string|null
        {
            return null;
        }

        public function getShippingDescription(): ?string
        {
            return null;
        }

        public function getBaseShippingAmount(): float|int|string|null
        {
            return null;
        }

        public function getBaseCurrencyCode(): ?string
        {
            return null;
        }
    }

    class OrderFactory
    {
        /** @param array<mixed> $data */
        public function create(array $data = []): Order
        {
            throw new \LogicException();
        }
    }
}

namespace Magento\Sales\Model\Order {
    class Config
    {
        public function getStateDefaultStatus(string $state): ?string
        {
            return null;
        }
    }

    class Payment extends \Magento\Framework\Model\AbstractModel
    {
        public function getMethod(): ?string
        {
            return null;
        }

        public function getOrder(): \Magento\Sales\Model\Order
        {
            throw new \LogicException();
        }

        public function getLastTransId(): ?string
        {
            return null;
        }

        public function getRefundTransactionId(): ?string
        {
            return null;
        }

        public function setTransactionId(string $id): static
        {
            return $this;
        }

        /** @return array<string, mixed>|mixed */
        public function getAdditionalInformation(?string $key = null): mixed
        {
            return null;
        }

        public function setAdditionalInformation(string $key, mixed $value = null): static
        {
            return $this;
        }

        public function setCurrencyCode(?string $code): static
        {
            return $this;
        }

        public function registerCaptureNotification(float|int|string|null $amount, bool $skipFraudDetection = false): static
        {
            return $this;
        }

        public function setLastTransId(string $id): static
        {
            return $this;
        }

        public function setIsTransactionClosed(bool|int $isClosed): static
        {
            return $this;
        }

        public function setShouldCloseParentTransaction(bool|int $flag): static
        {
            return $this;
        }

        public function setAmountAuthorized(float $amount): static
        {
            return $this;
        }

        public function setBaseAmountAuthorized(float $amount): static
        {
            return $this;
        }

        public function addTransaction(string $type, ?object $document = null, bool $failSafe = false): ?object
        {
            return null;
        }
    }

    class Address
    {
        public function getFirstname(): ?string
        {
            return null;
        }

        public function getLastname(): ?string
        {
            return null;
        }

        public function getTelephone(): ?string
        {
            return null;
        }

        /** @return list<string>|null */
        public function getStreet(): ?array
        {
            return null;
        }

        public function getCity(): ?string
        {
            return null;
        }

        public function getRegion(): ?string
        {
            return null;
        }

        public function getPostcode(): ?string
        {
            return null;
        }
    }

    class Item extends \Magento\Framework\DataObject
    {
        public function getName(): ?string
        {
            return null;
        }

        public function getSku(): ?string
        {
            return null;
        }

        public function getProductType(): ?string
        {
            return null;
        }

        /** @return array<self> */
        public function getChildrenItems(): array
        {
            return [];
        }

        public function isChildrenCalculated(): bool
        {
            return false;
        }

        public function getQtyOrdered(): float|int|string|null
        {
            return null;
        }

        public function getBaseRowTotal(): float|int|string|null
        {
            return null;
        }

        public function getBaseRowTotalInclTax(): float|int|string|null
        {
            return null;
        }

        public function getBaseDiscountAmount(): float|int|string|null
        {
            return null;
        }
    }

    class Invoice extends \Magento\Framework\Model\AbstractModel
    {
        public const CAPTURE_OFFLINE = 'offline';
        public const STATE_OPEN = 1;
        public const STATE_PAID = 2;
        public const STATE_CANCELED = 3;

        public function getState(): int|string|null
        {
            return null;
        }

        public function getTransactionId(): ?string
        {
            return null;
        }

        public function setTransactionId(string $id): static
        {
            return $this;
        }

        public function setRequestedCaptureCase(string $case): static
        {
            return $this;
        }

        public function register(): static
        {
            return $this;
        }

        public function pay(): static
        {
            return $this;
        }

        public function isCanceled(): bool
        {
            return false;
        }

        public function getEmailSent(): bool|int|string|null
        {
            return null;
        }

        public function getOrder(): \Magento\Sales\Model\Order
        {
            throw new \LogicException();
        }
    }

    class Creditmemo extends \Magento\Framework\Model\AbstractModel implements \Magento\Sales\Api\Data\CreditmemoInterface
    {
        public function getOrder(): \Magento\Sales\Model\Order
        {
            throw new \LogicException();
        }

        public function getOrderId(): int|string|null
        {
            return null;
        }

        public function getExtensionAttributes(): ?\Magento\Sales\Api\Data\CreditmemoExtensionInterface
        {
            return null;
        }
    }

    class CreditmemoDocumentFactory
    {
    }

    interface RefundAdapterInterface
    {
    }
}

namespace Magento\Sales\Model\Order\Email\Sender {
    class OrderSender
    {
        public function send(\Magento\Sales\Model\Order $order, bool $forceSyncMode = false): bool
        {
            return true;
        }
    }

    class InvoiceSender
    {
        public function send(\Magento\Sales\Model\Order\Invoice $invoice, bool $forceSyncMode = false): bool
        {
            return true;
        }
    }
}

namespace Magento\Sales\Model\ResourceModel {
    class Order extends \Magento\Framework\Model\ResourceModel\Db\AbstractDb
    {
    }
}
