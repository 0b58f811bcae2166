<?php

declare(strict_types=1);

use DokuSandbox\FaultCatalogue;
use DokuSandbox\Tests\Client;
use DokuSandbox\Tests\Harness;
use DokuSandbox\Tests\Program;

/** The pages of long lists, and what much work must not do: hold up others, or end the server. */
return static function (): void {
    $server = new Program('server.php', []);
    $client = $server->client();
    for ($i = 1; $i <= 7; $i++) {
        $client->post('generate', Client::order("L$i"), "ledger-$i");
    }
    foreach (['requests' => 'ledger', 'orders' => 'orders'] as $list => $path) {
        $column = $list === 'requests' ? 'request_id' : 'invoice_number';
        $named = static fn (array $answer): array => array_map(
            static fn (string $name): string => substr($name, -1),
            array_column($answer[$list], $column),
        );
        $page = $server->control('GET', "$path?limit=3");
        Harness::same(['5', '6', '7'], $named($page), "$path: the newest");
        Harness::same(null, $page['page']['newer'], "$path: there is nothing newer");
        $page = $server->control('GET', substr((string) $page['page']['older'], strlen('/_sandbox/')));
        Harness::same(['2', '3', '4'], $named($page), "$path: the page before");
        $page = $server->control('GET', substr((string) $page['page']['older'], strlen('/_sandbox/')));
        Harness::same([['1'], null], [$named($page), $page['page']['older']], "$path: the first page");
        $page = $server->control('GET', "$path?limit=4&since=0");
        Harness::same(['1', '2', '3', '4'], $named($page), "$path: from the start");
        $page = $server->control('GET', substr((string) $page['page']['newer'], strlen('/_sandbox/')));
        Harness::same([['5', '6', '7'], null], [$named($page), $page['page']['newer']], "$path: the page after");
        Harness::same($named($server->control('GET', $path)), ['1', '2', '3', '4', '5', '6', '7'], "$path: all");
        foreach (['limit=0', 'limit=10001', 'limit=x', 'since=-1', 'before=a', 'since=1&before=2'] as $bad) {
            Harness::same(400, $server->control('GET', "$path?$bad")['_status'], "$path?$bad");
        }
    }
    $page = $server->control('GET', 'ledger?limit=2&before=4');
    Harness::same(
        ['INV-L2', 'INV-L3'],
        array_column($page['orders'], 'invoice_number'),
        'a page has the orders of its requests',
    );
    $page = $server->control('GET', 'ledger?invoice=INV-L4&limit=1');
    Harness::same(['ledger-4'], array_column($page['requests'], 'request_id'), 'a page of one invoice');
    $client->status('INV-L4');
    $page = $server->control('GET', 'ledger?invoice=INV-L4&limit=1');
    Harness::same(8, $page['requests'][0]['sequence'], 'the newest of one invoice');
    $page = $server->control('GET', substr((string) $page['page']['older'], strlen('/_sandbox/')));
    Harness::same(
        ['ledger-4'],
        array_column($page['requests'], 'request_id'),
        'the page before has the filter too',
    );
    $page = $server->control('GET', 'connections?limit=1');
    Harness::same([1], array_column($page['connections'], 'id'), 'connections');
    foreach ([1, 2, 3] as $number) {
        $server->control('POST', 'notify/INV-L1', ['wait' => false]);
    }
    Harness::same(
        [2, 3],
        array_column($server->control('GET', 'notifications?limit=2')['notifications'], 'id'),
        'notifications',
    );

    // A long answer takes time in proportion to its length, and others are served meanwhile.
    $server = new Program('server.php', []);
    $client = $server->client();
    $seconds = [];
    foreach ([1, 15] as $mebibytes) {
        $server->faults([['fault' => 'not_json', 'body' => str_repeat('a', $mebibytes << 20)]]);
        $started = microtime(true);
        Harness::same($mebibytes << 20, strlen($client->status('INV-NONE')->body), 'a long answer');
        $seconds[] = microtime(true) - $started;
    }
    // 15 times the bytes: 15 times the time, or 225 times if each piece costs a copy of the rest.
    Harness::check($seconds[1] < 100 * max($seconds[0], 0.005), 'linear time', (string) json_encode($seconds));
    $server->faults([['fault' => 'not_json', 'body' => str_repeat('a', 15 << 20)]], ['request_id' => 'slow']);
    $path = '/orders/v1/status/INV-NONE';
    $slow = $server->client();
    $slow->write('GET', $path, '', Client::signed('GET', $path, '', 'slow'));
    Harness::same(404, $client->status('INV-NONE')->status, 'who does not read holds up nobody');
    Harness::same(15 << 20, strlen($slow->read()->body), 'and gets its answer');

    // Many requests at once: none is a call inside the call before, and the parser does not copy the rest each time.
    $deep = new Program('server.php', ['--ledger-limit', '10']);
    $client = $deep->client();
    $client->connect();
    stream_set_blocking($client->stream, false);
    $out = str_repeat("GET /x HTTP/1.1\r\nHost: x\r\n\r\n", 20000);
    $seen = 0;
    $rest = '';
    $end = microtime(true) + 30;
    while ($seen < 20000 && microtime(true) < $end) {
        $out = substr($out, (int) @fwrite($client->stream, substr($out, 0, 65536)));
        $rest .= (string) fread($client->stream, 262144);
        $seen += substr_count($rest, 'No static resource x.');
        $rest = substr($rest, -20);
    }
    Harness::same(20000, $seen, 'pipelined requests');
    Harness::same(20000, $deep->control('GET', 'totals')['requests'], 'all of them counted');

    // Bodies are not kept: the ledger's many of the largest would not fit into memory.
    $large = (string) json_encode(Client::order('LARGE') + ['padding' => str_repeat('p', 8 << 20)]);
    $keeper = new Program('server.php', []);
    $client = $keeper->client();
    for ($i = 0; $i < 30; $i++) {
        $reply = $client->post('generate', $large, "large-$i", [], 20.0);
    }
    Harness::same(400, $reply->status, 'large bodies');
    Harness::same(strlen($large), $keeper->lastEntry()['body_bytes'], 'their length is');

    $status = (string) @file_get_contents('/proc/' . $keeper->ready['pid'] . '/status');
    if (preg_match('~^VmRSS:\s+(\d+) kB~m', $status, $match)) {
        Harness::check((int) $match[1] < 150 << 10, '30 bodies of 8 MiB are not kept', $match[1] . ' KiB');
    }

    $groups = array_merge(...array_values(FaultCatalogue::GROUPS));
    Harness::same([], array_diff(array_keys(FaultCatalogue::ALL), $groups), 'every fault has a button');
    Harness::same([], array_diff($groups, array_keys(FaultCatalogue::ALL)), 'every button has a fault');
};
