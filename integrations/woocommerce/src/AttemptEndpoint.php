<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Attempts;

/** What the page after the payment asks every few seconds. The token names the order; nothing personal is in the answer. */
final class AttemptEndpoint
{
    private const SECONDS = 8.0;

    public static function register(): void
    {
        register_rest_route(NotificationEndpoint::NAMESPACE, '/attempts/(?P<token>[0-9a-f-]{1,48})', [
            'methods' => 'GET',
            'callback' => static fn (\WP_REST_Request $request): \WP_REST_Response => self::answer($request),
            'permission_callback' => '__return_true',
        ]);
    }

    public static function url(\WC_Order $order): string
    {
        return rest_url(NotificationEndpoint::NAMESPACE . '/attempts/' . OrderToken::make($order));
    }

    private static function answer(\WP_REST_Request $request): \WP_REST_Response
    {
        $token = $request->get_param('token');
        $order = is_string($token) ? OrderToken::order($token) : null;
        if ($order === null) {
            return new \WP_REST_Response(['state' => 'not_found'], 404, ['Cache-Control' => 'no-store']);
        }
        if (!Requirements::met()) {
            return new \WP_REST_Response(['state' => 'unavailable'], 503, ['Cache-Control' => 'no-store']);
        }
        try {
            $id = (string) $order->get_id();
            $attempts = self::look($id, Services::store()->attempts($id));
        } catch (\Throwable $error) {
            Services::log()->exception('state of order ' . $order->get_id(), $error);
            return new \WP_REST_Response(['state' => 'unavailable'], 503, ['Cache-Control' => 'no-store']);
        }
        $order = Orders::fresh($order->get_id()) ?? $order;
        return new \WP_REST_Response(self::data($order, $attempts), 200, ['Cache-Control' => 'no-store']);
    }

    /** DOKU wants to be left alone for a minute; then one of all pages that wait asks it. */
    private static function look(string $id, Attempts $attempts): Attempts
    {
        $open = $attempts->open();
        $told = true;
        if ($open !== null) {
            $wait = max(60, intdiv(time() - $open->createdAt, 4));
            if ($open->createdAt < time() - 60 && Services::store()->claimCheck($open->invoice, $wait)) {
                Services::payments()->check($open->invoice, self::SECONDS);
                $attempts = Services::store()->attempts($id);
            }
        }
        foreach ($attempts as $attempt) {
            $told = $told && $attempt->told === $attempt->status;
        }
        if (!$told && $attempts->open() === null) {
            Schedule::tellNow((int) $id);
        }
        return $attempts;
    }

    /** @return array<string, mixed> */
    public static function data(\WC_Order $order, Attempts $attempts): array
    {
        $state = PaymentState::of($order, $attempts);
        $again = in_array($state->name, ['failed', 'expired'], true) && $order->needs_payment();
        return [
            'state' => $state->name,
            'title' => $state->title,
            'text' => $state->text,
            'final' => $state->final,
            'continue' => $state->name === 'waiting' ? ContinueLink::url($order) : null,
            'retry' => $again ? $order->get_checkout_payment_url() : null,
        ];
    }
}
