<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** Privacy text, export and erasure of personal data, and forgetting after the retention time. */
final class Privacy
{
    private const PAGE = 20;

    public static function hooks(): void
    {
        add_action('admin_init', static fn () => self::policy());
        add_filter('wp_privacy_personal_data_exporters', static fn ($exporters) => self::add($exporters, ['callback' => self::export(...)]));
        add_filter('wp_privacy_personal_data_erasers', static fn ($erasers) => self::add($erasers, ['callback' => self::erase(...)]));
    }

    public static function policyText(): string
    {
        $days = Services::settings()->retentionDays();
        $period = $days === 0
            ? __('as long as the order is kept', 'paylater-gateway-for-akulaku')
            /* translators: %d: a number of days */
            : sprintf(__('%d days after the payment has ended', 'paylater-gateway-for-akulaku'), $days);
        return sprintf(
            /* translators: %s: a period */
            __('For payments with Akulaku PayLater we send your name, phone number, address and order to DOKU (PT Nusa Satu Inti Artha) and Akulaku. Payment data is kept for this long: %s.', 'paylater-gateway-for-akulaku'),
            $period,
        );
    }

    private static function policy(): void
    {
        if (function_exists('wp_add_privacy_policy_content')) {
            wp_add_privacy_policy_content(__('Akulaku PayLater', 'paylater-gateway-for-akulaku'), wp_kses_post(wpautop(self::policyText())));
        }
    }

    /**
     * @param array<string, mixed> $entry
     */
    private static function add(mixed $list, array $entry): mixed
    {
        if (is_array($list)) {
            $list[Log::SOURCE] = $entry + [
                'exporter_friendly_name' => __('Akulaku PayLater', 'paylater-gateway-for-akulaku'),
                'eraser_friendly_name' => __('Akulaku PayLater', 'paylater-gateway-for-akulaku'),
            ];
        }
        return $list;
    }

    /** @return array{data: list<array<string, mixed>>, done: bool} */
    public static function export(string $email, int $page = 1): array
    {
        $data = [];
        $orders = self::orders($email, $page);
        foreach ($orders as $order) {
            foreach (self::attempts($order) as [$invoice, $fields]) {
                $data[] = [
                    'group_id' => 'doku_akulaku',
                    'group_label' => __('Akulaku PayLater payments', 'paylater-gateway-for-akulaku'),
                    'item_id' => 'doku-akulaku-' . $invoice,
                    'data' => $fields,
                ];
            }
        }
        return ['data' => $data, 'done' => count($orders) < self::PAGE];
    }

    /** @return list<array{string, list<array{name: string, value: string}>}> */
    private static function attempts(\WC_Order $order): array
    {
        $found = [];
        foreach (Services::store()->attempts((string) $order->get_id()) as $attempt) {
            $fields = [
                ['name' => __('Order', 'paylater-gateway-for-akulaku'), 'value' => (string) $order->get_order_number()],
                ['name' => __('Invoice', 'paylater-gateway-for-akulaku'), 'value' => $attempt->invoice],
                ['name' => __('Amount', 'paylater-gateway-for-akulaku'), 'value' => Money::rupiah($attempt->amount)],
                ['name' => __('State', 'paylater-gateway-for-akulaku'), 'value' => Admin\Words::status($attempt)],
            ];
            foreach (Services::store()->calls($attempt->invoice) as $call) {
                $customer = $call->payload['customer'] ?? [];
                foreach (is_array($customer) ? $customer : [] as $name => $value) {
                    if (is_scalar($value) && $value !== '') {
                        /* translators: %s: the name of a field that was sent to DOKU */
                        $fields[] = ['name' => sprintf(__('Sent to DOKU: %s', 'paylater-gateway-for-akulaku'), $name), 'value' => (string) $value];
                    }
                }
            }
            $found[] = [$attempt->invoice, $fields];
        }
        return $found;
    }

    /** @return array{items_removed: bool, items_retained: bool, messages: list<string>, done: bool} */
    public static function erase(string $email, int $page = 1): array
    {
        $removed = $retained = false;
        $messages = [];
        $orders = self::orders($email, $page);
        foreach ($orders as $order) {
            $store = Database\Tables::store();
            $had = count($store->attempts((string) $order->get_id()));
            $open = $store->erase((string) $order->get_id());
            $removed = $removed || $had > $open;
            if ($open > 0) {
                $retained = true;
                /* translators: %s: an order number */
                $messages[] = sprintf(__('The Akulaku payment of order %s is still open; its data is needed until it has ended. Erase again later.', 'paylater-gateway-for-akulaku'), $order->get_order_number());
            }
        }
        return ['items_removed' => $removed, 'items_retained' => $retained, 'messages' => $messages, 'done' => count($orders) < self::PAGE];
    }

    /** Once a day: what ended longer ago than the merchant wants to keep. */
    public static function forget(): void
    {
        $days = Services::settings()->retentionDays();
        if ($days === 0 || !Requirements::met() || !Database\Tables::installed()) {
            return;
        }
        try {
            $until = microtime(true) + 20.0;
            $store = Database\Tables::store();
            while ($store->emptyPayloads($days, 500) > 0 && microtime(true) < $until) {
                continue;
            }
        } catch (\Throwable $error) {
            Services::log()->exception('retention', $error);
        }
    }

    /** @return list<\WC_Order> */
    private static function orders(string $email, int $page): array
    {
        if (!Requirements::met() || !Database\Tables::installed()) {
            return [];
        }
        $found = wc_get_orders(['type' => 'shop_order', 'billing_email' => $email, 'limit' => self::PAGE, 'page' => $page, 'orderby' => 'ID', 'order' => 'ASC']);
        return array_values(array_filter(is_array($found) ? $found : [], static fn ($order): bool => $order instanceof \WC_Order));
    }
}
