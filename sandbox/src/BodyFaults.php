<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Faults that change what an answer says before it is signed. */
final class BodyFaults
{
    /** Changes the answer in place; false when the fault is none of these. */
    public static function apply(Fault $fault, Response $answer): bool
    {
        $body = match ($fault->name) {
            'other_order' => self::edit($answer->body, static function (\stdClass $json) use ($fault): void {
                if (isset($json->order)) {
                    $json->order->invoice_number = $fault->get('invoice');
                }
            }),
            'other_amount' => self::edit($answer->body, static function (\stdClass $json) use ($fault): void {
                if (isset($json->order)) {
                    $json->order->amount = $fault->get('amount');
                }
            }),
            'truncated_json' => substr($answer->body, 0, intdiv(strlen($answer->body), 2)),
            'not_json' => $fault->get('body'),
            'wrong_shape' => self::shape($answer->body, $fault->get('shape')),
            'duplicate_keys' => self::duplicate($answer->body),
            'deep_json' => self::insert($answer->body, '"deep":' . str_repeat('[', $fault->get('depth'))
                . str_repeat(']', $fault->get('depth'))),
            'nul_key' => self::insert($answer->body, '"payment\u0000x":{"status":"SUCCESS"}'),
            'trailing_data' => $answer->body . $fault->get('data'),
            'invalid_utf8' => self::insert($answer->body, "\"note\":\"\xff\""),
            default => null,
        };
        if ($body === null) {
            return false;
        }
        $answer->body = $body;
        return true;
    }

    private static function edit(string $body, \Closure $change): string
    {
        $json = json_decode($body);
        if (!$json instanceof \stdClass) {
            return $body;
        }
        $change($json);
        return (string) json_encode($json, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }

    /** Puts a member in front of the others. */
    private static function insert(string $body, string $member): string
    {
        return '{' . $member . ($body === '{}' ? '' : ',') . substr($body, 1);
    }

    private static function shape(string $body, string $shape): string
    {
        return match ($shape) {
            'empty_object' => '{}',
            'list' => '[' . $body . ']',
            'string' => '"SUCCESS"',
            'number' => '200',
            'null' => 'null',
            'no_payment' => self::edit($body, static function (\stdClass $json): void {
                unset($json->payment, $json->cancel, $json->refund, $json->transaction);
            }),
            'payment_is_list' => self::edit($body, static function (\stdClass $json): void {
                $json->payment = [];
                unset($json->cancel, $json->refund, $json->transaction);
            }),
            default => self::edit($body, static function (\stdClass $json): void {
                foreach (['payment', 'cancel', 'refund', 'transaction'] as $part) {
                    if (isset($json->$part->status)) {
                        $json->$part->status = 1;
                    }
                }
            }),
        };
    }

    private static function duplicate(string $body): string
    {
        foreach (['cancel', 'refund', 'payment', 'transaction'] as $part) {
            if (str_contains($body, '"' . $part . '":{')) {
                return self::insert($body, '"' . $part . '":{"status":"FAILED"}');
            }
        }
        return self::insert($body, '"message":"a","message":"b"');
    }

    /**
     * A status with one of the error envelopes that DOKU's documents, or answers recorded by others, show.
     *
     * @param string $path of the request: Spring's envelope names it
     * @param int $now Unix seconds, for the same
     */
    public static function refusal(Fault $fault, string $path, int $now): Response
    {
        $error = ['code' => $fault->get('code'), 'message' => $fault->get('message'), 'type' => $fault->get('type')];
        $status = $fault->get('status');
        $answer = match ($fault->get('envelope')) {
            'a' => Response::json($status, ['error' => $error]),
            'bare' => Response::json($status, $error),
            'b_string' => Response::json($status, ['message' => $error['message']]),
            'b_array' => Response::json($status, ['message' => [$error['message']]]),
            'error_messages' => Response::json($status, ['error_messages' => [$error['message']]]),
            'errors' => Response::json($status, ['errors' => [$error['code'] => [$error['message']]]]),
            'spring' => Response::json($status, ['timestamp' => gmdate('Y-m-d\TH:i:s.000+00:00', $now),
                'status' => $status, 'error' => Response::reason($status), 'path' => $path]),
            // Seven digits: the HTTP status, the service, the case.
            'snap' => Response::json(
                $status,
                ['responseCode' => $status . '0000', 'responseMessage' => $error['message']],
            ),
            'html' => self::html($status, $error['message']),
            default => new Response($status),
        };
        if ($fault->get('retry_after') !== null) {
            $answer->set('Retry-After', (string) $fault->get('retry_after'));
        }
        return $answer;
    }

    public static function html(int $status, string $message): Response
    {
        $text = htmlspecialchars($message, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
        $body = "<html><head><title>$status</title></head><body><h1>$status</h1><p>$text</p></body></html>\n";
        return new Response($status, $body, [['Content-Type', 'text/html']]);
    }
}
