<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku;
use DokuAkulaku\Notification;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Payments;
use DokuAkulaku\Payments\PdoStore;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;
use DokuAkulaku\Status;
use PDO;
use PHPUnit\Framework\TestCase;

/** Payments with an empty store and a simulator without orders. */
abstract class LifeCase extends TestCase
{
    protected Simulator $doku;
    protected TestAccounts $accounts;
    protected TestShop $shop;
    protected PdoStore $store;
    protected Payments $payments;
    protected PDO $connection;

    protected static function database(): Database
    {
        return Sqlite::get();
    }

    protected function setUp(): void
    {
        $this->doku = Simulator::get();
        $this->doku->reset();
        $this->connection = static::database()->connect();
        $this->store = new PdoStore($this->connection);
        $this->store->install();
        foreach (['attempt', 'call', 'event'] as $table) {
            $this->connection->exec("DELETE FROM doku_akulaku_$table");
        }
        $this->accounts = new TestAccounts();
        $this->shop = new TestShop();
        $this->payments = new Payments($this->store, $this->accounts, $this->shop);
    }

    protected function pass(int $seconds): void
    {
        Times::passIn($this->connection, $seconds);
    }

    /** A payable try. */
    protected function paying(string $order = '1001', int $amount = 90000): Attempt
    {
        $outcome = $this->payments->pay(Samples::purchase($order, $amount));
        self::assertOutcome(Result::Done, null, $outcome);
        self::assertNotNull($outcome->attempt);
        return $outcome->attempt;
    }

    /** A paid try that the store knows as paid. */
    protected function paid(string $order = '1001', int $amount = 90000): Attempt
    {
        $attempt = $this->paying($order, $amount);
        $this->doku->pay($attempt->invoice);
        self::assertOutcome(Result::Done, null, $this->payments->check($attempt->invoice));
        return $attempt;
    }

    protected static function assertOutcome(Result $result, ?Reason $reason, Outcome $outcome): void
    {
        self::assertSame([$result, $reason], [$outcome->result, $outcome->reason]);
    }

    protected function assertTry(string $invoice, Status $status): Attempt
    {
        $attempt = $this->store->find($invoice);
        self::assertNotNull($attempt, $invoice);
        self::assertSame($status, $attempt->status);
        return $attempt;
    }

    /** Never two payable orders of one order of the shop: neither here nor at DOKU. */
    protected function assertOnePayable(string $order): void
    {
        $known = [];
        $payable = 0;
        foreach ($this->store->attempts($order) as $attempt) {
            $known[] = $attempt->invoice;
            $payable += $attempt->payable() ? 1 : 0;
        }
        $pending = array_intersect(array_keys($this->doku->orders(), 'PENDING', true), $known);
        self::assertLessThanOrEqual(1, $payable);
        self::assertLessThanOrEqual(1, count($pending), implode(', ', $pending));
    }

    protected static function notification(string $invoice, string $status, int|string|null $amount = 90000): Notification
    {
        $client = new DokuAkulaku('MCH-0001-10791114622547', TestAccounts::SECRET);
        $order = ['invoice_number' => $invoice] + ($amount === null ? [] : ['amount' => $amount]);
        $body = json_encode(['order' => $order, 'transaction' => ['status' => $status]], JSON_THROW_ON_ERROR);
        $id = bin2hex(random_bytes(8));
        $time = gmdate('Y-m-d\TH:i:s\Z');
        $headers = ['Client-Id' => 'MCH-0001-10791114622547', 'Request-Id' => $id, 'Request-Timestamp' => $time,
            'Signature' => $client->sign('/notification', $body, $id, $time)];
        return $client->parseNotification($body, $headers, '/notification');
    }

    /** Changes what the answers to this operation say. */
    protected function changeAnswer(string $path, \Closure $change): void
    {
        $this->accounts->change = static function ($request, array $answer) use ($path, $change): array {
            if (str_contains($request->url, $path)) {
                $answer['body'] = json_encode($change(json_decode($answer['body'], true)), JSON_THROW_ON_ERROR);
            }
            return $answer;
        };
    }
}
