// A buyer in a browser, in the Luma theme.
import { approve, checkout, click, fill, person, picture, press, toAkulaku } from '../lib/browser.mjs';
import { equal, eventually, match, yes } from '../lib/check.mjs';
import { atDoku, decide, faults, later, ledger, look, newest, noFaults, notifications, notify, url } from '../lib/shop.mjs';

const message = (page) => page.locator('.doku-akulaku-waiting [data-role="state"]');
const shows = async (page, pattern) => {
	await seen(page, pattern);
	// The page tells the payment's state; the order follows in the same moment.
	await eventually(() => look('attempts').every((row) => row.telling === null));
};
const seen = (page, pattern) => page.locator('.doku-akulaku-waiting [data-role="state"]', { hasText: pattern }).waitFor();
const cartCount = async (page) => page.locator('.cart.item').count();

async function atAkulaku() {
	const context = await person();
	const page = await context.newPage();
	await fill(page);
	await toAkulaku(page);
	const order = look('newest-order');
	return { context, page, order, invoice: newest(order.id).invoice };
}

export default {
	'browser-paid': async () => {
		const context = await person();
		const page = await context.newPage();
		const said = [];
		page.on('console', (line) => line.type() === 'error' && said.push(line.text()));
		await fill(page);
		await checkout(page);
		match(await page.locator('.payment-method._active').innerText(), /Akulaku[\s\S]*Sandbox: no real money/, 'the method');
		await picture(page, 'checkout');
		await press(page);
		await page.waitForURL(/\/pay\/[^/]+$/);
		await approve(page);
		await shows(page, /Your payment was successful/);
		await picture(page, 'back-paid');
		const order = look('newest-order');
		equal([order.state, order.invoices.length, order.mails.length], ['processing', 1, 2], 'order, invoices, mails');
		yes(!said.some((line) => /Content Security Policy|doku/i.test(line)), `the browser complains: ${said.join(' | ')}`);
		yes(!(await page.content()).includes('secret-key'), 'a secret in the page');
		await page.goto(`${url}/checkout/cart/`);
		equal(await cartCount(page), 0, 'lines in the cart');
	},

	'browser-three-clicks': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await checkout(page);
		const before = look('orders').length;
		await page.evaluate(() => {
			const button = document.querySelector('.payment-method._active button.checkout');
			button.click();
			button.click();
			button.click();
		});
		await page.waitForURL(/\/pay\/[^/]+$/);
		equal(look('orders').length - before, 1, 'orders');
		equal(newest(look('newest-order').id).tries, 1, 'tries');
		await approve(page);
		await shows(page, /was successful/);
	},

	'browser-back': async () => {
		const { page, order, invoice } = await atAkulaku();
		await page.goBack();
		await page.goto(`${url}/checkout/cart/`);
		await page.waitForURL(/doku_akulaku\/pay\/back/);
		await shows(page, /waiting for Akulaku/);
		await picture(page, 'back-waiting');
		await page.goto(`${url}/checkout/`);
		await page.waitForURL(/doku_akulaku\/pay\/back/);
		// Pay now: the same page.
		await click(page.locator('.doku-akulaku-waiting a.primary'));
		await page.waitForURL(/\/pay\/[^/]+$/);
		equal(newest(order.id).tries, 1, 'tries');
		await approve(page);
		await shows(page, /was successful/);
		equal(await atDoku(invoice), 'SUCCESS', 'DOKU');
	},

	'browser-another-way': async () => {
		const { page, order, invoice } = await atAkulaku();
		await page.goto(`${url}/checkout/cart/`);
		await page.waitForURL(/doku_akulaku\/pay\/back/);
		await click(page.locator('.doku-akulaku-waiting button.secondary'));
		await page.waitForURL(/checkout\/cart/);
		equal(await cartCount(page), 1, 'lines in the cart');
		equal([look('order', order.id).state, await atDoku(invoice)], ['canceled', 'CANCELLED'], 'order, DOKU');
		// The cart that came back is a cart like any other.
		await checkout(page, 'checkmo');
		await press(page);
		await page.waitForURL(/checkout\/onepage\/success/);
		equal(look('newest-order').method, 'checkmo', 'the new order');
	},

	'browser-another-way-unknown': async () => {
		const { page, order, invoice } = await atAkulaku();
		await faults([{ fault: 'close_after_request', count: 2 }], 'cancel');
		await page.goto(`${url}/checkout/cart/`);
		await page.waitForURL(/doku_akulaku\/pay\/back/);
		await click(page.locator('.doku-akulaku-waiting button.secondary'));
		await page.locator('.message-error', { hasText: /Please do not pay in another way/ }).waitFor();
		match(page.url(), /pay\/back/, 'where the buyer is');
		equal(look('order', order.id).state, 'pending_payment', 'order');
		await noFaults();
		await later();
		equal([look('order', order.id).state, await atDoku(invoice)], ['canceled', 'CANCELLED'], 'later');
	},

	'browser-another-way-paid': async () => {
		// Paid in another tab meanwhile.
		const { page, order, invoice } = await atAkulaku();
		await notifications(false);
		await page.goto(`${url}/checkout/cart/`);
		await page.waitForURL(/doku_akulaku\/pay\/back/);
		await decide(invoice, 'pay');
		await click(page.locator('.doku-akulaku-waiting button.secondary'));
		await page.waitForLoadState('load');
		await later();
		equal(look('order', order.id).state, 'processing', 'order');
		await page.goto(`${url}/checkout/cart/`);
		equal(await cartCount(page), 0, 'lines in the cart');
	},

	'browser-second-tab': async () => {
		const { context, page, order, invoice } = await atAkulaku();
		const tab = await context.newPage();
		await tab.goto(`${url}/checkout/`);
		await tab.waitForURL(/doku_akulaku\/pay\/back/);
		await approve(page);
		await shows(page, /was successful/);
		// The other tab asks by itself.
		await shows(tab, /was successful/);
		equal([look('order', order.id).invoices.length, await atDoku(invoice)], [1, 'SUCCESS'], 'invoices, DOKU');
	},

	'browser-two-checkouts': async () => {
		// Both tabs hold the same cart at the last step.
		const context = await person();
		const [one, two] = [await context.newPage(), await context.newPage()];
		await fill(one);
		await checkout(one);
		await two.bringToFront();
		await checkout(two);
		const before = look('orders').length;
		await Promise.all([press(one), press(two)]);
		await Promise.race([one.waitForURL(/\/pay\/[^/]+$/), two.waitForURL(/\/pay\/[^/]+$/)]);
		const page = [one, two].find((tab) => /\/pay\/[^/]+$/.test(tab.url()));
		await approve(page);
		await shows(page, /was successful/);
		equal(look('orders').length - before, 1, 'orders of one cart');
		equal((await ledger()).filter((doku) => doku.status === 'PENDING' && doku.created >= new Date(Date.now() - 60000).toISOString()).filter((doku) => look('attempts').some((row) => row.invoice === doku.invoice_number && row.shop_order === String(look('newest-order').id))).length, 0, 'payable pages beside the paid one');
	},

	'browser-decline': async () => {
		const { page, order, invoice } = await atAkulaku();
		await page.locator('#decline').click();
		await page.waitForURL(/doku_akulaku\/pay\/back/);
		await shows(page, /did not accept/);
		await picture(page, 'back-failed');
		equal(look('order', order.id).state, 'pending_payment', 'order');
		await click(page.locator('.doku-akulaku-waiting a.primary'));
		await page.waitForURL(/\/pay\/[^/]+$/);
		yes(newest(order.id).invoice !== invoice, 'a new try');
		await approve(page);
		await shows(page, /was successful/);
	},

	'browser-notification-late': async () => {
		await notifications(false);
		const { page, order, invoice } = await atAkulaku();
		await approve(page);
		await shows(page, /waiting for Akulaku/);
		await notifications(true);
		await notify(invoice);
		await shows(page, /was successful/);
		equal(look('order', order.id).state, 'processing', 'order');
	},

	'browser-page-asks': async () => {
		// No notification ever: the page asks DOKU once a minute.
		await notifications(false);
		const { page, order } = await atAkulaku();
		await approve(page);
		await shows(page, /waiting for Akulaku/);
		look('age', 120);
		await shows(page, /was successful/);
		equal(look('order', order.id).state, 'processing', 'order');
	},

	'browser-generate-unknown': async () => {
		const context = await person();
		const page = await context.newPage();
		await fill(page);
		await checkout(page);
		await faults([{ fault: 'close_after_request', count: 2 }]);
		await press(page);
		await page.waitForURL(/doku_akulaku\/pay\/back/);
		await page.locator('.message-error', { hasText: /do not pay in another way/ }).waitFor();
		await noFaults();
		await click(page.locator('.doku-akulaku-waiting a.primary'));
		await page.waitForURL(/\/pay\/[^/]+$/);
		equal(newest(look('newest-order').id).tries, 1, 'tries');
		await approve(page);
		await shows(page, /was successful/);
	},

	'other-browser': async () => {
		// Akulaku's own browser comes back without the shop's session.
		const { page, order, invoice } = await atAkulaku();
		const address = (await ledger()).find((doku) => doku.invoice_number === invoice).callback_url;
		const other = await (await person()).newPage();
		await other.goto(address);
		match(await message(other).innerText(), /waiting for Akulaku/, 'the state');
		await click(other.locator('.doku-akulaku-waiting button.secondary'));
		await other.waitForURL(/checkout\/cart/);
		equal([look('order', order.id).state, await cartCount(other)], ['canceled', 0], 'order, lines in a cart that is not theirs');
		await other.goto(address.replace(/token\/(\d+)-/, (all, id) => `token/${Number(id) - 1}-`));
		match(other.url(), /checkout\/cart/, "somebody else's order");
		await page.close();
	},
};
