<?php

declare(strict_types=1);

namespace DokuAkulaku\Testing;

/**
 * The option "transport" that plays a script: one entry an attempt. An entry is an Answer, or a Throwable: a
 * ConnectionException (nothing was sent) or an IndeterminateException (unknown). Everything else of a call stays real.
 */
final class ScriptedTransport
{
    public const CLIENT_ID = 'MCH-TEST-0001';
    public const SECRET = 'fake-secret-for-tests';

    /** @var list<\DokuAkulaku\Request> what was sent, one an attempt */
    public array $requests = [];

    /** @var list<Answer|\Throwable> */
    private array $script;

    public function __construct(Answer|\Throwable ...$script)
    {
        $this->script = array_values($script);
    }

    /** @return array{status: int, headers: array<string, string>, body: string} */
    public function __invoke(\DokuAkulaku\Request $request): array
    {
        $this->requests[] = $request;
        $entry = array_shift($this->script);
        if ($entry === null) {
            $attempt = count($this->requests);
            throw new \LogicException("The script has no answer for attempt $attempt: $request->method $request->requestTarget");
        }
        return $entry instanceof Answer ? $entry->toArray() : throw $entry;
    }

    /** How many entries nobody asked for. A test that ends with some left did less than it meant to. */
    public function left(): int
    {
        return count($this->script);
    }

    /**
     * A client that talks to this script.
     *
     * @param array{retries?: int<0, 10>, verify_response?: 'report'|'require'|'off', characters?: 'documented'|'safe'} $options
     */
    public function client(array $options = []): \DokuAkulaku
    {
        return new \DokuAkulaku(self::CLIENT_ID, self::SECRET, ['transport' => $this(...)] + $options);
    }
}
