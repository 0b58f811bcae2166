<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Answers API requests: as DOKU would, or with the fault that was ordered. */
final class FaultRunner
{
    /** @param \Closure(Listener, float, Connection): void $refuse shuts a listener for some seconds */
    public function __construct(
        private readonly Loop $loop,
        private readonly Api $api,
        private readonly Clock $clock,
        private readonly \Closure $payBase,
        private readonly \Closure $refuse,
    ) {
    }

    public function run(Connection $connection, Request $request, LedgerEntry $entry, ?Fault $fault): void
    {
        $connection->entry = $entry;
        if ($fault === null || $fault->name === 'none') {
            $this->refuseNext($connection, $fault);
            $answer = $this->execute($connection, $request, $entry);
            $this->sign($request, $answer);
            $this->send($connection, $request, $entry, $answer, $fault?->refuseNext !== null);
            return;
        }
        $entry->fault = $fault->export();
        $this->refuseNext($connection, $fault);
        match ($fault->name) {
            'delay' => $this->delay($connection, $request, $entry, $fault),
            'close_after_request' => $this->cutAll($connection, $request, $entry, $fault),
            'reset' => $this->reset($connection, $request, $entry, $fault),
            'status' => $this->status($connection, $request, $entry, $fault),
            'redirect' => $this->redirect($connection, $request, $entry, $fault),
            'conflict' => $this->conflict($connection, $request, $entry, $fault),
            'clock' => $this->clockOff($connection, $request, $entry, $fault),
            default => $this->spoil($connection, $request, $entry, $fault),
        };
    }

    private function refuseNext(Connection $connection, ?Fault $fault): void
    {
        if ($fault?->refuseNext !== null) {
            ($this->refuse)($connection->listener, $fault->refuseNext, $connection);
        }
    }

    /** The usual answer, unsigned; its effect has happened. */
    private function execute(
        Connection $connection,
        Request $request,
        LedgerEntry $entry,
        bool $fail = false,
    ): Response {
        return $this->api->handle($request, $entry, ($this->payBase)($connection->listener), $fail);
    }

    /** Executes or only checks, as the fault says; null when there is no usual answer. */
    private function maybe(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): ?Response
    {
        if ($fault->get('execute') !== false) {
            return $this->execute($connection, $request, $entry);
        }
        return $this->api->verify($request, $entry);
    }

    private function sign(Request $request, Response $answer): void
    {
        if ($answer->status < 300 || ($answer->status === 409 && !str_starts_with($answer->body, '{"error"'))) {
            $this->api->sign($request, $answer);
        }
    }

    private function send(
        Connection $connection,
        Request $request,
        LedgerEntry $entry,
        Response $answer,
        bool $close = false,
    ): void {
        $close = $close || $request->wantsClose();
        $bytes = $answer->head($close) . ($answer->status === 204 || $answer->status === 304 ? '' : $answer->body);
        $this->deliver($connection, $entry, $answer->status, [Step::bytes($bytes)], $close);
    }

    /** @param list<Step> $steps */
    private function deliver(
        Connection $connection,
        LedgerEntry $entry,
        int $status,
        array $steps,
        bool $close,
    ): void {
        $entry->status = $status;
        $steps[] = Step::call(static function () use ($entry): void {
            $entry->answer = 'full';
        });
        $steps[] = $close ? Step::close() : Step::done();
        $connection->send($steps);
    }

    private function delay(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $when = $fault->get('execute');
        $held = false;
        $answer = null;
        if ($when === true) {
            $answer = $this->execute($connection, $request, $entry);
        }
        if ($fault->get('in_flight') === true && !$entry->inFlight && $entry->refusal === null) {
            $this->api->holdInFlight($request);
            $held = true;
        }
        // The server goes on even when the client has gone: that is what makes an outcome unknown.
        $this->loop->after($fault->seconds('seconds'), function () use (
            $connection,
            $request,
            $entry,
            $fault,
            $when,
            $held,
            $answer,
        ): void {
            if ($held) {
                $this->api->releaseInFlight($request);
            }
            if ($when === 'after') {
                $answer = $this->execute($connection, $request, $entry);
            } elseif ($when === false) {
                $answer = $this->api->verify($request, $entry)
                    ?? Response::json(503, Gate::envelope('service_unavailable', 'Service Unavailable', 'api_error'));
            }
            $this->sign($request, $answer);
            $this->send($connection, $request, $entry, $answer, $fault->refuseNext !== null);
        });
    }

    private function cutAll(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $this->maybe($connection, $request, $entry, $fault);
        $connection->send([Step::close($fault->get('close_notify'), 'fault')]);
    }

    private function reset(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $answer = $this->maybe($connection, $request, $entry, $fault);
        if ($fault->get('at') === 'request' || $answer === null) {
            $connection->send([Step::reset()]);
            return;
        }
        $this->sign($request, $answer);
        $entry->status = $answer->status;
        $bytes = $fault->get('at') === 'headers'
            ? self::half($answer->head(false))
            : $answer->head(false) . self::half($answer->body);
        // A reset throws away what the peer has not read yet: give it a moment.
        $connection->send([Step::bytes($bytes), Step::wait(0.02), Step::reset()]);
    }

    private static function half(string $text): string
    {
        return substr($text, 0, intdiv(strlen($text), 2));
    }

    private function status(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $status = $fault->get('status');
        $close = $request->wantsClose() || $fault->refuseNext !== null;
        if ($status < 200) {
            $answer = $this->execute($connection, $request, $entry);
            $this->sign($request, $answer);
            $interim = str_repeat(Response::statusLine($status) . "Request-Id: interim\r\n\r\n", $fault->get('times'));
            $steps = [Step::bytes($interim . $answer->head($close) . $answer->body)];
            $this->deliver($connection, $entry, $answer->status, $steps, $close);
            return;
        }
        $usual = $this->maybe($connection, $request, $entry, $fault);
        $answer = BodyFaults::refusal($fault, $request->path, $this->clock->now());
        if ($fault->get('envelope') === 'normal' && $usual !== null) {
            $answer->body = $usual->body;
            $answer->set('Content-Type', 'application/json');
            $this->api->sign($request, $answer);
        }
        $this->send($connection, $request, $entry, $answer, $close);
    }

    private function redirect(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $this->maybe($connection, $request, $entry, $fault);
        $answer = new Response($fault->get('status'), '', [['Location', $fault->get('location')]]);
        $this->send($connection, $request, $entry, $answer, $fault->refuseNext !== null);
    }

    private function conflict(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $usual = $this->maybe($connection, $request, $entry, $fault);
        $variant = $fault->get('variant');
        $answer = match ($variant) {
            'empty' => new Response(409),
            'html' => BodyFaults::html(409, 'Conflict'),
            'idempotent' => Response::json(
                409,
                Gate::envelope('idempotent_request', 'Request is being processed'),
            ),
            default => new Response(409, $usual->body ?? '', [['Content-Type', 'application/json']]),
        };
        if ($variant === 'other_order') {
            BodyFaults::apply(Fault::fromSpec('other_order'), $answer);
        }
        if ($answer->body !== '' && $variant !== 'html') {
            $this->sign($request, $answer);
        }
        $this->send($connection, $request, $entry, $answer, $fault->refuseNext !== null);
    }

    /** This one request meets a clock that is off: in the time window, in the timestamps, in the Date header. */
    private function clockOff(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $answer = $this->clock->shifted(
            $fault->get('offset_seconds'),
            $fault->get('date_header'),
            function () use ($connection, $request, $entry): Response {
                $answer = $this->execute($connection, $request, $entry);
                $this->sign($request, $answer);
                $answer->date = $this->clock->date();
                return $answer;
            },
        );
        $this->send($connection, $request, $entry, $answer, $fault->refuseNext !== null);
    }

    /** Faults that start from the usual answer: its effect happens, its delivery or content is spoilt. */
    private function spoil(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $answer = $this->execute($connection, $request, $entry, $fault->name === 'order_failed');
        $close = $request->wantsClose() || $fault->refuseNext !== null;
        BodyFaults::apply($fault, $answer);
        if (in_array($fault->name, ['wrong_request_id', 'wrong_client_id'], true)) {
            $this->api->signAs($request, $answer, $fault);
        } else {
            $this->sign($request, $answer);
        }
        $this->spoilSignature($fault, $request, $answer);
        $entry->status = $answer->status;
        if (DeliveryFaults::cuts($fault->name)) {
            $connection->send(DeliveryFaults::cut($fault, $answer));
            return;
        }
        if ($fault->name === 'close_idle_kept' && !$close) {
            $this->closeIdle($connection, $entry, $answer, $fault);
            return;
        }
        if ($fault->name === 'close_on_next_request') {
            $connection->nextRequestFault = $fault;
        }
        $close = $close || $fault->name === 'no_keep_alive' || DeliveryFaults::mustClose($fault);
        $this->deliver($connection, $entry, $answer->status, DeliveryFaults::steps($fault, $answer, $close), $close);
    }

    private function spoilSignature(Fault $fault, Request $request, Response $answer): void
    {
        if ($fault->name === 'missing_signature') {
            $answer->drop('Signature');
        } elseif ($fault->name === 'duplicate_headers') {
            $answer->headers[] = ['Request-Id', 'another-request-id'];
            $answer->headers[] = ['Signature', 'HMACSHA256=another'];
            $answer->headers[] = ['Content-Type', 'text/plain'];
        } elseif ($fault->name === 'bad_signature') {
            $answer->set('Signature', match ($fault->get('kind')) {
                'garbage' => 'HMACSHA256=not-base64!',
                'empty' => '',
                'request_layout' => $this->api->requestLayout($request, $answer),
                default => Signature::PREFIX
                    . base64_encode(hash_hmac('sha256', $answer->body, 'some-other-key', true)),
            });
        }
    }

    private function closeIdle(Connection $connection, LedgerEntry $entry, Response $answer, Fault $fault): void
    {
        $full = Step::call(static function () use ($entry): void {
            $entry->answer = 'full';
        });
        $steps = [Step::bytes($answer->head(false) . $answer->body), $full];
        if ($fault->seconds('after') <= 0.0) {
            $connection->send([...$steps, Step::close($fault->get('close_notify'), 'fault')]);
            return;
        }
        $connection->send([...$steps, Step::done()]);
        $this->loop->after($fault->seconds('after'), static function () use ($connection, $fault): void {
            $connection->closeIfIdle('fault', $fault->get('close_notify'));
        });
    }

    /** The request after the one that close_on_next_request answered. */
    public function runNext(Connection $connection, Request $request, LedgerEntry $entry, Fault $fault): void
    {
        $connection->entry = $entry;
        $entry->fault = $fault->export() + ['next' => true];
        if ($fault->get('execute_next') === true) {
            $this->execute($connection, $request, $entry);
        } else {
            $this->api->verify($request, $entry);
        }
        $connection->send([
            $fault->get('reset_next') === true ? Step::reset() : Step::close($fault->get('close_notify'), 'fault'),
        ]);
    }
}
