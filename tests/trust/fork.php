<?php

declare(strict_types=1);

/*
 * A forked child never touches its parent's connections: not when it sends, not when it ends, not in the middle of a
 * batch. The simulator's ledger tells which connection a request came by. Run over TLS, where a child that closes an
 * inherited connection properly would end it for the parent too.
 */

require __DIR__ . '/support/trust.inc';

/** In a child: its end must not stop the simulator. */
function leave_simulator(Sandbox $sandbox): void
{
    $server = (new ReflectionProperty($sandbox, 'server'))->getValue($sandbox);
    (new ReflectionProperty($server, 'process'))->setValue($server, null);
}

/** The child's own word, by a pipe; its normal end runs every shutdown function of the module. */
function in_child(Sandbox $sandbox, callable $work): array
{
    $pipe = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $child = pcntl_fork();
    if ($child === 0) {
        fclose($pipe[0]);
        leave_simulator($sandbox);
        try {
            $said = $work();
        } catch (Throwable $thrown) {
            $said = ['thrown' => $thrown::class . ': ' . $thrown->getMessage()];
        }
        fwrite($pipe[1], json($said));
        fclose($pipe[1]);
        exit(0);
    }
    fclose($pipe[1]);
    $said = json_decode((string) stream_get_contents($pipe[0]), true) ?? [];
    pcntl_waitpid($child, $status);
    same('the child ends by itself', 0, pcntl_wifexited($status) ? pcntl_wexitstatus($status) : -1);
    return $said;
}

/** id => connection, of the look-ups in the ledger. */
function connections(Sandbox $sandbox): array
{
    $found = [];
    foreach ($sandbox->get('/_sandbox/ledger')['requests'] as $request) {
        $found[basename($request['target'])] = $request['connection'];
    }
    return $found;
}

/** One look-up of an order that nobody made: an answer all the same. */
function look_up(DokuAkulaku $client, string $id): string
{
    try {
        return $client->checkStatus($id)->status->value;
    } catch (DokuAkulaku\ApiException $refusal) {
        return 'HTTP ' . $refusal->getHttpStatus();
    }
}

function look_up_many(DokuAkulaku $client, array $ids, ?callable $body = null): array
{
    $seen = [];
    foreach ($client->checkStatuses($ids, 3) as $id => $result) {
        $seen[$id] = $result instanceof DokuAkulaku\ApiException ? 'HTTP ' . $result->getHttpStatus() : $result::class;
        if ($body !== null) {
            $body();
            $body = null;
        }
    }
    ksort($seen);
    return $seen;
}

foreach (['http', 'https'] as $scheme) {
    $sandbox = new Sandbox('--https');
    $client = client($scheme === 'http' ? ['base_url' => $sandbox->http] : ['base_url' => $sandbox->https, 'ca_file' => $sandbox->caFile]);

    same("$scheme: parent", 'HTTP 404', look_up($client, 'P1'));
    same("$scheme: parent again", 'HTTP 404', look_up($client, 'P2'));
    $said = in_child($sandbox, static fn () => [look_up($client, 'C1'), look_up($client, 'C2')]);
    same("$scheme: the child's calls", ['HTTP 404', 'HTTP 404'], $said);
    same("$scheme: parent after the child", 'HTTP 404', look_up($client, 'P3'));
    same("$scheme: a child that only closes", ['closed'], in_child($sandbox, static function () {
        DokuAkulaku::closeConnections();
        return ['closed'];
    }));
    same("$scheme: parent after that", 'HTTP 404', look_up($client, 'P4'));
    same("$scheme: a child that only ends", ['idle'], in_child($sandbox, static fn () => ['idle']));
    same("$scheme: parent at the end", 'HTTP 404', look_up($client, 'P5'));
    $seen = connections($sandbox);
    same("$scheme: the parent keeps one connection", 1, count(array_unique([$seen['P1'], $seen['P2'], $seen['P3'], $seen['P4'], $seen['P5']])));
    same("$scheme: the child keeps its own", $seen['C1'] ?? null, $seen['C2'] ?? -1);
    ok("$scheme: which is another one", ($seen['C1'] ?? $seen['P1']) !== $seen['P1']);

    // In the middle of a batch: the child goes on with connections of its own, the parent with its own.
    $ids = array_map(static fn ($i) => "B$i", range(1, 12));
    $expected = array_fill_keys($ids, 'HTTP 404');
    ksort($expected);
    $child = 0;
    $pipe = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $mine = look_up_many($client, $ids, static function () use (&$child): void {
        $child = pcntl_fork();
    });
    if ($child === 0) {
        leave_simulator($sandbox);
        fwrite($pipe[1], json($mine));
        exit(0);
    }
    fclose($pipe[1]);
    $said = json_decode((string) stream_get_contents($pipe[0]), true);
    pcntl_waitpid($child, $status);
    same("$scheme: the child's batch ends", 0, pcntl_wifexited($status) ? pcntl_wexitstatus($status) : -1);
    same("$scheme: the parent's batch", $expected, $mine);
    same("$scheme: the child's batch is whole", array_keys($expected), array_keys($said));
    // What was in flight at the fork is unknown to the child: after that a refusal settles nothing.
    $unknown = array_filter($said, static fn ($what) => $what === DokuAkulaku\IndeterminateException::class);
    ok("$scheme: at most three of the child's were in flight", count($unknown) <= 3);
    same("$scheme: the rest of the child's batch", array_diff_key($expected, $unknown), array_diff_key($said, $unknown));
    same("$scheme: parent after the batch", 'HTTP 404', look_up($client, 'P6'));
}
end_with_counts();
