<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

use DokuAkulaku\Payments\Outcome;
use DokuAkulaku\Payments\Reason;
use DokuAkulaku\Payments\Result;

/** From "place order" to Akulaku's page: classic checkout, block, Store API and order-pay alike. */
final class Checkout
{
    /** A shopper waits for all calls of one press together. */
    private const SECONDS = 15.0;

    public static function fields(string $description): void
    {
        if ($description !== '') {
            echo wp_kses_post(wpautop(wptexturize($description)));
        }
        echo '<p class="doku-akulaku-explanation">', esc_html(ShopperTexts::explanation()), '</p>';
        if (Services::settings()->sandbox()) {
            echo '<p class="doku-akulaku-sandbox"><strong>', esc_html(ShopperTexts::sandbox()), '</strong></p>';
        }
    }

    /** The classic form only; the block and the Store API come straight to pay(). */
    public static function validate(): bool
    {
        // phpcs:ignore WordPress.Security.NonceVerification.Missing -- WooCommerce has checked its own.
        $posted = $_POST['billing_phone'] ?? null;
        if ($posted !== null && trim(is_string($posted) ? $posted : '') === '' && !self::shippingPhone()) {
            wc_add_notice(esc_html(ShopperTexts::phoneMissing()), 'error');
            return false;
        }
        return true;
    }

    private static function shippingPhone(): bool
    {
        // phpcs:ignore WordPress.Security.NonceVerification.Missing -- as above.
        $posted = $_POST['shipping_phone'] ?? null;
        return is_string($posted) && trim($posted) !== '';
    }

    /**
     * @return array{result: string, redirect: string}
     * @throws \Exception with a sentence for the shopper
     */
    public static function pay(int $id): array
    {
        $order = Orders::fresh($id);
        $account = Services::settings()->account();
        if ($order === null || $account === null || !Requirements::met()) {
            throw new \Exception(esc_html(ShopperTexts::unavailable()));
        }
        if ($order->is_paid()) {
            return self::redirect($order->get_checkout_order_received_url());
        }
        try {
            Schedule::ensure();
            $purchase = PurchaseBuilder::build($order, $account, self::cart($order));
            if (trim((string) ($purchase->customer['phone'] ?? '')) === '') {
                throw new \Exception(esc_html(ShopperTexts::phoneMissing()));
            }
            $outcome = Services::payments()->pay($purchase, self::SECONDS);
        } catch (PurchaseError $error) {
            Services::log()->exception('order ' . $id . ' cannot be paid by Akulaku', $error->getPrevious() ?? $error);
            throw new \Exception(esc_html(ShopperTexts::notPossible()));
        }
        return self::after($order, $outcome);
    }

    /**
     * @return array{result: string, redirect: string}
     * @throws \Exception
     */
    private static function after(\WC_Order $order, Outcome $outcome): array
    {
        match (true) {
            $outcome->result === Result::Later && $outcome->reason === Reason::Unreachable => Outage::failed(),
            $outcome->result === Result::Done => Outage::succeeded(),
            default => null,
        };
        $attempt = $outcome->attempt;
        $theirs = $attempt === null || $attempt->order === (string) $order->get_id() ? $order : Orders::fresh((int) $attempt->order);
        if ($attempt !== null) {
            OrderNotes::attempted($order, $theirs, $attempt, $outcome);
        }
        if ($outcome->result === Result::Done && $outcome->url !== null) {
            return self::redirect($outcome->url);
        }
        if ($outcome->reason === Reason::Paid && $theirs !== null) {
            // Money has come that the order does not say yet.
            Schedule::tell((int) $theirs->get_id());
            return self::redirect($theirs->get_checkout_order_received_url());
        }
        throw new \Exception(esc_html(ShopperTexts::noPage($outcome)));
    }

    /** An order that its buyer opened by name belongs to no cart: it is never cancelled for another. */
    private static function cart(\WC_Order $order): ?string
    {
        // phpcs:ignore WordPress.Security.NonceVerification.Missing -- WooCommerce has checked its own.
        if (isset($_POST['woocommerce_pay']) || str_contains(self::route(), '/checkout/' . $order->get_id())) {
            return null;
        }
        $known = OrderMeta::text($order, OrderMeta::CART);
        return CartKey::current() ?? ($known === '' ? null : $known);
    }

    /** The Store API's route, where there is one: /wc/store/v1/checkout/{id} pays an order by name. */
    private static function route(): string
    {
        global $wp;
        $route = $wp instanceof \WP ? ($wp->query_vars['rest_route'] ?? '') : '';
        return is_string($route) ? $route : '';
    }

    /** @return array{result: string, redirect: string} */
    private static function redirect(string $url): array
    {
        return ['result' => 'success', 'redirect' => $url];
    }
}
