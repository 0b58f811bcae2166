<?php

declare(strict_types=1);

/*
 * Usage: inside.php SITE COMMAND [ARGUMENT...]: runs a piece of the shop's work in a process of its own, as cron or an operator's
 * command would. Prints JSON.
 */

use DokuAkulaku\Payment\Cron\Reconcile;
use DokuAkulaku\Payment\Model\PaymentsFactory;
use DokuAkulaku\Payment\Model\PaymentUrl;
use DokuAkulaku\Payment\Model\StoreConnection;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Status;
use Magento\Framework\App\Bootstrap;
use Magento\Sales\Model\OrderFactory;

[, $site, $command] = $argv;
require "$site/app/bootstrap.php";
$manager = Bootstrap::create(BP, $_SERVER)->getObjectManager();
$area = $command === 'reconcile' || $command === 'clean-up' ? 'crontab' : 'frontend';
$manager->get(Magento\Framework\App\State::class)->setAreaCode($area);
$manager->get(Magento\Framework\App\AreaList::class)->getArea($area)->load(Magento\Framework\App\Area::PART_CONFIG);
$manager->configure($manager->get(Magento\Framework\App\ObjectManager\ConfigLoader::class)->load($area));

/** Our store's connection ends this process by SIGKILL before its statement number N. */
function kill_at(Magento\Framework\ObjectManagerInterface $manager, string $site, int $number): void
{
    require_once __DIR__ . '/KilledPdo.php';
    $settings = (require "$site/app/etc/env.php")['db']['connection']['default'];
    $pdo = new KilledPdo("mysql:unix_socket={$settings['host']};dbname={$settings['dbname']};charset=utf8mb4", $settings['username'], $settings['password'], [
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
    ]);
    $connection = $manager->get(StoreConnection::class);
    $store = new PdoStore($pdo, '');
    (new ReflectionProperty($connection, 'store'))->setValue($connection, $store);
    (new ReflectionProperty($connection, 'process'))->setValue($connection, getmypid());
    $pdo->dieAt($number);
}

$said = static function (callable $work): array {
    try {
        return ['value' => $work()];
    } catch (Throwable $error) {
        return ['error' => $error->getMessage(), 'class' => $error::class];
    }
};
$order = static fn (string $id) => $manager->get(OrderFactory::class)->create()->load((int) $id);

$work = [
    'reconcile' => static fn () => $manager->get(Reconcile::class)->execute(),
    'clean-up' => static fn () => $manager->get(Magento\Sales\Model\CronJob\CleanExpiredOrders::class)->execute(),
    'pay' => static fn (string $id) => $manager->get(PaymentUrl::class)->ofOrder($order($id)),
    'cancel' => static fn (string $id) => $manager->get(Magento\Sales\Api\OrderManagementInterface::class)->cancel((int) $id),
    // Code that does not come through the service, as 2.4.8's self-cancel.
    'cancel-directly' => static function (string $id) use ($manager, $order) {
        $found = $order($id);
        $found->cancel();
        $manager->get(Magento\Sales\Api\OrderRepositoryInterface::class)->save($found);
        return $found->getState();
    },
    'refund' => static function (string $id) use ($manager, $order) {
        $invoice = $order($id)->getInvoiceCollection()->getFirstItem();
        return $manager->get(Magento\Sales\Api\RefundInvoiceInterface::class)->execute((int) $invoice->getId(), [], true);
    },
    'check' => static function (string $invoice) use ($manager) {
        $outcome = $manager->get(PaymentsFactory::class)->create()->check($invoice);
        return [$outcome->result->value, $outcome->reason?->value];
    },
    'tell' => static fn (string $id) => $manager->get(PaymentsFactory::class)->create()->tell($id),
    'token' => static fn (string $id) => $manager->get(DokuAkulaku\Payment\Model\Token::class)->of($order($id)),
    'language' => static fn () => null,
];

$arguments = array_slice($argv, 3);
if ($command === 'killed') {
    [$number, $command] = $arguments;
    kill_at($manager, $site, (int) $number);
    $arguments = array_slice($arguments, 2);
}
echo json_encode($said(static fn () => $work[$command](...$arguments)), JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR), "\n";
