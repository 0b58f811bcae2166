<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Faults that strike a connection before it has brought a request. */
final class AcceptFaults
{
    public static function apply(Loop $loop, Connection $connection, Fault $fault): void
    {
        match ($fault->name) {
            'close_before_read' => self::closeBeforeRead($connection, $fault),
            'tls_alert' => self::breakHandshake($connection, $fault),
            default => $loop->after($fault->seconds('seconds'), static function () use ($connection): void {
                if (!$connection->closed) {
                    $connection->startAfterStall();
                }
            }),
        };
    }

    private static function closeBeforeRead(Connection $connection, Fault $fault): void
    {
        if ($fault->get('when') === 'accept') {
            $connection->close('fault');
            return;
        }
        $connection->whenFirstBytes(static fn () => $connection->close('fault'));
    }

    private static function breakHandshake(Connection $connection, Fault $fault): void
    {
        $connection->whenFirstBytes(static function () use ($connection, $fault): void {
            if ($fault->get('mode') === 'alert') {
                // Record type 21 (alert), TLS 1.2, two bytes: fatal and the description.
                $connection->writeRaw("\x15\x03\x03\x00\x02\x02" . chr($fault->get('code') & 0xff));
            } elseif ($fault->get('mode') === 'garbage') {
                $connection->writeRaw("HTTP/1.1 400 Bad Request\r\n\r\n");
            }
            // The ClientHello is read away, so that the close is an ordinary one.
            $connection->discardInput();
            $connection->close('fault');
        });
    }
}
