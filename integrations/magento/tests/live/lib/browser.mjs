// Headless Chromium.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { buyer, url } from './shop.mjs';

const require = createRequire(`${process.env.SHOP_MODULES}/`);
const screens = process.env.SHOP_SCREENS;
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
				await page.screenshot({ path: `${screens}/FAILED-${name}-${++number}.png` }).catch(() => undefined);
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
	const context = await (await launch()).newContext({ viewport: { width: 1280, height: 900 }, ...options });
	await context.route((address) => address.hostname !== '127.0.0.1', (route) => route.abort());
	// The first visit of a page makes its static files.
	context.setDefaultTimeout(90000);
	return context;
}

const click = (locator) => locator.evaluate((node) => node.click());

/** A product into the cart, by its page. */
export async function fill(page, sku = 'KAOS') {
	await page.goto(`${url}/${sku.toLowerCase()}.html`);
	await page.locator('#product-addtocart-button:not([disabled])').waitFor();
	await click(page.locator('#product-addtocart-button'));
	await page.locator('.message-success').first().waitFor();
}

/** Luma's guest checkout up to the choice of the payment method, with ours chosen. */
export async function checkout(page, method = 'doku_akulaku') {
	// The first visits make the theme's static files, and its scripts give up on one that takes too long.
	for (let i = 0; i < 3; i++) {
		await page.goto(`${url}/checkout/`);
		const shown = page.locator('#customer-email:visible, #checkout-payment-method-load:visible').first();
		if (await shown.waitFor({ timeout: 30000 }).then(() => true, () => false)) {
			break;
		}
	}
	if (!page.url().includes('#payment')) {
		await page.locator('#customer-email').fill(buyer.email);
		const form = page.locator('#co-shipping-form');
		await form.locator('[name="country_id"]').selectOption('ID');
		for (const [name, value] of Object.entries({ firstname: buyer.firstname, lastname: buyer.lastname, 'street[0]': buyer.street[0], city: buyer.city, postcode: buyer.postcode, telephone: buyer.telephone })) {
			await form.locator(`[name="${name}"]`).fill(value);
		}
		const region = form.locator('[name="region_id"]');
		if (await region.isVisible()) {
			await region.selectOption({ index: 1 });
		} else {
			await form.locator('[name="region"]').fill('Jawa Barat');
		}
		await page.locator('#checkout-shipping-method-load input[type="radio"]').first().waitFor();
		// While the rates are asked for anew, a press is lost.
		for (let i = 0; i < 20 && !page.url().includes('#payment'); i++) {
			await page.waitForFunction(() => !document.querySelector('.loading-mask[style*="block"], body.ajax-loading'));
			const rate = page.locator('#checkout-shipping-method-load input[type="radio"]').first();
			await click(rate).catch(() => undefined);
			await click(page.locator('#shipping-method-buttons-container button.continue')).catch(() => undefined);
			await page.waitForURL(/#payment/, { timeout: 3000 }).catch(() => undefined);
		}
	}
	await page.locator(`#${method}`).waitFor();
	await click(page.locator(`#${method}`));
	await page.locator('.payment-method._active button.checkout:not([disabled])').waitFor();
	await quiet(page);
}

export async function quiet(page) {
	await page.waitForFunction(() => ![...document.querySelectorAll('.loading-mask')].some((mask) => mask.offsetParent !== null));
}

export const press = (page) => click(page.locator('.payment-method._active button.checkout'));

/** To Akulaku's page. */
export async function toAkulaku(page) {
	await checkout(page);
	await press(page);
	await page.waitForURL(/\/pay\/[^/]+$/, { waitUntil: 'domcontentloaded' });
}

export async function approve(page) {
	await page.locator('#approve').click();
	await page.waitForURL(/doku_akulaku\/pay\/back/);
}

/** Logged in to the admin. */
export async function admin(options = {}) {
	const context = await person(options);
	const page = await context.newPage();
	await page.goto(`${url}/admin/`);
	await page.fill('#username', 'admin');
	await page.fill('#login', 'Rahasia12345');
	await click(page.locator('.action-login'));
	await page.waitForURL(/admin\/dashboard|admin\/admin/);
	return page;
}

/** A picture at both widths. */
export async function picture(page, name) {
	mkdirSync(screens, { recursive: true });
	const before = page.viewportSize();
	for (const width of [1280, 390]) {
		await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
		await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
		await page.screenshot({ path: `${screens}/${name}-${width}.png`, fullPage: true });
	}
	await page.setViewportSize(before);
}

export { click };
