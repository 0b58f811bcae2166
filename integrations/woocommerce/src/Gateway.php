<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** The payment method: what WooCommerce calls. What happens to money is decided in the payments library. */
final class Gateway extends \WC_Payment_Gateway
{
    /** Typed by WooCommerce's own class as mixed. @var string */
    public $id = Settings::GATEWAY;

    public function __construct()
    {
        $this->method_title = __('Akulaku PayLater', 'paylater-gateway-for-akulaku');
        $this->method_description = __('Shoppers pay later or in instalments with Akulaku PayLater, through DOKU. You get the whole amount.', 'paylater-gateway-for-akulaku');
        $this->has_fields = true;
        $this->supports = ['products', 'refunds'];
        $this->init_form_fields();
        $this->init_settings();
        $this->enabled = $this->settings['enabled'] ?? 'no';
        $this->title = $this->chosen('title', __('Akulaku PayLater', 'paylater-gateway-for-akulaku'));
        $this->description = $this->chosen('description', ShopperTexts::oneLine());
        $this->order_button_text = __('Pay with Akulaku', 'paylater-gateway-for-akulaku');
        add_action('woocommerce_update_options_payment_gateways_' . $this->id, [$this, 'process_admin_options']);
        add_filter('woocommerce_settings_api_sanitized_fields_' . $this->id, [self::class, 'keepLocked']);
    }

    /** The secret never enters this object: REST and other plugins read its settings. */
    public function init_settings(): void
    {
        parent::init_settings();
        unset($this->settings['former']);
        $this->settings['secret_key'] = '';
    }

    public function init_form_fields(): void
    {
        $this->form_fields = is_admin() || defined('REST_REQUEST') ? Admin\SettingsForm::fields() : Admin\SettingsForm::defaults();
    }

    public function is_available(): bool
    {
        return $this->enabled === 'yes' && self::possible() && $this->fitsCart();
    }

    /** Everything but the cart. WooCommerce asks the block's method on every page, so no gateway is made for it. */
    public static function possible(): bool
    {
        return Requirements::met() && Services::settings()->hasCredentials() && !Outage::hidden()
            && Requirements::shopProblems() === [] && Site::token() !== null;
    }

    private function fitsCart(): bool
    {
        $settings = Services::settings();
        $total = $this->get_order_total();
        if ($total > 0) {
            $least = $settings->minAmount();
            $most = $settings->maxAmount();
            if (($least !== null && $total < $least) || ($most !== null && $total > $most)) {
                return false;
            }
        }
        $countries = $settings->countries();
        $country = $this->country();
        return $countries === [] || $country === '' || in_array($country, $countries, true);
    }

    /** The country of the order that is paid, else of the shopper. */
    private function country(): string
    {
        $order = absint(get_query_var('order-pay'));
        $order = $order > 0 ? wc_get_order($order) : null;
        if ($order instanceof \WC_Order && $order->get_billing_country() !== '') {
            return $order->get_billing_country();
        }
        return WC()->customer === null ? '' : (string) WC()->customer->get_billing_country();
    }

    public function payment_fields(): void
    {
        Checkout::fields($this->get_description());
    }

    public function validate_fields(): bool
    {
        return Checkout::validate();
    }

    /**
     * @param int $order_id
     * @return array<string, mixed>
     */
    public function process_payment($order_id): array
    {
        return Checkout::pay((int) $order_id);
    }

    /**
     * @param int $order_id
     * @param float|string|null $amount
     * @param string $reason
     * @return bool|\WP_Error
     */
    public function process_refund($order_id, $amount = null, $reason = '')
    {
        return Refunds::fromOrderScreen((int) $order_id, $amount);
    }

    /** @param \WC_Order $order */
    public function can_refund_order($order): bool
    {
        return $order instanceof \WC_Order && parent::can_refund_order($order) && OrderMeta::text($order, OrderMeta::STATUS) === 'SUCCESS';
    }

    public function admin_options(): void
    {
        Admin\SettingsForm::before();
        parent::admin_options();
        Admin\SettingsForm::after();
    }

    /**
     * A field whose value is never sent to the browser.
     *
     * @param string $key
     * @param array<string, mixed> $data
     */
    public function generate_secret_html($key, $data): string
    {
        return Admin\SettingsForm::secretRow($this->get_field_key($key), $data);
    }

    /** @param array<string, mixed> $data */
    public function generate_information_html(string $key, array $data): string
    {
        return Admin\SettingsForm::informationRow($key, $data);
    }

    /** @param string|null $value */
    public function validate_client_id_field(string $key, $value): string
    {
        $value = trim((string) $value);
        if ($value !== '' && preg_match('/^[\x21-\x7e]{1,128}$/D', $value) !== 1) {
            throw new \Exception(esc_html__('The Client-Id holds characters that cannot be in it. Copy it from DOKU\'s dashboard again.', 'paylater-gateway-for-akulaku'));
        }
        return $value;
    }

    /** @param string|null $value */
    public function validate_secret_key_field(string $key, #[\SensitiveParameter] $value): string
    {
        $value = trim(wp_unslash((string) $value));
        if ($value !== '' && preg_match('/^[^\x00-\x1f\x7f]{1,1024}$/Du', $value) !== 1) {
            throw new \Exception(esc_html__('The secret key holds hidden characters. Copy it from DOKU\'s dashboard again.', 'paylater-gateway-for-akulaku'));
        }
        return $value;
    }

    /** @param string|null $value */
    public function validate_secret_file_field(string $key, $value): string
    {
        $value = trim(wp_unslash((string) $value));
        if ($value !== '') {
            try {
                Settings::readSecretFile($value);
            } catch (SettingsError $error) {
                // Kept all the same: the file may be made afterwards. The connection test says so too.
                \WC_Admin_Settings::add_error(Admin\SettingsForm::problem($error));
            }
        }
        return $value;
    }

    /** @param string|null $value */
    public function validate_min_amount_field(string $key, $value): string
    {
        return self::digits($value);
    }

    /** @param string|null $value */
    public function validate_max_amount_field(string $key, $value): string
    {
        return self::digits($value);
    }

    public function process_admin_options(): bool
    {
        $saved = parent::process_admin_options();
        Services::reset();
        $this->init_settings();
        Admin\SettingsForm::saved();
        return $saved;
    }

    /**
     * A field that wp-config.php or php.ini decides is not sent by the form: its stored value stays for later.
     *
     * @param mixed $fields
     * @return mixed
     */
    public static function keepLocked(mixed $fields): mixed
    {
        foreach (is_array($fields) ? ['environment', 'client_id', 'secret_file'] : [] as $key) {
            if (Services::settings()->origin($key) !== 'database') {
                $fields[$key] = Services::settings()->text($key);
            }
        }
        return $fields;
    }

    public function is_test_mode(): bool
    {
        return Services::settings()->sandbox();
    }

    public function needs_setup(): bool
    {
        return !Requirements::met() || !Services::settings()->hasCredentials();
    }

    public function is_account_connected(): bool
    {
        return Services::settings()->hasCredentials();
    }

    public function get_settings_url(): string
    {
        return Admin\SettingsForm::url();
    }

    private function chosen(string $key, string $else): string
    {
        $value = $this->settings[$key] ?? '';
        return is_string($value) && trim($value) !== '' ? $value : $else;
    }

    private static function digits(mixed $value): string
    {
        return (string) preg_replace('/\D/', '', is_scalar($value) ? (string) $value : '');
    }
}
