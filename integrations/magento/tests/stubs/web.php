<?php

/**
 * What the module uses of Magento's framework, as PHPStan has to know it: names, parameters and what really comes back.
 * Written for this purpose from the public signatures of Magento Open Source 2.4; no code of Magento.
 */

namespace Magento\Framework\App\Action {
    interface HttpGetActionInterface extends \Magento\Framework\App\ActionInterface
    {
    }

    interface HttpPostActionInterface extends \Magento\Framework\App\ActionInterface
    {
    }
}

namespace Magento\Framework\App\Request {
    class ServerParameters
    {
        /** @return array<string, mixed> */
        public function toArray(): array
        {
            return [];
        }
    }

    class InvalidRequestException extends \Exception
    {
    }

    class Http implements \Magento\Framework\App\RequestInterface
    {
        public function getParam(string $key, mixed $default = null): mixed
        {
            return null;
        }

        public function getContent(): string
        {
            return '';
        }

        public function getPathInfo(): string
        {
            return '';
        }

        /** @return ($name is null ? ServerParameters : mixed) */
        public function getServer(?string $name = null): mixed
        {
            return new ServerParameters();
        }
    }
}

namespace Magento\Framework\App\Response {
    class Http implements \Magento\Framework\App\ResponseInterface
    {
        public function setRedirect(string $url, int $code = 302): static
        {
            return $this;
        }
    }
}

namespace Magento\Framework\Controller {
    interface ResultInterface
    {
    }

    abstract class AbstractResult implements ResultInterface
    {
        public function setHttpResponseCode(int $code): static
        {
            return $this;
        }

        public function setHeader(string $name, string $value, bool $replace = false): static
        {
            return $this;
        }
    }
}

namespace Magento\Framework\Controller\Result {
    class Redirect extends \Magento\Framework\Controller\AbstractResult
    {
        /** @param array<string, mixed> $params */
        public function setPath(string $path, array $params = []): static
        {
            return $this;
        }

        public function setUrl(string $url): static
        {
            return $this;
        }
    }

    class RedirectFactory
    {
        public function create(): Redirect
        {
            return new Redirect();
        }
    }

    class Json extends \Magento\Framework\Controller\AbstractResult
    {
        /** @param array<mixed> $data */
        public function setData(array $data): static
        {
            return $this;
        }
    }

    class JsonFactory
    {
        public function create(): Json
        {
            return new Json();
        }
    }

    class Raw extends \Magento\Framework\Controller\AbstractResult
    {
        public function setContents(string $contents): static
        {
            return $this;
        }
    }

    class RawFactory
    {
        public function create(): Raw
        {
            return new Raw();
        }
    }
}

namespace Magento\Framework\GraphQl\Config\Element {
    class Field
    {
    }
}

namespace Magento\Framework\GraphQl\Exception {
    class GraphQlInputException extends \Magento\Framework\Exception\LocalizedException
    {
    }
}

namespace Magento\Framework\GraphQl\Query {
    interface ResolverInterface
    {
        /**
         * @param mixed $context
         * @param array<string, mixed>|null $value
         * @param array<string, mixed>|null $args
         */
        public function resolve(
            \Magento\Framework\GraphQl\Config\Element\Field $field,
            $context,
            \Magento\Framework\GraphQl\Schema\Type\ResolveInfo $info,
            ?array $value = null,
            ?array $args = null,
        ): mixed;
    }
}

namespace Magento\Framework\GraphQl\Schema\Type {
    class ResolveInfo
    {
    }
}

namespace Magento\Framework\Message {
    interface ManagerInterface
    {
        public function addSuccessMessage(string|\Stringable $message): static;

        public function addErrorMessage(string|\Stringable $message): static;
    }
}

namespace Magento\Framework\MessageQueue {
    interface PublisherInterface
    {
        public function publish(string $topic, mixed $data): mixed;
    }
}

namespace Magento\Framework\Stdlib\DateTime {
    interface TimezoneInterface
    {
        public function formatDateTime(\DateTimeInterface $date, int $dateType, int $timeType): string;
    }
}

namespace Magento\Framework\View\Element {
    class Template extends \Magento\Framework\DataObject
    {
        /** @var string */
        protected $_template = '';
        protected \Magento\Framework\Stdlib\DateTime\TimezoneInterface $_localeDate;

        /** @param array<string, mixed> $data */
        public function __construct(Template\Context $context, array $data = [])
        {
        }

        public function getRequest(): \Magento\Framework\App\RequestInterface
        {
            throw new \LogicException();
        }

        /** @param array<string, mixed> $params */
        public function getUrl(string $route = '', array $params = []): string
        {
            return '';
        }

        public function escapeHtml(string|\Stringable $text): string
        {
            return '';
        }

        public function escapeHtmlAttr(string $text): string
        {
            return '';
        }

        public function getFormKey(): string
        {
            return '';
        }

        /** @return string */
        protected function _toHtml()
        {
            return '';
        }
    }
}

namespace Magento\Framework\View\Element\Template {
    class Context
    {
    }
}

namespace Magento\Framework\View\Page {
    class Title
    {
        public function set(string $title): static
        {
            return $this;
        }
    }

    class Config
    {
        public function getTitle(): Title
        {
            return new Title();
        }
    }
}

namespace Magento\Framework\View\Result {
    class Page extends \Magento\Framework\Controller\AbstractResult
    {
        public function getConfig(): \Magento\Framework\View\Page\Config
        {
            return new \Magento\Framework\View\Page\Config();
        }
    }

    class PageFactory
    {
        public function create(): Page
        {
            return new Page();
        }
    }
}
