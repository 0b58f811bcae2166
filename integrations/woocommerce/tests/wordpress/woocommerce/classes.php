<?php

declare(strict_types=1);

final class WooCommerce
{
    public string $version = '10.0.0';
    public mixed $session = null;
    public mixed $cart = null;
    public mixed $customer = null;
    public object $countries;
    /** @var array<string, WC_Payment_Gateway>|null */
    private ?array $all = null;

    public function __construct()
    {
        $this->countries = new class () {
            /** @return array<string, string> */
            public function get_states(string $country): array
            {
                return $country === 'ID' ? ['JB' => 'Jawa Barat'] : [];
            }

            /** @return array<string, string> */
            public function get_countries(): array
            {
                return ['ID' => 'Indonesia', 'SG' => 'Singapore'];
            }
        };
    }

    /** @return array<string, WC_Payment_Gateway> */
    public function gateways(): array
    {
        if ($this->all === null) {
            $this->all = [];
            foreach (apply_filters('woocommerce_payment_gateways', []) as $class) {
                $gateway = new $class();
                $this->all[$gateway->id] = $gateway;
            }
        }
        return $this->all;
    }

    public function payment_gateways(): object
    {
        return new class ($this) {
            public function __construct(private readonly WooCommerce $shop)
            {
            }

            /** @return array<string, WC_Payment_Gateway> */
            public function payment_gateways(): array
            {
                return $this->shop->gateways();
            }
        };
    }

    public function api_request_url(string $name): string
    {
        return home_url('/?wc-api=' . $name);
    }

    public function mailer(): object
    {
        return new class () {
            public function send(string ...$arguments): bool
            {
                return true;
            }

            public function wrap_message(string $title, string $text): string
            {
                return $text;
            }
        };
    }
}

class WC_Payment_Gateway
{
    public $id = '';
    public $enabled = 'no';
    public $title = '';
    public $description = '';
    public $method_title = '';
    public $method_description = '';
    public $order_button_text = '';
    public $has_fields = false;
    public $supports = ['products'];
    /** @var array<string, mixed> */
    public $form_fields = [];
    /** @var array<string, mixed> */
    public $settings = [];
    public float $total = 0.0;

    public function get_option_key(): string
    {
        return 'woocommerce_' . $this->id . '_settings';
    }

    public function init_settings()
    {
        $stored = get_option($this->get_option_key(), []);
        $this->settings = is_array($stored) ? $stored : [];
    }

    public function get_field_key($key): string
    {
        return 'woocommerce_' . $this->id . '_' . $key;
    }

    public function process_admin_options()
    {
        $this->init_settings();
        foreach ($this->form_fields as $key => $field) {
            if (in_array($field['type'], ['title', 'information'], true)) {
                continue;
            }
            $value = $_POST[$this->get_field_key($key)] ?? null;
            if (is_callable([$this, "validate_{$key}_field"])) {
                $value = $this->{"validate_{$key}_field"}($key, $value);
            } elseif ($field['type'] === 'checkbox') {
                $value = $value === null ? 'no' : 'yes';
            }
            $this->settings[$key] = $value ?? '';
        }
        return update_option($this->get_option_key(), apply_filters('woocommerce_settings_api_sanitized_fields_' . $this->id, $this->settings), true);
    }

    public function get_order_total()
    {
        return $this->total;
    }

    public function get_title()
    {
        return $this->title;
    }

    public function get_description()
    {
        return $this->description;
    }

    public function can_refund_order($order)
    {
        return in_array('refunds', $this->supports, true);
    }

    public function admin_options()
    {
        foreach ($this->form_fields as $key => $field) {
            $make = "generate_{$field['type']}_html";
            echo is_callable([$this, $make]) ? $this->{$make}($key, $field) : esc_html((string) ($field['title'] ?? ''));
        }
    }
}

final class WC_Admin_Settings
{
    /** @var list<string> */
    public static array $said = [];

    public static function add_error(string $text): void
    {
        self::$said[] = $text;
    }

    public static function add_message(string $text): void
    {
        self::$said[] = $text;
    }
}

class WC_Abstract_Order
{
    /** @var array<string, mixed> */
    protected array $data;

    public function __construct(protected int $id)
    {
        $data = get_option('stand_in_order_' . $id);
        if (!is_array($data)) {
            throw new Exception('Invalid order.');
        }
        $this->data = $data;
    }

    public function get_id(): int
    {
        return $this->id;
    }

    public function get_meta(string $key): mixed
    {
        return $this->data['meta'][$key] ?? '';
    }

    public function update_meta_data(string $key, mixed $value): void
    {
        $this->data['meta'][$key] = $value;
    }

    public function save(): int
    {
        // Notes are rows of their own, as in WooCommerce.
        $stored = get_option('stand_in_order_' . $this->id);
        $this->data['notes'] = $stored['notes'] ?? [];
        update_option('stand_in_order_' . $this->id, $this->data, false);
        return $this->id;
    }
}

final class WC_Order extends WC_Abstract_Order
{
    /** @param array<string, mixed> $data */
    public static function make(int $id, array $data): self
    {
        update_option('stand_in_order_' . $id, $data + [
            'status' => 'pending', 'total' => '60000', 'currency' => 'IDR', 'method' => 'doku_akulaku', 'transaction' => '', 'key' => 'wc_order_' . $id,
            'meta' => [], 'notes' => [], 'completed' => 0, 'phone' => '0812-3456-7890',
        ], false);
        return new self($id);
    }

    public function __call(string $name, array $arguments): mixed
    {
        $known = [
            'get_type' => 'shop_order', 'get_order_key' => $this->data['key'], 'get_order_number' => (string) $this->id, 'get_status' => $this->data['status'],
            'get_total' => $this->data['total'], 'get_currency' => $this->data['currency'], 'get_payment_method' => $this->data['method'],
            'get_transaction_id' => $this->data['transaction'], 'get_customer_id' => 0, 'get_billing_first_name' => 'Budi', 'get_billing_last_name' => 'Santoso',
            'get_billing_phone' => $this->data['phone'], 'get_shipping_phone' => '', 'get_billing_address_1' => 'Jl. Melati 8', 'get_billing_address_2' => 'Coblong',
            'get_billing_city' => 'Kota Bandung', 'get_billing_state' => 'JB', 'get_billing_postcode' => '40115', 'get_billing_country' => 'ID',
            'get_checkout_order_received_url' => home_url("/checkout/order-received/$this->id/?key=" . $this->data['key']),
            'get_checkout_payment_url' => home_url("/checkout/order-pay/$this->id/?key=" . $this->data['key']), 'get_edit_order_url' => admin_url('post.php?post=' . $this->id),
            'is_paid' => in_array($this->data['status'], ['processing', 'completed'], true), 'needs_payment' => in_array($this->data['status'], ['pending', 'failed'], true),
            'get_created_via' => 'checkout', 'get_date_modified' => null, 'get_remaining_refund_amount' => '0',
        ];
        if (array_key_exists($name, $known)) {
            return $known[$name];
        }
        throw new BadMethodCallException('WC_Order::' . $name . ' is not in the stand-in');
    }

    /** @return array<int, object> */
    public function get_items(string $type = 'line_item'): array
    {
        return $type === 'fee' ? [5 => new WC_Order_Item_Fee($this->data['total'])] : [];
    }

    /** @param string|list<string> $status */
    public function has_status(string|array $status): bool
    {
        return in_array($this->data['status'], (array) $status, true);
    }

    public function set_status(string $status): void
    {
        $this->data['status'] = $status;
    }

    public function update_status(string $status, string $note = ''): void
    {
        $from = $this->data['status'];
        $this->set_status($status);
        $this->save();
        $this->add_order_note($note);
        do_action('woocommerce_order_status_changed', $this->id, $from, $status, $this);
    }

    public function set_payment_method(string $method): void
    {
        $this->data['method'] = $method;
    }

    public function set_payment_method_title(string $title): void
    {
    }

    public function set_transaction_id(string $id): void
    {
        $this->data['transaction'] = $id;
    }

    public function add_order_note(string $text): void
    {
        $stored = get_option('stand_in_order_' . $this->id);
        $stored['notes'][] = $text;
        update_option('stand_in_order_' . $this->id, $stored, false);
    }

    public function payment_complete(string $transaction): bool
    {
        $this->data['transaction'] = $transaction;
        $this->data['status'] = 'processing';
        $this->data['completed']++;
        $this->save();
        return true;
    }
}

final class WC_Order_Item_Fee
{
    public function __construct(private readonly string $total)
    {
    }

    public function get_name(): string
    {
        return 'Biaya "uji"';
    }

    public function get_total(): string
    {
        return $this->total;
    }

    public function get_total_tax(): string
    {
        return '0';
    }
}
