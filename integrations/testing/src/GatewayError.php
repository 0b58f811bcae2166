<?php

declare(strict_types=1);

namespace DokuAkulaku\Testing;

/** The codes that DOKU's gateway was seen to refuse with, in the order of its checks. ApiException::getErrorCode(). */
enum GatewayError: string
{
    case HeaderMissing = 'invalid_header_request';
    case TimestampOutOfRange = 'request_time_out_of_range';
    case ClientId = 'invalid_client_id';
    case Signature = 'invalid_signature';

    public function message(): string
    {
        return match ($this) {
            self::HeaderMissing => 'Header Client-Id is required',
            self::TimestampOutOfRange => 'Header Request-Timestamp is not in +- 3600 second of now',
            self::ClientId => 'Invalid Client-Id',
            self::Signature => 'Invalid Header Signature',
        };
    }
}
