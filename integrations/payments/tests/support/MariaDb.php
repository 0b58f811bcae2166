<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use PDO;
use PDOException;

/** A MariaDB server with a data directory of its own, reached by a socket only. */
final class MariaDb implements Database
{
    private static ?self $instance = null;
    public readonly string $socket;

    private function __construct()
    {
        $folder = Scratch::folder() . '/mariadb';
        $this->socket = "$folder.sock";
        exec('mariadb-install-db --no-defaults --auth-root-authentication-method=normal --skip-test-db --datadir='
            . escapeshellarg($folder) . ' --user=' . escapeshellarg(self::user()) . ' 2>&1', $output, $status);
        if ($status !== 0) {
            throw new \RuntimeException('mariadb-install-db: ' . implode("\n", $output));
        }
        $this->run($folder);
    }

    public static function get(): self
    {
        return self::$instance ??= new self();
    }

    public function connect(string $class = PDO::class, string $user = 'root'): PDO
    {
        return new $class("mysql:unix_socket=$this->socket;dbname=payments", $user, '');
    }

    private function run(string $folder): void
    {
        $server = is_executable('/usr/sbin/mariadbd') ? '/usr/sbin/mariadbd' : 'mariadbd';
        Scratch::start([$server, '--no-defaults', "--datadir=$folder", "--socket=$this->socket", '--skip-networking',
            '--user=' . self::user(), '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0',
            '--pid-file=' . "$folder.pid"], 'mariadb.log');
        Scratch::await('MariaDB', function (): bool {
            try {
                (new PDO("mysql:unix_socket=$this->socket", 'root', ''))->exec('CREATE DATABASE IF NOT EXISTS payments');
                return true;
            } catch (PDOException) {
                return false;
            }
        });
    }

    private static function user(): string
    {
        return posix_getpwuid(posix_geteuid())['name'] ?? 'root';
    }
}
