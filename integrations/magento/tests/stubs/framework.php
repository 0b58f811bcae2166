<?php

/**
 * What the module uses of Magento's framework, as PHPStan has to know it: names, parameters and what really comes back.
 * Written for this purpose from the public signatures of Magento Open Source 2.4; no code of Magento.
 */

namespace {
    function __(string $text, mixed ...$values): \Magento\Framework\Phrase
    {
        return new \Magento\Framework\Phrase($text, $values);
    }

    class Zend_Db_Expr
    {
        public function __construct(string $expression)
        {
        }
    }
}

namespace Magento\Framework {
    class Phrase implements \Stringable, \JsonSerializable
    {
        /** @param array<mixed> $values */
        public function __construct(private string $text, private array $values = [])
        {
        }

        public function render(): string
        {
            $places = [];
            foreach (array_values($this->values) as $index => $value) {
                $places['%' . ($index + 1)] = is_scalar($value) || $value instanceof \Stringable ? (string) $value : '';
            }
            return strtr($this->text, $places);
        }

        public function __toString(): string
        {
            return $this->render();
        }

        public function jsonSerialize(): mixed
        {
            return $this->render();
        }
    }

    class DataObject
    {
        public function getData(string $key = '', string|int|null $index = null): mixed
        {
            return null;
        }

        /** @return $this */
        public function setData(string $key, mixed $value = null): static
        {
            return $this;
        }

        public function unsetData(?string $key = null): static
        {
            return $this;
        }
    }

    class Escaper
    {
        public function escapeHtml(string|\Stringable $text): string
        {
            return '';
        }

        public function escapeHtmlAttr(string|\Stringable $text): string
        {
            return '';
        }

        public function escapeUrl(string $text): string
        {
            return '';
        }

        public function escapeJs(string|\Stringable $text): string
        {
            return '';
        }
    }

    class FlagManager
    {
        /** @return array<mixed>|string|int|float|bool|null */
        public function getFlagData(string $code): array|string|int|float|bool|null
        {
            return null;
        }

        /** @param array<mixed>|string|int|float|bool|null $value */
        public function saveFlag(string $code, array|string|int|float|bool|null $value): bool
        {
            return true;
        }
    }

    class Registry
    {
        public function registry(string $key): mixed
        {
            return null;
        }
    }

    interface UrlInterface
    {
        public const URL_TYPE_LINK = 'link';

        /** @param array<string, mixed> $params */
        public function getUrl(?string $path = null, ?array $params = null): string;

        public function getBaseUrl(): string;
    }

    class Url implements UrlInterface
    {
        public function setScope(int|string|null $scope): static
        {
            return $this;
        }

        public function getUrl(?string $path = null, ?array $params = null): string
        {
            return '';
        }

        public function getBaseUrl(): string
        {
            return '';
        }
    }

    interface AuthorizationInterface
    {
        public function isAllowed(string $resource, ?string $privilege = null): bool;
    }
}

namespace Magento\Framework\App {
    interface ActionInterface
    {
        public const FLAG_NO_DISPATCH = 'no-dispatch';

        public function execute(): \Magento\Framework\Controller\ResultInterface|ResponseInterface;
    }

    interface RequestInterface
    {
        public function getParam(string $key, mixed $default = null): mixed;
    }

    interface ResponseInterface
    {
    }

    interface CsrfAwareActionInterface extends ActionInterface
    {
        public function createCsrfValidationException(RequestInterface $request): ?Request\InvalidRequestException;

        public function validateForCsrf(RequestInterface $request): ?bool;
    }

    interface ProductMetadataInterface
    {
        public function getVersion(): string;
    }

    class ActionFlag
    {
        public function set(string $action, string $flag, bool $value): void
        {
        }
    }

    class Area
    {
        public const AREA_ADMINHTML = 'adminhtml';
        public const AREA_FRONTEND = 'frontend';
    }

    class DeploymentConfig
    {
        public function get(string $key, mixed $default = null): mixed
        {
            return null;
        }
    }

    class ResourceConnection
    {
        public function getConnection(string $resource = 'default'): \Magento\Framework\DB\Adapter\AdapterInterface
        {
            throw new \LogicException();
        }

        public function getTablePrefix(): string
        {
            return '';
        }

        public function getTableName(string $table, string $resource = 'default'): string
        {
            return '';
        }
    }

    class State
    {
        /** @throws \Magento\Framework\Exception\LocalizedException */
        public function getAreaCode(): string
        {
            return '';
        }

        /** @param array<mixed> $params */
        public function emulateAreaCode(string $area, callable $callback, array $params = []): mixed
        {
            return null;
        }
    }
}

namespace Magento\Framework\App\Config {
    interface ScopeConfigInterface
    {
        public function getValue(string $path, string $scope = 'default', int|string|null $code = null): mixed;

        public function isSetFlag(string $path, string $scope = 'default', int|string|null $code = null): bool;
    }
}

namespace Magento\Framework\App\ResourceConnection {
    class ConnectionFactory
    {
        /** @param array<mixed> $settings */
        public function create(array $settings): ?\Magento\Framework\DB\Adapter\AdapterInterface
        {
            return null;
        }
    }
}

namespace Magento\Framework\Component {
    class ComponentRegistrar
    {
        public const MODULE = 'module';

        public static function register(string $type, string $name, string $path): void
        {
        }
    }
}

namespace Magento\Framework\Data {
    interface OptionSourceInterface
    {
        /** @return list<array{value: string, label: string|\Magento\Framework\Phrase}> */
        public function toOptionArray(): array;
    }
}

namespace Magento\Framework\Data\Form\Element {
    abstract class AbstractElement extends \Magento\Framework\DataObject
    {
    }
}

namespace Magento\Framework\DB {
    class Select implements \Stringable
    {
        /** @param array<mixed>|string $columns */
        public function from(string $table, array|string $columns = '*'): static
        {
            return $this;
        }

        public function where(string $condition, mixed $value = null): static
        {
            return $this;
        }

        public function order(string $spec): static
        {
            return $this;
        }

        public function limit(?int $count = null, ?int $offset = null): static
        {
            return $this;
        }

        public function forUpdate(bool $flag = true): static
        {
            return $this;
        }

        public function __toString(): string
        {
            return '';
        }
    }
}

namespace Magento\Framework\DB\Adapter {
    interface AdapterInterface
    {
        public function select(): \Magento\Framework\DB\Select;

        /** @param array<mixed> $bind @return string|int|false|null */
        public function fetchOne(\Magento\Framework\DB\Select|string $sql, array $bind = []): string|int|false|null;

        /** @param array<mixed> $bind @return list<string|int|null> */
        public function fetchCol(\Magento\Framework\DB\Select|string $sql, array $bind = []): array;

        /** @param array<mixed> $bind @return array<string, mixed>|false */
        public function fetchRow(\Magento\Framework\DB\Select|string $sql, array $bind = []): array|false;

        /** @param array<string, mixed> $bind @param array<mixed>|string $where */
        public function update(string $table, array $bind, array|string $where = ''): int;

        public function beginTransaction(): static;

        public function commit(): static;

        public function rollBack(): static;

        public function getTransactionLevel(): int;
    }
}

namespace Magento\Framework\DB\Adapter\Pdo {
    abstract class Mysql implements \Magento\Framework\DB\Adapter\AdapterInterface
    {
        public function getConnection(): object
        {
            return new \stdClass();
        }
    }
}

namespace Magento\Framework\Encryption {
    interface EncryptorInterface
    {
        public function hash(string $data): string;
    }
}

namespace Magento\Framework\Event {
    interface ManagerInterface
    {
        /** @param array<string, mixed> $data */
        public function dispatch(string $name, array $data = []): void;
    }

    interface ObserverInterface
    {
        public function execute(Observer $observer): void;
    }

    class Observer extends \Magento\Framework\DataObject
    {
        public function getEvent(): \Magento\Framework\DataObject
        {
            return new \Magento\Framework\DataObject();
        }
    }
}

namespace Magento\Framework\Exception {
    class LocalizedException extends \Exception
    {
        public function __construct(\Magento\Framework\Phrase $phrase, ?\Exception $cause = null, int $code = 0)
        {
            parent::__construct($phrase->render(), $code, $cause);
        }
    }

    class NoSuchEntityException extends LocalizedException
    {
    }
}

namespace Magento\Framework\Lock {
    interface LockManagerInterface
    {
        public function lock(string $name, int $timeout = -1): bool;

        public function unlock(string $name): bool;

        public function isLocked(string $name): bool;
    }
}

namespace Magento\Framework\Model {
    abstract class AbstractModel extends \Magento\Framework\DataObject
    {
        /** @return int|string|null */
        public function getId(): int|string|null
        {
            return null;
        }
    }
}

namespace Magento\Framework\Model\ResourceModel\Db {
    abstract class AbstractDb
    {
        public function load(\Magento\Framework\Model\AbstractModel $object, int|string $value, ?string $field = null): static
        {
            return $this;
        }

        public function save(\Magento\Framework\Model\AbstractModel $object): static
        {
            return $this;
        }

        public function getConnection(): \Magento\Framework\DB\Adapter\AdapterInterface
        {
            throw new \LogicException();
        }

        public function getMainTable(): string
        {
            return '';
        }

        public function getTable(string $name): string
        {
            return '';
        }

        public function beginTransaction(): static
        {
            return $this;
        }

        public function commit(): static
        {
            return $this;
        }

        public function rollBack(): static
        {
            return $this;
        }
    }
}

namespace Magento\Framework\Notification {
    interface MessageInterface
    {
        public const SEVERITY_CRITICAL = 1;
        public const SEVERITY_MAJOR = 2;

        public function getIdentity(): string;

        public function isDisplayed(): bool;

        public function getText(): string;

        public function getSeverity(): int;
    }
}

namespace Psr\Log {
    interface LoggerInterface
    {
        /** @param array<mixed> $context */
        public function log(mixed $level, string|\Stringable $message, array $context = []): void;
    }
}
