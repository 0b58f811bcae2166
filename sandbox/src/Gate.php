<?php

declare(strict_types=1);

namespace DokuSandbox;

/**
 * The checks that come before the body, in the order DOKU was seen to make them: headers present,
 * timestamp format, time window, Client-Id, signature. Each refusal is HTTP 400 with an error object.
 */
final class Gate
{
    private const WINDOW = 3600;

    /** @param array<string, string> $secrets Client-Id => secret key */
    public function __construct(#[\SensitiveParameter] private readonly array $secrets, private readonly Clock $clock)
    {
    }

    /** The refusal, or null when the request is genuine. */
    public function check(Request $request, LedgerEntry $entry): ?Response
    {
        foreach (['Client-Id', 'Request-Id', 'Request-Timestamp', 'Signature'] as $name) {
            if ($request->header($name) === '') {
                return $this->refuse($entry, 'invalid_header_request', "Header $name is required");
            }
        }
        // The documents give 128 characters as the most; what DOKU says to a longer one is not recorded.
        if (strlen($request->header('Request-Id')) > 128) {
            return $this->refuse($entry, 'invalid_header_request', 'Invalid format Header Request-Id');
        }
        $time = Signature::parseTimestamp($request->header('Request-Timestamp'));
        if ($time === null) {
            // The message is recorded, its code is not: this code is the simulator's guess.
            return $this->refuse($entry, 'invalid_header_request', 'Invalid format Header Request-Timestamp');
        }
        if (abs($time - $this->clock->now()) > self::WINDOW) {
            return $this->refuse(
                $entry,
                'request_time_out_of_range',
                'Header Request-Timestamp is not in +- 3600 second of now',
            );
        }
        $entry->headersOk = true;
        $secret = $this->secrets[$request->header('Client-Id')] ?? null;
        if ($secret === null) {
            return $this->refuse($entry, 'invalid_client_id', 'Invalid Client-Id');
        }
        $text = Signature::stringToSign(
            $request->header('Client-Id'),
            $request->header('Request-Id'),
            $request->header('Request-Timestamp'),
            $request->path,
            $request->method === 'GET' ? null : $request->body,
        );
        $entry->signatureOk = hash_equals(Signature::of($secret, $text), $request->header('Signature'));
        if (!$entry->signatureOk) {
            $entry->stringToSign = $text;
            $entry->signatureHint = SignatureHint::of($this->secrets, $request);
            return $this->refuse($entry, 'invalid_signature', 'Invalid Header Signature');
        }
        return null;
    }

    private function refuse(LedgerEntry $entry, string $code, string $message): Response
    {
        $entry->refusal = $code;
        $entry->reason = $message;
        return Response::json(400, self::envelope($code, $message));
    }

    /** @return array<string, mixed> */
    public static function envelope(string $code, string $message, string $type = 'invalid_request_error'): array
    {
        return ['error' => ['code' => $code, 'message' => $message, 'type' => $type]];
    }
}
