<?php

declare(strict_types=1);

namespace DokuSandbox;

/** What may be changed while the server runs. */
final class Settings
{
    public ?string $notificationUrl = null;
    public ?string $publicUrl = null;
    /** Seconds until a pending order expires; 0 = never, as DOKU documents no expiry. */
    public int $expiry = 0;
    /** Refuse texts with characters outside DOKU's Safe String? */
    public bool $safeCharacters = true;
    public float $notificationTimeout = 30.0;
}
