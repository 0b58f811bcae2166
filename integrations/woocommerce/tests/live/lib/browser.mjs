// Headless Chromium.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { buyer, product, site, url, version } from './shop.mjs';

const require = createRequire(`${process.env.SHOP_MODULES}/`);
let browser = null;

export async function launch() {
	const { chromium } = require('playwright-core');
	browser ??= await chromium.launch({
		executablePath: process.env.SHOP_CHROMIUM,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
	return browser;
}

/** What every open page shows when a case fails; then they are closed. */
export async function leave(name) {
	let number = 0;
	for (const context of browser?.contexts() ?? []) {
		for (const page of context.pages()) {
			if (name !== null) {
				await page.screenshot({ path: `${process.env.SHOP_SCREENS}/FAILED-${name}-${++number}.png` }).catch(() => undefined);
			}
		}
		await context.close();
	}
}

export async function close() {
	await browser?.close();
}

/** A person with cookies of their own. Nothing leaves this machine. */
export async function person(options = {}) {
	const context = await (await launch()).newContext({ viewport: { width: 1280, height: 900 }, locale: 'id-ID', ...options });
	await context.route((address) => address.hostname !== '127.0.0.1', (route) => route.abort());
	context.setDefaultTimeout(30000);
	return context;
}

export async function fill(page, sku = 'KAOS') {
	await page.goto(`${url}/?add-to-cart=${product(sku)}`);
}

const fields = { first_name: 'first_name', last_name: 'last_name', address_1: 'address_1', city: 'city', postcode: 'postcode', phone: 'phone' };

/** The checkout block up to the button. */
export async function blockCheckout(page, change = {}) {
	const address = { ...buyer, ...change };
	await page.goto(`${url}/checkout/`);
	await page.locator('#email').fill('budi@pembeli.example');
	// A shopper who was here before sees a card instead of the form.
	await page.locator('#shipping-first_name:visible, .wc-block-components-address-card:visible').first().waitFor();
	const form = await page.locator('#shipping-first_name').isVisible();
	for (const [name, id] of Object.entries(fields)) {
		const field = page.locator(`#shipping-${id}`);
		if (form && (await field.count())) {
			await field.fill(address[name]);
		}
	}
	const state = page.locator('#shipping-state');
	if (form && (await state.count())) {
		if ((await state.evaluate((node) => node.tagName)) === 'SELECT') {
			await state.selectOption('JB');
		} else {
			await state.fill('Jawa Barat');
		}
	}
	await page.locator('input[name="radio-control-wc-payment-method-options"][value="doku_akulaku"]').check();
	await page.locator('.doku-akulaku-content').waitFor();
}

/** Presses "place order" of the block. While the checkout calculates, a press is lost; a second one is harmless. */
export async function press(page) {
	const button = page.locator('.wc-block-components-checkout-place-order-button');
	const moved = () => page.url().includes('/checkout') === false;
	for (let i = 0; i < 4; i++) {
		await page.locator('.wc-block-components-checkout-place-order-button:not([disabled]):not([aria-disabled="true"])').waitFor();
		await button.click();
		const done = await Promise.race([
			page.waitForURL(/\/pay\//, { timeout: 8000 }).then(() => true, () => false),
			page.locator('.wc-block-components-notice-banner.is-error').first().waitFor({ timeout: 8000 }).then(() => true, () => false),
		]);
		if (done || moved() || (await button.evaluate((node) => node.classList.contains('wc-block-components-checkout-place-order-button--loading')).catch(() => true))) {
			return;
		}
	}
}

/** The classic checkout up to the button. */
export async function classicCheckout(page, change = {}) {
	const address = { ...buyer, ...change };
	await page.goto(`${url}/classic-checkout/`);
	for (const [name, id] of Object.entries(fields)) {
		await page.locator(`#billing_${id}`).fill(address[name]);
	}
	await page.locator('#billing_email').fill('budi@pembeli.example');
	await page.selectOption('#billing_state', 'JB').catch(() => undefined);
	await page.locator('#payment_method_doku_akulaku').waitFor({ state: 'attached' });
	await page.evaluate(() => document.querySelector('#payment_method_doku_akulaku').click());
	await settled(page);
}

/** WooCommerce redraws the review after each change. */
export async function settled(page) {
	await page.waitForFunction(() => !document.querySelector('.blockUI.blockOverlay'));
}

export async function approve(page) {
	await page.locator('#approve').click();
	await page.waitForURL(/order-received/);
}

export async function admin(options = {}) {
	const context = await person(options);
	const page = await context.newPage();
	await page.goto(`${url}/wp-login.php`);
	await page.fill('#user_login', 'admin');
	await page.fill('#user_pass', 'admin');
	await page.click('#wp-submit');
	await page.waitForURL(/wp-admin/);
	return page;
}

/** A picture at both widths. */
export async function picture(page, name) {
	mkdirSync(process.env.SHOP_SCREENS, { recursive: true });
	const before = page.viewportSize();
	for (const width of [1280, 390]) {
		await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
		await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
		await page.screenshot({ path: `${process.env.SHOP_SCREENS}/${version}-${name}-${width}.png`, fullPage: true });
	}
	await page.setViewportSize(before);
}

export { site };
