<?php

declare(strict_types=1);

/*
 * Enough of OpenSearch's HTTP interface for Magento's installation and pages: it stores nothing and finds nothing. Its port is
 * the first line of its output.
 */

$server = stream_socket_server('tcp://127.0.0.1:0');
echo parse_url('tcp://' . stream_socket_get_name($server, false), PHP_URL_PORT), "\n";
fflush(STDOUT);
fclose(STDOUT);

$root = [
    'name' => 'stand-in', 'cluster_name' => 'stand-in',
    'version' => [
        'distribution' => 'opensearch', 'number' => '2.5.0', 'lucene_version' => '9.4.2',
        'minimum_wire_compatibility_version' => '7.10.0', 'minimum_index_compatibility_version' => '7.0.0',
    ],
];
$nothing = [
    'acknowledged' => true, 'errors' => false, 'items' => [], 'took' => 1, 'timed_out' => false,
    '_shards' => ['total' => 1, 'successful' => 1, 'failed' => 0],
    'hits' => ['total' => ['value' => 0, 'relation' => 'eq'], 'hits' => []], 'aggregations' => new stdClass(),
];

while (true) {
    $connection = @stream_socket_accept($server, -1);
    if ($connection === false) {
        continue;
    }
    stream_set_timeout($connection, 5);
    $head = '';
    while (($line = fgets($connection)) !== false && trim($line) !== '') {
        $head .= $line;
    }
    preg_match('/^(\S+) ([^\s?]+)/', $head, $request);
    [, $method, $path] = $request + [1 => 'GET', 2 => '/'];
    $length = preg_match('/^content-length: *(\d+)/im', $head, $found) === 1 ? (int) $found[1] : 0;
    while ($length > 0 && ($part = fread($connection, $length)) !== false && $part !== '') {
        $length -= strlen($part);
    }
    $answer = match (true) {
        $path === '/' => $root,
        $method === 'GET' && str_contains($path, '_mapping') => new stdClass(),
        default => $nothing,
    };
    // Every index is new.
    $status = $method === 'HEAD' && $path !== '/' ? '404 Not Found' : '200 OK';
    $body = $method === 'HEAD' ? '' : json_encode($answer, JSON_THROW_ON_ERROR);
    @fwrite($connection, "HTTP/1.1 $status\r\nContent-Type: application/json\r\nX-Elastic-Product: Elasticsearch\r\nContent-Length: "
        . strlen($body) . "\r\nConnection: close\r\n\r\n$body");
    fclose($connection);
}
