<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Check;

/** One request to the socket of php-fpm, as a web server would send it. */
final class FastCgi
{
    private const BEGIN = 1;
    private const END = 3;
    private const PARAMETERS = 4;
    private const INPUT = 5;
    private const OUTPUT = 6;

    /**
     * @param string $socket a path, or host:port
     * @param array<string, string> $parameters
     * @return string|null what PHP printed: headers, an empty line, the body; null: no connection
     */
    public static function get(string $socket, array $parameters, float $timeout = 10.0): ?string
    {
        $address = str_starts_with($socket, '/') ? "unix://$socket" : "tcp://$socket";
        $stream = @stream_socket_client($address, $code, $message, $timeout);
        if ($stream === false) {
            return null;
        }
        stream_set_timeout($stream, (int) ceil($timeout));
        $pairs = '';
        foreach ($parameters as $name => $value) {
            $pairs .= self::length($name) . self::length($value) . $name . $value;
        }
        // Role 1: a responder.
        fwrite($stream, self::record(self::BEGIN, pack('nCx5', 1, 0)) . self::record(self::PARAMETERS, $pairs)
            . self::record(self::PARAMETERS, '') . self::record(self::INPUT, ''));
        $printed = '';
        while (strlen($head = self::read($stream, 8)) === 8) {
            $fields = (array) unpack('Cversion/Ctype/nid/nlength/Cpadding', $head);
            $content = self::read($stream, $fields['length']);
            self::read($stream, $fields['padding']);
            if ($fields['type'] === self::OUTPUT) {
                $printed .= $content;
            } elseif ($fields['type'] === self::END) {
                break;
            }
        }
        fclose($stream);
        return $printed;
    }

    private static function record(int $type, string $content): string
    {
        return pack('CCnnCC', 1, $type, 1, strlen($content), 0, 0) . $content;
    }

    private static function length(string $text): string
    {
        return strlen($text) < 128 ? chr(strlen($text)) : pack('N', strlen($text) | 0x80000000);
    }

    /** @param resource $stream */
    private static function read($stream, int $length): string
    {
        $bytes = '';
        while (strlen($bytes) < $length) {
            $part = fread($stream, $length - strlen($bytes));
            if ($part === false || $part === '') {
                break;
            }
            $bytes .= $part;
        }
        return $bytes;
    }
}
