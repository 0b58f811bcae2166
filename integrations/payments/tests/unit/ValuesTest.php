<?php

declare(strict_types=1);

namespace DokuAkulaku\Payments\Tests;

use DokuAkulaku\Payments\AccountUnknownException;
use DokuAkulaku\Payments\Alarm;
use DokuAkulaku\Payments\Attempt;
use DokuAkulaku\Payments\Attempts;
use DokuAkulaku\Payments\IniAccount;
use DokuAkulaku\Payments\Line;
use DokuAkulaku\Payments\Purchase;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Received;
use DokuAkulaku\Status;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class ValuesTest extends TestCase
{
    public function testWhatIsPayable(): void
    {
        $url = 'https://a.example';
        foreach (Status::cases() as $status) {
            $open = in_array($status, [Status::Pending, Status::Unknown], true);
            self::assertSame($open, self::attempt($status, url: $url)->payable());
            self::assertFalse(self::attempt($status)->payable());
            self::assertFalse(self::attempt($status, url: $url, closedAt: 5)->payable());
        }
    }

    /** @return array<string, array{list<Attempt>, Status}> */
    public static function orders(): array
    {
        $try = self::attempt(...);
        return [
            'none' => [[], Status::Unknown],
            'a refunded try hides no paid one' => [[$try(Status::Success), $try(Status::Refunded)], Status::Success],
            'nor before it' => [[$try(Status::Refunded), $try(Status::Success)], Status::Success],
            'refunded' => [[$try(Status::Refunded), $try(Status::Failed)], Status::Refunded],
            'an old one was paid' => [[$try(Status::Success), $try(Status::Pending)], Status::Success],
            'the open one' => [[$try(Status::Pending), $try(Status::Failed)], Status::Pending],
            'the newest' => [[$try(Status::Cancelled), $try(Status::Failed)], Status::Failed],
            'not a given-up one' => [[$try(Status::Pending, closedAt: 5), $try(Status::Expired)], Status::Expired],
        ];
    }

    /** @param list<Attempt> $attempts */
    #[DataProvider('orders')]
    public function testAnOrdersState(array $attempts, Status $expected): void
    {
        self::assertSame($expected, (new Attempts($attempts, 100))->status());
    }

    /** @return array<string, array{list<Attempt>, list<Alarm>}> */
    public static function alarms(): array
    {
        $try = self::attempt(...);
        $paid = $try(Status::Success);
        return [
            'nothing' => [[$paid, $try(Status::Refunded), $try(Status::Failed)], []],
            'twice' => [[$paid, $paid], [Alarm::PaidTwice]],
            'thrice' => [[$paid, $paid, $paid], [Alarm::PaidTwice]],
            'twice, one of them refunded' => [[$paid, $try(Status::Refunded)], []],
            'after it was asked to be cancelled' => [[$try(Status::Success, cancelAskedAt: 5)], [Alarm::PaidAfterCancel]],
            'after the order was cancelled' => [[$try(Status::Success, closedAt: 5, why: Reason::Cancelled)], [Alarm::PaidAfterCancel]],
            'paid otherwise' => [[$try(Status::Success, closedAt: 5, why: Reason::Paid)], [Alarm::PaidElsewhere]],
            'asked to be cancelled, and not paid' => [[$try(Status::Pending, cancelAskedAt: 5)], []],
            'given up, and paid' => [[$try(Status::Success, closedAt: 5, why: Reason::GivenUp)], []],
            'another amount' => [[$try(Status::Pending, amountSeen: 5)], [Alarm::AmountDiffers]],
            'no amount' => [[$try(Status::Pending, unreadable: true)], [Alarm::AmountUnreadable]],
            'not too long' => [[$try(Status::Unknown, unknownSince: 100_001 - 86_400)], []],
            'too long' => [[$try(Status::Unknown, unknownSince: 100_000 - 86_400)], [Alarm::UnknownTooLong]],
        ];
    }

    /**
     * @param list<Attempt> $attempts
     * @param list<Alarm> $expected
     */
    #[DataProvider('alarms')]
    public function testAlarms(array $attempts, array $expected): void
    {
        self::assertSame($expected, (new Attempts($attempts, 100_000))->alarms());
    }

    public function testLatestOpenAndPaid(): void
    {
        $all = [self::attempt(Status::Success), self::attempt(Status::Pending), self::attempt(Status::Failed)];
        $attempts = new Attempts($all);
        self::assertSame($all[2], $attempts->latest());
        self::assertSame($all[1], $attempts->open());
        self::assertSame([$all[0]], $attempts->paid());
        self::assertCount(3, $attempts);
        self::assertSame($all, iterator_to_array($attempts));
        self::assertNull((new Attempts())->latest());
        self::assertNull((new Attempts())->open());
    }

    public function testAnswersToNotifications(): void
    {
        $statuses = array_map(static fn (Received $one): int => $one->httpStatus(), Received::cases());
        self::assertSame([200, 200, 200, 404, 503], $statuses);
    }

    /** @return array<string, array{\Closure(): Purchase}> */
    public static function purchases(): array
    {
        $make = static fn (string $order, int $amount, array $lines, ?string $cart = null, string $account = 'a'): \Closure
            => static fn (): Purchase => new Purchase($order, '1', $amount, $lines, [], '', $account, $cart);
        $line = new Line('A', 45000, 2, 'a', 'c');
        return [
            'one rupiah too much' => [$make('1', 90001, [$line])], 'one too few' => [$make('1', 89999, [$line])],
            'no lines' => [$make('1', 0, [])], 'nothing to pay' => [$make('1', 0, [new Line('A', 0, 1, 'a', 'c')])],
            'negative' => [$make('1', -5, [new Line('A', -5, 1, 'a', 'c')])], 'no order' => [$make('', 90000, [$line])],
            'a long order' => [$make(str_repeat('x', 65), 90000, [$line])], 'no account' => [$make('1', 90000, [$line], null, '')],
            'an empty cart key' => [$make('1', 90000, [$line], '')], 'a long cart key' => [$make('1', 90000, [$line], str_repeat('x', 129))],
        ];
    }

    /** @param \Closure(): Purchase $make */
    #[DataProvider('purchases')]
    public function testPurchasesThatAreNone(\Closure $make): void
    {
        $this->expectException(\ValueError::class);
        $make();
    }

    private static function attempt(
        Status $status,
        ?string $url = null,
        ?int $closedAt = null,
        ?Reason $why = null,
        ?int $cancelAskedAt = null,
        ?int $amountSeen = null,
        bool $unreadable = false,
        ?int $unknownSince = null,
    ): Attempt {
        return new Attempt('1', 1, 'i', 'i', 5, 'a', 's', $status, $url, [], null, $closedAt, 1, $why, null, $cancelAskedAt,
            $amountSeen, $unreadable, $unknownSince);
    }

    public function testTheAccountOfPhpIniIsTheOnlyOneThatItKnows(): void
    {
        // Both are PHP_INI_SYSTEM: here they are empty, and a try of another account finds no client.
        self::assertSame('sandbox:', IniAccount::name());
        $account = new IniAccount('abc123');
        self::assertSame(['abc123', null], [$account->site(), (new IniAccount(null))->site()]);
        self::assertMatchesRegularExpression('/^[a-z0-9]{6}$/', IniAccount::newSite());
        self::assertNotSame(IniAccount::newSite(), IniAccount::newSite());
        $this->expectException(AccountUnknownException::class);
        $account->client('production:MCH-0001', 5.0);
    }
}
