<?php

declare(strict_types=1);

namespace DokuSandbox;

/** The refused requests on the developer's page, each with its reason. */
final class AdminRefusals
{
    private const SHOWN = 20;

    public function __construct(private readonly Ledger $ledger)
    {
    }

    public function section(): string
    {
        $rows = '';
        foreach ($this->ledger->refused(self::SHOWN) as $entry) {
            $rows .= $this->row($entry);
        }
        if ($rows === '') {
            return '';
        }
        return '<section class="card" id="refused"><h2>Refused requests</h2>' . $rows . '</section>';
    }

    private function row(LedgerEntry $entry): string
    {
        $signature = '';
        if ($entry->stringToSign !== null) {
            $signature = '<h4>String to sign</h4><pre>' . Html::text($entry->stringToSign) . '</pre>'
                . '<p>Lines end with LF, the last one has none. The Signature that came: <code>'
                . Html::text($entry->signature) . '</code></p>';
            if ($entry->signatureHint !== null) {
                $signature .= '<p class="hint">' . Html::text($entry->signatureHint) . '</p>';
            }
        }
        $facts = '';
        foreach (
            ['Request' => $entry->method . ' ' . $entry->target, 'Client-Id' => $entry->clientId,
                'Request-Id' => $entry->requestId, 'Request-Timestamp' => $entry->timestamp,
                'Invoice' => (string) $entry->invoice] as $name => $value
        ) {
            $facts .= $value === '' ? '' : Html::fact($name, $value);
        }
        return '<details id="refused-' . $entry->sequence . '"><summary><time>' . substr($entry->time, 11, 8)
            . '</time> <strong>' . Html::text($entry->operation) . '</strong> <span class="status failed">'
            . Html::text((string) $entry->refusal) . '</span> <span>' . Html::text((string) $entry->reason)
            . '</span></summary><dl>' . $facts . '</dl>' . $signature . '</details>';
    }
}
