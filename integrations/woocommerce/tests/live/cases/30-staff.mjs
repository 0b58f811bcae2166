// The shop's staff in wp-admin, in both languages.
import { admin, picture } from '../lib/browser.mjs';
import { equal, match, yes } from '../lib/check.mjs';
import { Shopper, decide, look, url } from '../lib/shop.mjs';

const settings = `${url}/wp-admin/admin.php?page=wc-settings&tab=checkout&section=doku_akulaku`;

async function refundInOrderScreen(page, order) {
	page.on('dialog', (dialog) => dialog.accept());
	await page.goto(order.edit);
	await page.locator('button.refund-items').evaluate((button) => button.click());
	await page.locator('#refund_amount').evaluate((field) => {
		field.removeAttribute('readonly');
	});
	await page.fill('#refund_amount', '60000');
	await page.locator('#refund_amount').evaluate((field) => field.dispatchEvent(new Event('change', { bubbles: true })));
	await page.locator('button.do-api-refund').evaluate((button) => button.click());
	await page.locator('.refund .woocommerce-Price-amount, tr.refund').first().waitFor({ timeout: 60000 });
}

/** Up to the new page with its scripts: the button is off until one of them has seen a change. */
async function save(page) {
	await Promise.all([page.waitForEvent('load'), page.locator('button[name="save"]').click()]);
	await page.locator('.updated, .notice-success').first().waitFor();
}

export default {
	'settings-and-test': async () => {
		const page = await admin();
		await page.goto(settings);
		const html = await page.content();
		yes(!html.includes('secret-key-from-DOKU-back-office'), 'the secret is in the page');
		await page.locator('#doku-akulaku-test').click();
		await page.locator('.doku-akulaku-result').nth(2).waitFor();
		const results = await page.locator('.doku-akulaku-result').allInnerTexts();
		yes(results.every((text) => text.startsWith('✓')), `results: ${results.join(' | ')}`);
		await picture(page, 'settings');
		await page.context().close();
	},

	'secret-is-kept': async () => {
		const page = await admin();
		await page.goto(settings);
		await page.fill('#woocommerce_doku_akulaku_secret_key', 'a fake secret of a test');
		await save(page);
		equal(look('option', 'woocommerce_doku_akulaku_settings').secret_key, 'a fake secret of a test', 'stored');
		yes(!(await page.content()).includes('a fake secret of a test'), 'the secret is in the page');
		await page.fill('#woocommerce_doku_akulaku_title', 'Akulaku');
		await save(page);
		const after = look('option', 'woocommerce_doku_akulaku_settings');
		equal([after.title, after.secret_key], ['Akulaku', 'a fake secret of a test'], 'an empty field keeps it');
		await page.fill('#woocommerce_doku_akulaku_title', '');
		await save(page);
		await page.context().close();
	},

	'refund-in-admin': async () => {
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		const page = await admin();
		await refundInOrderScreen(page, look('order', one.id));
		const order = look('order', one.id);
		equal([order.status, order.refunds], ['refunded', 1], 'order');
		await page.context().close();
	},

	'order-box': async () => {
		const one = await new Shopper().order();
		const order = look('order', one.id);
		const page = await admin();
		page.on('dialog', (dialog) => dialog.accept());
		await page.goto(order.edit);
		match(await page.locator('#doku-akulaku').innerText(), new RegExp(one.invoice), 'the box');
		await page.locator('#doku-akulaku [data-do="check"]').click();
		await page.waitForLoadState('load');
		await page.locator('#doku-akulaku summary').first().click();
		await picture(page, 'order-box-waiting');
		await page.locator('#doku-akulaku [data-do="cancel"]').click();
		await page.waitForLoadState('load');
		await page.locator('#doku-akulaku .doku-akulaku-mark--cancelled').waitFor();
		await page.goto(`${url}/wp-admin/${order.edit.includes('wc-orders') ? 'admin.php?page=wc-orders' : 'edit.php?post_type=shop_order'}`);
		await picture(page, 'order-list');
		await page.context().close();
	},

	'order-box-paid-twice': async () => {
		const shopper = new Shopper();
		const one = await shopper.order();
		await decide(one.invoice, 'decline');
		const again = await shopper.checkout();
		equal(again.status, 200, `paying again: ${again.data.message}`);
		const two = look('attempts').filter((row) => row.shop_order === String(again.data.order_id)).pop();
		await decide(two.invoice, 'pay');
		await decide(one.invoice, 'pay', { force: true });
		const page = await admin();
		page.on('dialog', (dialog) => dialog.accept());
		await page.goto(look('order', again.data.order_id).edit);
		await picture(page, 'order-box-paid-twice');
		await page.locator(`#doku-akulaku [data-do="refund"][data-subject="${two.invoice}"]`).click();
		await page.waitForLoadState('load');
		await page.locator('#doku-akulaku .doku-akulaku-mark--refunded').waitFor();
		equal(look('order', one.id).status, 'processing', 'order');
		await page.context().close();
	},

	'status-and-health': async () => {
		const page = await admin();
		await page.goto(`${url}/wp-admin/admin.php?page=wc-status`);
		match(await page.locator('body').innerText(), /Akulaku PayLater/, 'System Status');
		await page.locator('th:has-text("Akulaku PayLater")').first().scrollIntoViewIfNeeded();
		await picture(page, 'system-status');
		await page.goto(`${url}/wp-admin/admin.php?page=wc-status&tab=tools`);
		match(await page.locator('body').innerText(), /Akulaku PayLater/, 'Tools');
		await page.goto(`${url}/wp-admin/site-health.php`);
		match(await page.locator('body').innerHTML(), /Akulaku/, 'Site Health');
		await page.goto(settings);
		const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href*="doku_akulaku_export"]').first().click()]);
		match(download.suggestedFilename(), /^akulaku-\d{4}-\d\d\.csv$/, 'the CSV');
		await page.context().close();
	},

	'site-question': async () => {
		const known = look('option', 'doku_akulaku_site_url');
		look('option', 'doku_akulaku_site_url', JSON.stringify('old.example'));
		try {
			const page = await admin();
			await page.goto(settings);
			match(await page.locator('body').innerText(), /old\.example/, 'the question');
			await picture(page, 'site-question');
			await page.locator('a[href*="answer=moved"]').click();
			await page.waitForLoadState('load');
			equal(look('option', 'doku_akulaku_site_url'), known, 'the answer');
			await page.context().close();
		} finally {
			look('option', 'doku_akulaku_site_url', JSON.stringify(known));
		}
	},

	'indonesian': async () => {
		look('language', 'id_ID');
		try {
			const page = await admin();
			await page.goto(settings);
			const text = await page.locator('body').innerText();
			match(text, /Uji koneksi/, 'the settings');
			match(text, /Alamat notifikasi/, 'the settings');
			await picture(page, 'settings-id');
			const { blockCheckout, fill, person, press, approve } = await import('../lib/browser.mjs');
			const context = await person();
			const buyer = await context.newPage();
			await fill(buyer);
			await blockCheckout(buyer);
			match(await buyer.locator('.doku-akulaku-content').innerText(), /Anda akan diarahkan ke halaman Akulaku/, 'the block');
			await picture(buyer, 'block-checkout-id');
			await press(buyer);
			await buyer.waitForURL(/\/pay\//);
			await approve(buyer);
			await buyer.locator('[data-state="paid"]').waitFor();
			match(await buyer.locator('body').innerText(), /Pembayaran berhasil/, 'the page after it');
			await picture(buyer, 'received-paid-id');
			const order = look('orders').sort((a, b) => b.id - a.id)[0];
			await page.goto(order.edit);
			match(order.notes.join('\n'), /Akulaku mengonfirmasi pembayaran/, 'the note');
			await picture(page, 'order-box-paid-id');
			await context.close();
			await page.context().close();
		} finally {
			look('language', '');
		}
	},
};
