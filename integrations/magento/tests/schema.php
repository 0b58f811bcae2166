<?php

declare(strict_types=1);

/* Writes etc/db_schema.xml and its whitelist anew, after the library's tables have changed. Starts a MariaDB of its own. */

use DokuAkulaku\Payment\Tests\DeclaredSchema;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Tests\MariaDb;

require __DIR__ . '/bootstrap.php';

$connection = MariaDb::get()->connect();
(new PdoStore($connection))->install();
$schema = new DeclaredSchema($connection);
file_put_contents(dirname(__DIR__) . '/etc/db_schema.xml', $schema->xml);
file_put_contents(dirname(__DIR__) . '/etc/db_schema_whitelist.json', $schema->json());
