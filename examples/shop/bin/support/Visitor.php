<?php

declare(strict_types=1);

namespace ExampleShop\Support;

use RuntimeException;

/** A browser as small as the demo and the tests need: cookies, forms, no redirect followed by itself. */
final class Visitor
{
    public int $status = 0;
    public string $body = '';
    public string $location = '';
    /** @var array<string, array<string, string>> authority => name => value */
    private array $cookies = [];

    /** @param string $language what the browser wishes, as Accept-Language */
    public function __construct(private readonly string $language = 'en')
    {
    }

    public function get(string $url): self
    {
        return $this->send('GET', $url, [], '');
    }

    /** @param array<string, string> $fields */
    public function post(string $url, array $fields): self
    {
        $headers = ['Content-Type: application/x-www-form-urlencoded'];
        return $this->send('POST', $url, $headers, http_build_query($fields));
    }

    /**
     * @param list<string> $headers
     */
    public function send(string $method, string $url, array $headers, string $body): self
    {
        $authority = self::authority($url);
        $headers[] = 'Accept-Language: ' . $this->language;
        if ($this->cookies($url) !== '') {
            $headers[] = 'Cookie: ' . $this->cookies($url);
        }
        $context = stream_context_create(['http' => ['method' => $method, 'header' => implode("\r\n", $headers),
            'content' => $body, 'follow_location' => 0, 'ignore_errors' => true, 'timeout' => 60]]);
        $answer = @fopen($url, 'rb', false, $context);
        if ($answer === false) {
            throw new RuntimeException("$method $url: no answer");
        }
        $lines = stream_get_meta_data($answer)['wrapper_data'];
        $this->body = (string) stream_get_contents($answer);
        $this->location = '';
        $this->status = (int) explode(' ', $lines[0])[1];
        foreach ($lines as $line) {
            if (preg_match('/^Location:\s*(.+)$/i', $line, $match) === 1) {
                $this->location = str_starts_with($match[1], '/')
                    ? parse_url($url, PHP_URL_SCHEME) . '://' . rtrim($authority, ':') . $match[1] : $match[1];
            } elseif (preg_match('/^Set-Cookie:\s*([^=;]+)=([^;]*)/i', $line, $match) === 1) {
                $this->cookies[$authority][$match[1]] = $match[2];
            }
        }
        return $this;
    }

    /** What it sends to this server, as the header has it. */
    public function cookies(string $url): string
    {
        $cookies = [];
        foreach ($this->cookies[self::authority($url)] ?? [] as $name => $value) {
            $cookies[] = "$name=$value";
        }
        return implode('; ', $cookies);
    }

    public function title(): string
    {
        return preg_match('~<title>(.*?)</title>~s', $this->body, $match) === 1 ? self::plain($match[1]) : '';
    }

    /** The hidden token of the page's forms. */
    public function token(): string
    {
        if (preg_match('/name="token" value="([0-9a-f]+)"/', $this->body, $match) !== 1) {
            throw new RuntimeException("the page has no form (HTTP $this->status)");
        }
        return $match[1];
    }

    /** The text of the element with this id, without tags. */
    public function text(string $id): string
    {
        $pattern = '~<(\w+)[^>]*\bid="' . preg_quote($id, '~') . '"[^>]*>(.*?)</\1>~s';
        return preg_match($pattern, $this->body, $match) === 1 ? self::plain($match[2]) : '';
    }

    /** Messages at the top of the page. */
    public function messages(): string
    {
        preg_match_all('~<p class="message[^>]*>(.*?)</p>~s', $this->body, $matches);
        return implode(' ', array_map(self::plain(...), $matches[1]));
    }

    /** @return array<string, string> field => what stands beside it */
    public function fieldErrors(): array
    {
        preg_match_all('~<p class="error" id="(\w+)-error">(.*?)</p>~s', $this->body, $matches);
        return array_combine($matches[1], array_map(self::plain(...), $matches[2]));
    }

    /**
     * @param array<string, mixed>|null $value null = GET
     * @return array<string, mixed>
     */
    public static function json(string $url, ?array $value = null): array
    {
        $visitor = new self();
        $visitor->send(
            $value === null ? 'GET' : 'POST',
            $url,
            ['Content-Type: application/json'],
            $value === null ? '' : json_encode((object) $value, JSON_THROW_ON_ERROR)
        );
        if ($visitor->status !== 200) {
            throw new RuntimeException("$url answered $visitor->status: $visitor->body");
        }
        return json_decode($visitor->body, true, 64, JSON_THROW_ON_ERROR);
    }

    private static function authority(string $url): string
    {
        return (string) parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT);
    }

    private static function plain(string $html): string
    {
        $text = html_entity_decode(strip_tags($html), ENT_QUOTES | ENT_HTML5, 'UTF-8');
        return trim((string) preg_replace('/\s+/', ' ', $text));
    }
}
