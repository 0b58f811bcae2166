// A buyer in a browser.
import { approve, blockCheckout, classicCheckout, fill, person, picture, press, settled } from '../lib/browser.mjs';
import { equal, match, yes } from '../lib/check.mjs';
import { Shopper, decide, faults, ledger, look, newest, notifications, url } from '../lib/shop.mjs';

const latest = () => look('orders').sort((one, other) => other.id - one.id)[0];

export default {
	'block-paid': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await blockCheckout(page);
		match(await page.locator('.doku-akulaku-content').innerText(), /Akulaku/, 'the box');
		match(await page.locator('.doku-akulaku-content').innerText(), /[Ss]andbox/, 'the mark of the sandbox');
		await picture(page, 'block-checkout');
		await press(page);
		await page.waitForURL(/\/pay\//);
		await approve(page);
		await page.waitForURL(/order-received/);
		await page.locator('[data-state="paid"]').waitFor();
		await picture(page, 'received-paid');
		const order = latest();
		equal([order.status, order.completed], ['processing', 1], 'order');
		await context.close();
	},

	'classic-paid': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page, 'KOPI');
		await classicCheckout(page);
		await picture(page, 'classic-checkout');
		await page.locator('#place_order').click();
		await page.waitForURL(/\/pay\//);
		await approve(page);
		await page.locator('[data-state="paid"]').waitFor();
		equal(latest().status, 'processing', 'order');
		await context.close();
	},

	'classic-phone-missing': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await classicCheckout(page, { phone: '' });
		await page.locator('#place_order').click();
		await page.locator('.woocommerce-error, .wc-block-components-notice-banner.is-error').first().waitFor();
		match(await page.locator('.woocommerce-error, .wc-block-components-notice-banner.is-error').first().innerText(), /telepon|phone/i, 'the sentence');
		await context.close();
	},

	'block-phone-missing': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await blockCheckout(page, { phone: '' });
		match(await page.locator('.doku-akulaku-phone').innerText(), /telepon|phone/i, 'the hint');
		await press(page);
		await page.locator('.wc-block-components-notice-banner.is-error').first().waitFor();
		await picture(page, 'block-phone-missing');
		yes(!/\/pay\//.test(page.url()), 'a page all the same');
		await context.close();
	},

	'browser-decline-and-again': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await blockCheckout(page);
		await press(page);
		await page.waitForURL(/\/pay\//);
		await page.locator('#decline').click();
		await page.waitForURL(/order-received/);
		await page.locator('[data-state="failed"]').waitFor();
		await picture(page, 'received-failed');
		await page.locator('.doku-akulaku-retry').click();
		await page.waitForURL(/order-pay/);
		await picture(page, 'order-pay');
		await page.locator('#payment_method_doku_akulaku').check({ force: true });
		await page.locator('#place_order').click();
		await page.waitForURL(/\/pay\//);
		await approve(page);
		await page.locator('[data-state="paid"]').waitFor();
		const order = latest();
		equal([order.status, (await newest(order.id)).tries], ['processing', 2], 'order and tries');
		await context.close();
	},

	'back-button': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await blockCheckout(page);
		await press(page);
		await page.waitForURL(/\/pay\//);
		const first = page.url();
		const order = latest();
		await page.goBack();
		await blockCheckout(page);
		await press(page);
		await page.waitForURL(/\/pay\//);
		equal(page.url(), first, 'the page after going back');
		equal([latest().id, (await newest(order.id)).tries], [order.id, 1], 'order and tries');
		await context.close();
	},

	'double-click': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await classicCheckout(page);
		await settled(page);
		const before = (await ledger()).filter((doku) => doku.status === 'PENDING').length;
		// Past the button that WooCommerce switches off: the form twice at once.
		await page.evaluate(async () => {
			const body = new URLSearchParams(new FormData(document.querySelector('form.checkout')));
			const send = () => fetch('/?wc-ajax=checkout', { method: 'POST', body });
			await Promise.all([send(), send()]);
		});
		const after = (await ledger()).filter((doku) => doku.status === 'PENDING').length;
		equal(after - before, 1, 'payable pages of one cart');
		await context.close();
	},

	'two-tabs': async () => {
		const context = await person();
		const one = await context.newPage();
		await fill(one);
		await blockCheckout(one);
		const two = await context.newPage();
		await blockCheckout(two);
		const before = (await ledger()).filter((doku) => doku.status === 'PENDING').length;
		await Promise.all([press(one), press(two)]);
		await Promise.allSettled([one.waitForURL(/\/pay\//, { timeout: 45000 }), two.waitForURL(/\/pay\//, { timeout: 45000 })]);
		const page = [one, two].find((tab) => /\/pay\//.test(tab.url()));
		yes(page !== undefined, 'no tab reached the page');
		equal((await ledger()).filter((doku) => doku.status === 'PENDING').length - before, 1, 'payable pages of one cart');
		await approve(page);
		await page.locator('[data-state="paid"]').waitFor();
		await context.close();
	},

	'browser-stall': async () => {
		await faults([{ fault: 'stall', seconds: 60, count: 2 }]);
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await blockCheckout(page);
		await press(page);
		const banner = page.locator('.wc-block-components-notice-banner.is-error').first();
		await banner.waitFor({ timeout: 40000 });
		match(await banner.innerText(), /jangan membayar lagi|do not pay again/i, 'the sentence');
		await picture(page, 'block-unknown');
		await context.close();
	},

	'notification-late': async () => {
		await notifications(false);
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await blockCheckout(page);
		await press(page);
		await page.waitForURL(/\/pay\//);
		await approve(page);
		await page.locator('[data-state="waiting"]').waitFor();
		match(await page.locator('body').innerText(), /jangan membayar lagi|do not pay again/i, 'the sentence');
		await picture(page, 'received-waiting');
		await notifications(true);
		const order = latest();
		const { invoice } = await newest(order.id);
		const { control } = await import('../lib/shop.mjs');
		await control(`notify/${invoice}`, { wait: true });
		// The page asks by itself.
		await page.locator('[data-state="paid"]').waitFor({ timeout: 60000 });
		await context.close();
	},

	'poll-finds-it': async () => {
		await notifications(false);
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		look('age', 600);
		const context = await person();
		const page = await context.newPage();
		await page.goto(look('order', one.id).received);
		await page.locator('[data-state="paid"]').waitFor({ timeout: 60000 });
		equal(look('order', one.id).status, 'processing', 'order');
		await context.close();
	},

	'below-minimum': async () => {
		const known = look('option', 'woocommerce_doku_akulaku_settings');
		look('option', 'woocommerce_doku_akulaku_settings', JSON.stringify({ ...known, min_amount: '1000000' }));
		try {
			const shopper = new Shopper();
			await shopper.add('KAOS');
			const { data } = await shopper.call('cart');
			yes(!data.payment_methods.includes('doku_akulaku'), 'the method shows below the minimum');
			const rich = new Shopper();
			await rich.add('PONSEL');
			yes((await rich.call('cart')).data.payment_methods.includes('doku_akulaku'), 'the method is missing above it');
		} finally {
			look('option', 'woocommerce_doku_akulaku_settings', JSON.stringify({ ...known, min_amount: '' }));
		}
	},
};
