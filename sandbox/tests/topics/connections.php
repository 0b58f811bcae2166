<?php

declare(strict_types=1);

use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;

/** Kept connections, many at once, faults of connections, the queue of faults, requests in flight. */
return static function (): void {
    $server = new Program('server.php', ['--idle', '2']);
    $client = $server->client();

    // Keep-alive, and many at once.
    for ($i = 1; $i <= 3; $i++) {
        $client->status('INV-NONE');
        $entry = $server->lastEntry();
        Harness::same([1, $i], [$entry['connection'], $entry['request_on_connection']], 'kept connection');
    }
    Harness::same(1, $server->control('GET', 'totals')['accepted'], 'the control port is not counted');
    $clients = [];
    for ($i = 0; $i < 200; $i++) {
        $clients[$i] = $server->client();
        $path = '/orders/v1/status/INV-' . $i;
        $clients[$i]->write('GET', $path, '', Client::signed('GET', $path, ''));
    }
    $answers = array_map(static fn (Client $one): int => $one->read()->status, $clients);
    Harness::same([404 => 200], array_count_values($answers), '200 connections at once');
    Harness::same(201, $server->control('GET', 'totals')['open_connections'], 'all kept');
    array_map(static fn (Client $one) => $one->close(), $clients);
    Harness::soon(
        static fn (): bool => $server->control('GET', 'totals')['open_connections'] === 1,
        'all closed by the peer',
    );
    $reply = $client->status('INV-NONE', ['Connection' => 'close']);
    Harness::same('close', $reply->header('Connection'), 'Connection: close');
    $record = $server->control('GET', 'ledger')['connections'][0];
    Harness::same(
        [4, 'server', false],
        [$record['requests'], $record['closed_by'], $record['tls']],
        'closed by the server',
    );
    $client->connect();
    Harness::same('eof', $client->read(4.0)->end, 'an idle connection is closed');

    // The peer ends its direction, or goes, right after a whole request.
    $other = new Program('server.php', []);
    $path = Client::API . 'generate-order';
    $answered = 0;
    for ($i = 0; $i < 40; $i++) {
        $leaver = $other->client();
        $json = (string) json_encode(Client::order("LEAVE$i"));
        $leaver->write('POST', $path, $json, Client::signed('POST', $path, $json));
        if ($i % 2 === 0) {
            stream_socket_shutdown($leaver->stream, STREAM_SHUT_WR);
            $answered += $leaver->read()->status === 200 ? 1 : 0;
        }
        $leaver->close();
    }
    Harness::same(20, $answered, 'a half-closed connection gets its answer');
    Harness::soon(
        static fn (): bool => count($other->control('GET', 'orders')['orders']) === 40,
        'a whole request is worked on when its sender has gone',
    );
    Harness::soon(
        static fn (): bool => $other->control('GET', 'totals')['open_connections'] === 0,
        'these connections are closed',
    );

    // Accept.
    $server->faults(['close_before_read']);
    $reply = $client->status('INV-NONE');
    Harness::check(
        $reply->raw === '' && in_array($reply->end, ['reset', 'eof', 'not sent'], true),
        'close_before_read',
    );
    $record = $server->control('GET', 'ledger')['connections'][202];
    Harness::same(['close_before_read', 'fault', 0, 0], [$record['fault']['fault'], $record['closed_by'],
        $record['requests'], $record['bytes_read']], 'close_before_read in the ledger');
    $server->faults([['fault' => 'close_before_read', 'when' => 'first_bytes']]);
    $client->close();
    $reply = $client->status('INV-NONE');
    Harness::check(
        in_array($reply->end, ['reset', 'eof'], true) && $reply->raw === '',
        'close_before_read after first bytes',
    );
    $server->faults([['fault' => 'stall', 'phase' => 'accept', 'seconds' => 0.2]]);
    $started = microtime(true);
    Harness::same(404, $client->status('INV-NONE')->status, 'stall on accept, then goes on');
    Harness::check(microtime(true) - $started >= 0.2, 'stall on accept');
    $server->faults([['fault' => 'stall', 'phase' => 'accept', 'seconds' => 0.2]]);
    $json = (string) json_encode(Client::order('LATE'));
    $path = Client::API . 'generate-order';
    $leaver = $server->client();
    $leaver->write('POST', $path, $json, Client::signed('POST', $path, $json, 'late'));
    $leaver->close();
    Harness::soon(static fn (): bool => in_array(
        'peer',
        array_column(array_slice($server->control('GET', 'ledger')['connections'], -1), 'closed_by'),
        true,
    ), 'the stall has ended');
    Harness::same([], $server->entries('late'), 'a client that left during the stall does nothing late');

    // Kept connections that die.
    $server->faults(['close_idle_kept']);
    $reply = $client->status('INV-NONE');
    Harness::same([404, 'keep-alive'], [$reply->status, $reply->header('Connection')], 'close_idle_kept');
    Harness::same('eof', $client->read()->end, 'close_idle_kept closes');
    $server->faults([['fault' => 'close_idle_kept', 'after' => 0.5]]);
    $client->status('INV-NONE');
    Harness::same(404, $client->status('INV-NONE')->status, 'still open for a moment');
    Harness::same('eof', $client->read()->end, 'close_idle_kept after a moment');
    foreach ([false, true] as $execute) {
        $name = 'NEXT' . (int) $execute;
        $server->faults([['fault' => 'close_on_next_request', 'execute_next' => $execute]]);
        Harness::same(404, $client->status('INV-NONE')->status, 'close_on_next_request answers');
        $reply = $client->post('generate', Client::order($name), $name);
        Harness::same(['', 'eof'], [$reply->raw, $reply->end], 'the next one gets no answer');
        $entry = $server->entries($name)[0];
        Harness::same(
            [$execute, 'none', true, true, 'close_on_next_request', true],
            [$entry['executed'], $entry['answer'], $entry['status'] === null, $entry['signature_ok'],
                $entry['fault']['fault'], $entry['fault']['next']],
            'the next one in the ledger',
        );
        Harness::same(
            $execute ? 409 : 200,
            $client->post('generate', Client::order($name), $name)->status,
            'and after it',
        );
    }
    $server->faults(['no_keep_alive']);
    $reply = $client->status('INV-NONE');
    Harness::same('close', $reply->header('Connection'), 'no_keep_alive');

    // The queue.
    $server->faults([
        ['fault' => 'status', 'status' => 500],
        'none',
        ['fault' => 'status', 'status' => 502, 'count' => 2],
        ['fault' => 'status', 'status' => 503, 'match' => ['path' => '/orders/v1/status/INV-Q']],
        ['fault' => 'status', 'status' => 504, 'skip' => 1],
    ]);
    Harness::same(5, count($server->control('GET', 'faults')['faults']), 'queued');
    $seen = [];
    foreach (['Q', 'X', 'X', 'X', 'Q', 'Q', 'X', 'X'] as $name) {
        $seen[] = $client->status('INV-' . $name)->status;
    }
    Harness::same([500, 404, 502, 502, 503, 404, 504, 404], $seen, 'in order, by count, match and skip');
    $server->faults([['fault' => 'status', 'status' => 501, 'match' => ['request_id' => 'wanted']],
        ['fault' => 'status', 'status' => 502, 'match' => ['invoice' => 'INV-W']]], ['operation' => 'generate']);
    Harness::same(404, $client->status('INV-W')->status, 'another operation');
    Harness::same(501, $client->post('generate', Client::order('W'), 'wanted')->status, 'by Request-Id');
    Harness::same(502, $client->post('generate', Client::order('W'), 'other')->status, 'by invoice');
    $server->faults(['close_after_request', 'none']);
    $server->control('DELETE', 'faults');
    Harness::same([], $server->control('GET', 'faults')['faults'], 'emptied');
    foreach ([
        ['faults' => ['no_such_fault']],
        ['faults' => [['fault' => 'none', 'speed' => 1]]],
        ['faults' => ['none', ['fault' => 'stall', 'phase' => 'x']]],
        ['faults' => [['fault' => 'stall', 'seconds' => '5']]],
        ['faults' => [['fault' => 'stall', 'seconds' => -5]]],
        ['faults' => [['fault' => 'none', 'count' => 0]]],
        ['faults' => [['fault' => 'none', 'match' => ['colour' => 'red']]]],
        ['faults' => [['fault' => 'close_after_request', 'on' => 'accept']]],
        ['faults' => [['fault' => 'status', 'status' => 101]]],
        ['faults' => 'none'],
        ['faults' => [['fault' => 'none', 'match' => 'all']]],
        ['faults' => ['none'], 'match' => 'all'],
        ['faults' => [5]],
        [],
    ] as $wrong) {
        $answer = $server->control('POST', 'faults', $wrong);
        Harness::same(400, $answer['_status'], 'refused: ' . json_encode($wrong));
        Harness::check(is_string($answer['message'] ?? null), 'with a word');
    }
    Harness::same([], $server->control('GET', 'faults')['faults'], 'nothing of it is queued');
    Harness::same(
        400,
        $client->status('INV-X', ['X-Sandbox-Fault' => 'nonsense'])->status,
        'unknown fault in the header',
    );
    $names = $server->control('GET', 'fault-names');
    Harness::check(isset($names['faults']['reset'], $names['quirks']['canceled']), 'the list of faults');

    // In flight.
    $first = $server->client();
    $path = Client::API . 'generate-order';
    $json = (string) json_encode(Client::order('FLIGHT'));
    $started = microtime(true);
    $server->faults([['fault' => 'delay', 'seconds' => 1.0]]);
    $first->write('POST', $path, $json, Client::signed('POST', $path, $json, 'flight'));
    Harness::soon(static fn (): bool => $server->entries('flight') !== [], 'the first has arrived');
    $reply = $client->send('POST', $path, $json, Client::signed('POST', $path, $json, 'flight'));
    Harness::same([409, 'idempotent_request'], [$reply->status, $reply->json()['error']['code'] ?? null], 'in flight');
    $reply = $first->read();
    Harness::check($reply->status === 200 && microtime(true) - $started >= 1.0, 'the first gets its answer');
    $again = $client->send('POST', $path, $json, Client::signed('POST', $path, $json, 'flight'));
    Harness::same([409, $reply->body], [$again->status, $again->body], 'then the original answer');
    $entries = $server->entries('flight');
    Harness::same([true, false, false], array_column($entries, 'executed'), 'executed once');
    Harness::same([false, true, false], array_column($entries, 'in_flight'), 'in flight in the ledger');
    Harness::same([false, false, true], array_column($entries, 'replayed'), 'replayed in the ledger');

    // The client goes away meanwhile; the order is made all the same.
    $server->faults([['fault' => 'delay', 'seconds' => 0.7, 'execute' => 'after']]);
    $json = (string) json_encode(Client::order('GONE'));
    $first->write('POST', $path, $json, Client::signed('POST', $path, $json, 'gone'));
    Harness::soon(static fn (): bool => $server->entries('gone') !== [], 'it has arrived');
    $first->close();
    Harness::same(404, $client->status('INV-GONE')->status, 'not yet made');
    Harness::soon(static fn (): bool => $client->status('INV-GONE')->status === 200, 'made after the client went');
    Harness::same('none', $server->entries('gone')[0]['answer'], 'nobody got the answer');
    $server->faults([['fault' => 'delay', 'seconds' => 0.05, 'execute' => false]]);
    Harness::same(503, $client->post('generate', Client::order('NEVER'), 'never')->status, 'delay without execution');
    Harness::same(200, $client->post('generate', Client::order('NEVER'), 'never')->status, 'and the next attempt');

    // Refused connections.
    $idle = $server->client();
    $idle->status('INV-NONE');
    $server->faults([['fault' => 'close_after_request', 'refuse_next' => 1.0]]);
    Harness::same('eof', $client->post('generate', Client::order('REFUSE'), 'refuse')->end, 'cut off');
    Harness::same(false, $server->client()->connect(), 'then refused');
    Harness::same('eof', $idle->read()->end, 'idle connections are closed');
    Harness::soon(static fn (): bool => $server->client()->connect(), 'open again on the same port');
    Harness::same(409, $client->post('generate', Client::order('REFUSE'), 'refuse')->status, 'the order was made');
    $server->control('POST', 'listeners', ['http' => 'closed']);
    Harness::same(false, $server->client()->connect(), 'shut');
    $server->control('POST', 'listeners', ['http' => 'open']);
    Harness::same(true, $server->client()->connect(), 'opened');
    Harness::same(
        400,
        $server->control('POST', 'listeners', ['control' => 'closed'])['_status'],
        'the control port stays',
    );

    // The ledger's limits and filters.
    $ledger = $server->control('GET', 'ledger?since=' . $server->control('GET', 'totals')['last_sequence']);
    Harness::same([], $ledger['requests'], 'nothing since the last');
    $small = new Program('server.php', ['--ledger-limit', '5']);
    $client = $small->client();
    for ($i = 0; $i < 8; $i++) {
        $client->status("INV-$i");
    }
    $ledger = $small->control('GET', 'ledger');
    Harness::same([4, 5, 6, 7, 8], array_column($ledger['requests'], 'sequence'), 'the newest are kept');
    Harness::same(8, $ledger['totals']['requests'], 'the total is right');
    Harness::same(
        ['INV-6'],
        array_column($small->control('GET', 'ledger?invoice=INV-6')['requests'], 'invoice'),
        'by invoice',
    );
    $ledger = $small->control('GET', 'ledger?request_id=' . $ledger['requests'][2]['request_id']);
    Harness::same(
        [[6], [1]],
        [array_column($ledger['requests'], 'sequence'), array_column($ledger['connections'], 'id')],
        'by Request-Id',
    );
    $few = new Program('server.php', ['--order-limit', '2']);
    foreach (['A', 'B', 'C'] as $name) {
        $few->client()->post('generate', Client::order($name), $name);
    }
    Harness::same([404, 404, 200], [$few->client()->status('INV-A')->status, $few->client()->status('A')->status,
        $few->client()->status('INV-B')->status], 'the oldest order is forgotten');
    $reply = $small->client()->send('GET', '/_sandbox/totals', '', ['Origin' => 'http://elsewhere.test']);
    Harness::same(403, $reply->status, 'another site');
    Harness::same(404, $small->control('GET', 'nothing')['_status'], 'no such endpoint');
    Harness::same(400, $small->client()->send('POST', '/_sandbox/clock', 'x')->status, 'no JSON');
};
