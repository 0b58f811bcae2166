<?php

declare(strict_types=1);

/*
 * Usage: setup.php SITE URL SECOND-URL DOKU SECRET-FILE: an Indonesian shop in Magento with two websites, each with an account.
 * The first takes its secret from a file, the second has it encrypted in the database.
 */

use Magento\Catalog\Model\ProductFactory;
use Magento\Customer\Api\AccountManagementInterface;
use Magento\Customer\Api\Data\CustomerInterfaceFactory;
use Magento\Framework\App\Bootstrap;
use Magento\Framework\App\Config\Storage\WriterInterface;
use Magento\Framework\Encryption\EncryptorInterface;
use Magento\Store\Model\GroupFactory;
use Magento\Store\Model\StoreFactory;
use Magento\Store\Model\WebsiteFactory;
use Magento\Tax\Model\Calculation\RateFactory;
use Magento\Tax\Model\Calculation\RuleFactory;

[, $site, $url, $secondUrl, $doku, $secretFile] = $argv;
require "$site/app/bootstrap.php";
$manager = Bootstrap::create(BP, $_SERVER)->getObjectManager();
$manager->get(Magento\Framework\App\State::class)->setAreaCode('adminhtml');

$website = $manager->get(WebsiteFactory::class)->create()->load('two', 'code');
if (!$website->getId()) {
    $website->setCode('two')->setName('Second')->save();
    $group = $manager->get(GroupFactory::class)->create();
    $group->setWebsiteId($website->getId())->setName('Second')->setCode('two')->setRootCategoryId(2)->save();
    $store = $manager->get(StoreFactory::class)->create();
    $store->setCode('two')->setName('Second')->setWebsiteId($website->getId())->setGroupId($group->getId())->setIsActive(1)->save();
    $group->setDefaultStoreId($store->getId())->save();
    $website->setDefaultGroupId($group->getId())->save();
}

$config = $manager->get(WriterInterface::class);
$account = static fn (string $field): string => "payment/doku_akulaku/$field";
foreach ([
    $account('active') => '1', $account('client_id') => 'MCH-0001-10791114622547', $account('secret_file') => $secretFile,
    $account('base_url') => $doku, $account('debug') => '1',
    'admin/security/session_lifetime' => '31536000', 'admin/security/password_is_forced' => '0', 'admin/security/use_form_key' => '0',
    // One minute is not the shop's to wait: a case that ages an order says by how much.
    'sales/orders/delete_pending_after' => '480',
    'customer/captcha/enable' => '0', 'admin/captcha/enable' => '0', 'admin/usage/enabled' => '0',
    'oauth/access_token_lifetime/admin' => '24', 'oauth/access_token_lifetime/customer' => '24',
    'system/smtp/disable' => '0', 'sales_email/general/async_sending' => '0', 'general/region/state_required' => '',
    'web/cookie/cookie_restriction' => '0',
] as $path => $value) {
    $config->save($path, $value);
}
$scope = (int) $website->getId();
foreach ([
    $account('client_id') => 'MCH-0002-20000000000002', $account('secret_file') => '',
    $account('secret_key') => $manager->get(EncryptorInterface::class)->encrypt('secret-key-of-the-second-website'),
    'web/unsecure/base_url' => "$secondUrl/", 'web/secure/base_url' => "$secondUrl/",
    'web/unsecure/base_link_url' => "$secondUrl/", 'web/secure/base_link_url' => "$secondUrl/",
    'currency/options/base' => 'IDR', 'currency/options/default' => 'IDR', 'currency/options/allow' => 'IDR',
] as $path => $value) {
    $config->save($path, $value, 'websites', $scope);
}

$rate = $manager->get(RateFactory::class)->create();
$rate->setData(['tax_country_id' => 'ID', 'tax_region_id' => 0, 'tax_postcode' => '*', 'code' => 'PPN', 'rate' => '11']);
$rate->save();
$rule = $manager->get(RuleFactory::class)->create();
$rule->setData([
    'code' => 'PPN', 'priority' => 0, 'position' => 0, 'customer_tax_class_ids' => [3], 'product_tax_class_ids' => [2],
    'tax_rate_ids' => [$rate->getId()],
]);
$rule->save();

$products = [['KAOS', 'Kaos "Merah" & Putih', 45000, 0], ['KOPI', 'Kopi Gayo 250 g', 123456, 0], ['PAJAK', 'Barang kena pajak', 40999, 2]];
foreach ($products as [$sku, $name, $price, $tax]) {
    $product = $manager->get(ProductFactory::class)->create();
    $product->setSku($sku)->setName($name)->setPrice($price)->setAttributeSetId(4)->setStatus(1)->setVisibility(4)->setTypeId('simple')
        ->setWeight(1)->setTaxClassId($tax)->setWebsiteIds([1, $scope])->setUrlKey(strtolower($sku))
        ->setStockData(['use_config_manage_stock' => 1, 'qty' => 100000, 'is_in_stock' => 1]);
    $product->save();
}

$ticket = $manager->get(ProductFactory::class)->create();
$ticket->setSku('TIKET')->setName('Tiket')->setPrice(99000)->setAttributeSetId(4)->setStatus(1)->setVisibility(4)->setTypeId('virtual')
    ->setTaxClassId(0)->setWebsiteIds([1, $scope])->setUrlKey('tiket')->setStockData(['use_config_manage_stock' => 1, 'qty' => 100000, 'is_in_stock' => 1]);
$ticket->save();

$discount = $manager->get(Magento\SalesRule\Model\RuleFactory::class)->create();
$discount->setData([
    'name' => 'HEMAT10', 'is_active' => 1, 'website_ids' => [1, $scope], 'customer_group_ids' => [0, 1], 'coupon_type' => 2, 'coupon_code' => 'HEMAT10',
    'simple_action' => 'by_percent', 'discount_amount' => 10, 'stop_rules_processing' => 0, 'uses_per_coupon' => 0, 'uses_per_customer' => 0,
]);
$discount->save();

$customer = $manager->get(CustomerInterfaceFactory::class)->create();
$customer->setEmail('budi@pembeli.example')->setFirstname('Budi')->setLastname('Santoso')->setWebsiteId(1)->setStoreId(1)->setGroupId(1);
$manager->get(AccountManagementInterface::class)->createAccount($customer, 'Rahasia12345');
