<?php

declare(strict_types=1);

namespace ExampleShop;

/** How something ended, in words for the one who pressed. */
final readonly class Message
{
    /** @param 'done'|'refused'|'later'|'unknown' $kind later = nothing was sent */
    public function __construct(public string $kind, public string $text, public ?string $url = null)
    {
    }
}
