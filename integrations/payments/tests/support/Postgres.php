<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use PDO;
use PDOException;

/** A PostgreSQL server with a data directory of its own, reached by a socket only. */
final class Postgres implements Database
{
    private static ?self $instance = null;
    private readonly string $folder;

    private function __construct()
    {
        $this->folder = Scratch::folder() . '/postgres';
        mkdir($this->folder, 0700);
        $programs = glob('/usr/lib/postgresql/*/bin') ?: [''];
        $bin = end($programs) === '' ? '' : end($programs) . '/';
        $as = [];
        if (posix_geteuid() === 0) {
            // The server refuses to run as root. setpriv becomes the server; a parent would die alone.
            chown($this->folder, 'postgres');
            $as = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--'];
        }
        $make = [...$as, "{$bin}initdb", '-D', "$this->folder/data", '-A', 'trust', '-U', 'tester', '--no-sync'];
        exec(implode(' ', array_map(escapeshellarg(...), $make)) . ' 2>&1', $output, $status);
        if ($status !== 0) {
            throw new \RuntimeException('initdb: ' . implode("\n", $output));
        }
        Scratch::start([...$as, "{$bin}postgres", '-D', "$this->folder/data", '-k', $this->folder, '-c',
            'listen_addresses=', '-c', 'fsync=off', '-c', 'shared_buffers=16MB', '-c', 'deadlock_timeout=100ms'],
            'postgres.log', SIGQUIT);
        Scratch::await('PostgreSQL', function (): bool {
            try {
                $this->connect();
                return true;
            } catch (PDOException) {
                return false;
            }
        });
    }

    public static function get(): self
    {
        return self::$instance ??= new self();
    }

    public function connect(string $class = PDO::class): PDO
    {
        return new $class("pgsql:host=$this->folder;dbname=postgres", 'tester', '');
    }
}
