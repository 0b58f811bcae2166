<?php

declare(strict_types=1);

namespace BrowserTest;

use RuntimeException;

/** Headless Chromium, driven through its DevTools protocol over a pipe: JSON messages that end with a NUL byte. */
final class Chromium
{
    private const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-default-apps',
        '--disable-extensions', '--disable-dev-shm-usage', '--hide-scrollbars', '--password-store=basic',
        '--no-proxy-server', '--remote-debugging-pipe'];

    /** @var resource */
    private $process;
    /** @var resource */
    private $commands;
    /** @var resource */
    private $answers;
    private string $buffer = '';
    private int $last = 0;
    private string $session = '';
    private string $profile;
    /** @var list<string> what the pages complained about */
    public array $complaints = [];

    public function __construct(string $binary)
    {
        $this->profile = sys_get_temp_dir() . '/browser-test-' . bin2hex(random_bytes(6));
        mkdir($this->profile, 0700);
        register_shutdown_function($this->stop(...));
        $process = proc_open(
            [$binary, ...self::FLAGS, '--user-data-dir=' . $this->profile, 'about:blank'],
            [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', $this->profile . '/stderr', 'w'],
                ['pipe', 'r'], ['pipe', 'w']],
            $pipes,
            null,
            ['HOME' => $this->profile] + getenv(),
        );
        if ($process === false) {
            throw new RuntimeException("$binary does not start");
        }
        $this->process = $process;
        [3 => $this->commands, 4 => $this->answers] = $pipes;
        stream_set_blocking($this->answers, false);
        $target = $this->command('Target.createTarget', ['url' => 'about:blank'])['targetId'];
        $this->session = $this->command('Target.attachToTarget', ['targetId' => $target, 'flatten' => true])['sessionId'];
        foreach (['Page.enable', 'Runtime.enable', 'Log.enable', 'Network.enable'] as $method) {
            $this->command($method);
        }
    }

    /** Lays the page out for a screen of this width; narrow ones are phones. */
    public function width(int $width): void
    {
        $phone = $width < 600;
        $this->command('Emulation.setDeviceMetricsOverride', ['width' => $width, 'height' => $phone ? 844 : 900,
            'deviceScaleFactor' => $phone ? 2 : 1, 'mobile' => $phone]);
    }

    /** What the browser wishes, as Accept-Language. */
    public function language(string $languages): void
    {
        $this->command('Network.setExtraHTTPHeaders', ['headers' => (object) ['Accept-Language' => $languages]]);
    }

    /** A new visitor: no cookies. */
    public function forget(): void
    {
        $this->command('Network.clearBrowserCookies');
    }

    public function open(string $url): void
    {
        $this->command('Page.navigate', ['url' => $url]);
        $this->waitFor('location.href.split("#")[0] === ' . self::literal($url));
    }

    /** Waits until the document is complete and the expression is true in it. */
    public function waitFor(string $expression, float $seconds = 20): void
    {
        $until = microtime(true) + $seconds;
        while (microtime(true) < $until) {
            try {
                if ($this->evaluate("document.readyState === 'complete' && Boolean($expression)") === true) {
                    return;
                }
            } catch (RuntimeException) {
                // Between two pages there is no document.
            }
            usleep(30_000);
        }
        throw new RuntimeException("not within $seconds s: $expression; the page is " . $this->evaluate('location.href')
            . ' with "' . substr((string) $this->evaluate('document.body.innerText'), 0, 300) . '"');
    }

    public function evaluate(string $expression): mixed
    {
        $answer = $this->command('Runtime.evaluate', ['expression' => $expression, 'returnByValue' => true,
            'awaitPromise' => true]);
        if (isset($answer['exceptionDetails'])) {
            throw new RuntimeException("$expression: " . ($answer['exceptionDetails']['exception']['description']
                ?? $answer['exceptionDetails']['text']));
        }
        return $answer['result']['value'] ?? null;
    }

    public function text(string $selector): string
    {
        return (string) $this->evaluate('document.querySelector(' . self::literal($selector) . ')?.innerText.trim() ?? ""');
    }

    public function has(string $selector): bool
    {
        return $this->evaluate('document.querySelector(' . self::literal($selector) . ') !== null');
    }

    /** A click of the mouse in the middle of the element, as a person does it; nothing may lie over it. */
    public function click(string $selector): void
    {
        // Two frames first: a page that was just loaded has not been laid out for the mouse before.
        $script = '(async () => { const e = document.querySelector(' . self::literal($selector) . ');'
            . 'if (!e) return null; e.scrollIntoView({block: "center", behavior: "instant"});'
            . 'await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));'
            . 'const b = e.getClientRects()[0]; const x = b.x + b.width / 2, y = b.y + b.height / 2;'
            . 'const top = document.elementFromPoint(x, y);'
            . 'return {x, y, free: e === top || e.contains(top), top: top?.outerHTML.slice(0, 80)}; })()';
        $until = microtime(true) + 5;
        do {
            $point = $this->evaluate($script);
        } while (($point === null || !$point['free']) && microtime(true) < $until);
        if ($point === null || !$point['free']) {
            throw new RuntimeException("$selector "
                . ($point === null ? 'is not on the page' : 'is covered by ' . ($point['top'] ?? 'nothing')));
        }
        foreach (['mousePressed', 'mouseReleased'] as $type) {
            $this->command('Input.dispatchMouseEvent', ['type' => $type, 'x' => $point['x'], 'y' => $point['y'],
                'button' => 'left', 'clickCount' => 1]);
        }
    }

    /** Types into a field; what stood there goes. */
    public function type(string $selector, string $text): void
    {
        $this->evaluate('document.querySelector(' . self::literal($selector) . ').select()');
        if ($text === '') {
            $this->command('Input.dispatchKeyEvent', ['type' => 'keyDown', 'key' => 'Delete', 'windowsVirtualKeyCode' => 46]);
            $this->command('Input.dispatchKeyEvent', ['type' => 'keyUp', 'key' => 'Delete', 'windowsVirtualKeyCode' => 46]);
            return;
        }
        $this->command('Input.insertText', ['text' => $text]);
    }

    /** What a screen of this size shows, one pixel a point. */
    public function picture(string $file, int $width, int $height): void
    {
        $this->command('Emulation.setDeviceMetricsOverride', ['width' => $width, 'height' => $height, 'deviceScaleFactor' => 1, 'mobile' => true]);
        $this->evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))');
        $shot = $this->command('Page.captureScreenshot', ['format' => 'png']);
        file_put_contents($file, base64_decode($shot['data'], true));
    }

    /** The whole page as PNG. */
    public function screenshot(string $file): void
    {
        $size = $this->command('Page.getLayoutMetrics')['cssContentSize'];
        $shot = $this->command('Page.captureScreenshot', ['captureBeyondViewport' => true, 'clip' => ['x' => 0, 'y' => 0,
            'width' => $size['width'], 'height' => $size['height'], 'scale' => 1]]);
        file_put_contents($file, base64_decode($shot['data'], true));
    }

    public function stop(): void
    {
        if (!is_resource($this->process)) {
            return;
        }
        try {
            $this->session = '';
            $this->command('Browser.close');
        } catch (RuntimeException) {
            proc_terminate($this->process);
        }
        fclose($this->commands);
        proc_close($this->process);
        self::remove($this->profile);
    }

    /**
     * @param array<string, mixed> $parameters
     * @return array<string, mixed>
     */
    private function command(string $method, array $parameters = []): array
    {
        $message = ['id' => ++$this->last, 'method' => $method, 'params' => (object) $parameters];
        if ($this->session !== '') {
            $message['sessionId'] = $this->session;
        }
        fwrite($this->commands, json_encode($message, JSON_THROW_ON_ERROR) . "\0");
        $until = microtime(true) + 30;
        while (microtime(true) < $until) {
            $answer = $this->next($until);
            if (($answer['id'] ?? 0) === $this->last) {
                if (isset($answer['error'])) {
                    throw new RuntimeException("$method: " . $answer['error']['message']);
                }
                return $answer['result'];
            }
            $this->note($answer);
        }
        throw new RuntimeException("$method: no answer");
    }

    /** @return array<string, mixed> */
    private function next(float $until): array
    {
        while (($end = strpos($this->buffer, "\0")) === false) {
            $read = [$this->answers];
            $none = null;
            $left = max(0.0, $until - microtime(true));
            stream_select($read, $none, $none, (int) $left, (int) (fmod($left, 1) * 1e6));
            $bytes = (string) fread($this->answers, 1 << 20);
            if ($bytes === '' && (feof($this->answers) || microtime(true) >= $until)) {
                throw new RuntimeException('Chromium is gone or silent: '
                    . substr((string) file_get_contents($this->profile . '/stderr'), -2000));
            }
            $this->buffer .= $bytes;
        }
        $message = substr($this->buffer, 0, $end);
        $this->buffer = substr($this->buffer, $end + 1);
        return json_decode($message, true, 512, JSON_THROW_ON_ERROR);
    }

    /** @param array<string, mixed> $event */
    private function note(array $event): void
    {
        if (($event['method'] ?? '') === 'Runtime.exceptionThrown') {
            $this->complaints[] = $event['params']['exceptionDetails']['exception']['description'] ?? 'exception';
        } elseif (($event['method'] ?? '') === 'Log.entryAdded' && $event['params']['entry']['level'] === 'error') {
            $entry = $event['params']['entry'];
            // A form that is refused with 422 is shown as a failed load; that is meant.
            if (!str_contains($entry['text'], 'status of 422')) {
                $this->complaints[] = $entry['text'] . ' ' . ($entry['url'] ?? '');
            }
        }
    }

    private static function literal(string $text): string
    {
        return json_encode($text, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
    }

    private static function remove(string $directory): void
    {
        foreach (
            new \RecursiveIteratorIterator(
                new \RecursiveDirectoryIterator($directory, \FilesystemIterator::SKIP_DOTS),
                \RecursiveIteratorIterator::CHILD_FIRST,
            ) as $entry
        ) {
            $entry->isDir() && !$entry->isLink() ? @rmdir((string) $entry) : @unlink((string) $entry);
        }
        @rmdir($directory);
    }
}
