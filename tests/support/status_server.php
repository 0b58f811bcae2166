<?php

declare(strict_types=1);

/*
 * Answers GET /orders/v1/status/{id} on 127.0.0.1 and counts. It holds answers back so that the number of
 * requests in flight can be seen: the first answers go out when AT_LEAST requests wait and a moment passed
 * without one more, all later ones after such a moment. AT_LEAST 0: at once.
 *
 *   php status_server.php AT_LEAST [reverse]
 *
 * Prints "http://127.0.0.1:PORT". With "reverse" the newest is answered first, one at a time.
 * GET /report answers {"most": in flight at once, "requests": n, "connections": n, "ids": [...]}.
 * Ids that start with "cut" get a closed connection, "once" only the first time, "missing" a 404, "html" no JSON. Ends when
 * stdin closes.
 */

$atLeast = (int) $argv[1];
$patience = microtime(true) + 15;
$reverse = ($argv[2] ?? '') === 'reverse';
$listener = stream_socket_server('tcp://127.0.0.1:0', $number, $message);
echo 'http://', stream_socket_get_name($listener, false), "\n";
stream_set_blocking($listener, false);

$connections = [];
$buffers = [];
$waiting = []; // [connection number, id]
$most = 0;
$requests = 0;
$accepted = 0;
$ids = [];
while (true) {
    $read = [STDIN, $listener, ...$connections];
    $write = $except = null;
    $ready = stream_select($read, $write, $except, 0, $waiting === [] ? 500000 : 60000);
    if (count($waiting) >= $atLeast || microtime(true) > $patience) {
        $atLeast = min($atLeast, 1);
    }
    if ($ready === 0 && $waiting !== [] && $atLeast <= 1) {
        // nobody else came: the batch is as full as it gets
        $due = $reverse ? [array_pop($waiting)] : $waiting;
        foreach ($due as [$connection, $id]) {
            $isCut = str_starts_with($id, 'cut') || (str_starts_with($id, 'once') && count(array_keys($ids, $id, true)) === 1);
            answer_status($connections[$connection] ?? null, $id, $isCut);
            if ($isCut) {
                unset($connections[$connection], $buffers[$connection]);
            }
        }
        $waiting = $reverse ? $waiting : [];
    }
    foreach ($ready ? $read : [] as $stream) {
        if ($stream === STDIN) {
            if (fread(STDIN, 1024) === '' && feof(STDIN)) {
                exit(0);
            }
            continue;
        }
        if ($stream === $listener) {
            $connection = stream_socket_accept($listener, 0);
            if ($connection !== false) {
                stream_set_blocking($connection, false);
                $connections[(int) $connection] = $connection;
                $buffers[(int) $connection] = '';
                $accepted++;
            }
            continue;
        }
        $at = (int) $stream;
        $part = fread($stream, 65536);
        if ($part === '' || $part === false) {
            if (feof($stream)) {
                unset($connections[$at], $buffers[$at]);
                $waiting = array_values(array_filter($waiting, fn ($one) => $one[0] !== $at));
            }
            continue;
        }
        $buffers[$at] .= $part;
        while (($end = strpos($buffers[$at] ?? '', "\r\n\r\n")) !== false) {
            $head = substr($buffers[$at], 0, $end);
            $buffers[$at] = substr($buffers[$at], $end + 4);
            $target = explode(' ', $head)[1] ?? '';
            if ($target === '/report') {
                write_answer($stream, 200, json_encode(['most' => $most, 'requests' => $requests, 'connections' => $accepted, 'ids' => $ids]));
                fclose($stream);
                unset($connections[$at], $buffers[$at]);
                continue;
            }
            $requests++;
            $id = rawurldecode(basename($target));
            if ($requests <= 1000) {
                $ids[] = $id;
            }
            $waiting[] = [$at, $id];
            $most = max($most, count($waiting));
            if ($atLeast === 0) {
                array_pop($waiting);
                answer_status($stream, $id, str_starts_with($id, 'cut'));
            }
        }
    }
}

function answer_status(mixed $connection, string $id, bool $isCut): void
{
    if (!is_resource($connection)) {
        return;
    }
    if ($isCut) {
        stream_socket_shutdown($connection, STREAM_SHUT_RDWR);
        fclose($connection);
    } elseif (str_starts_with($id, 'missing')) {
        write_answer($connection, 404, '{"message":"Order Not Found"}');
    } elseif (str_starts_with($id, 'html')) {
        write_answer($connection, 200, '<html>');
    } else {
        write_answer($connection, 200, json_encode(['order' => ['invoice_number' => $id, 'amount' => 1], 'transaction' => ['status' => 'PENDING']]));
    }
}

function write_answer(mixed $connection, int $status, string $body): void
{
    @fwrite($connection, "HTTP/1.1 $status X\r\nContent-Type: application/json\r\nContent-Length: " . strlen($body) . "\r\n\r\n$body");
}
