// The shop's staff in the admin, and a server without the extension.
import { readFileSync, rmSync, mkdirSync, writeFileSync, readdirSync } from 'node:fs';
import { execFileSync, spawn } from 'node:child_process';
import { admin, click, person, picture } from '../lib/browser.mjs';
import { equal, match, meant, yes } from '../lib/check.mjs';
import { Guest, asAdmin, atDoku, control, decide, faults, folder, inside, later, ledger, look, magento, newest, noFaults, notifications, paid, rest, site, url } from '../lib/shop.mjs';

const view = (page, id) => page.goto(`${url}/admin/sales/order/view/order_id/${id}/`);
const block = (page) => page.locator('#doku-akulaku');
const SECRETS = ['secret-key-from-DOKU-back-office', 'secret-key-of-the-second-website'];

/** Presses a button of our block; one that asks first is confirmed. */
async function act(page, label) {
	const button = block(page).locator('form.doku-akulaku-act', { hasText: label }).first();
	const asks = await button.evaluate((form) => form.dataset.ask !== undefined);
	// The script that asks has to be there first.
	await page.waitForLoadState('networkidle');
	const moved = page.waitForEvent('load');
	await click(button.locator('button'));
	if (asks) {
		await click(page.locator('.modal-popup.confirm._show .action-accept'));
	}
	await moved;
}

async function settings(page) {
	await page.goto(`${url}/admin/admin/system_config/edit/section/payment/`);
	await page.locator('#doku-akulaku-connection').waitFor({ state: 'attached' });
}

export default {
	'settings-and-test': async () => {
		const page = await admin();
		await settings(page);
		const html = await page.content();
		yes(SECRETS.every((secret) => !html.includes(secret)), 'a secret is in the page');
		await page.waitForLoadState('networkidle');
		await click(page.locator('#doku-akulaku-connection [data-role=test]'));
		await page.locator('#doku-akulaku-connection .message').nth(3).waitFor({ state: 'attached' });
		const lines = await page.locator('#doku-akulaku-connection .message').allTextContents();
		equal(await page.locator('#doku-akulaku-connection .message-error').count(), 0, `lines: ${lines.join(' | ')}`);
		yes(lines.some((line) => line.includes(`${url}/doku_akulaku/notification`)), 'the notification address');
		await page.evaluate(() => document.querySelector('#doku-akulaku-connection').scrollIntoView());
		await picture(page, 'settings');
	},

	'secret-is-encrypted': async () => {
		const [row] = look('sql', "SELECT value FROM core_config_data WHERE path = 'payment/doku_akulaku/secret_key' AND scope = 'websites'");
		yes(row && !row.value.includes('secret-key'), 'the secret is stored as it is');
		match(row.value, /^\d+:\d+:/, 'the stored form');
	},

	'order-block': async () => {
		const one = await new Guest().order();
		const page = await admin();
		await view(page, one.id);
		match(await block(page).innerText(), new RegExp(`${one.invoice}[\\s\\S]*PENDING[\\s\\S]*Rp45\\.005`), 'the block');
		await picture(page, 'order-waiting');
		await notifications(false);
		await decide(one.invoice, 'pay');
		await act(page, 'Ask DOKU');
		match(await block(page).innerText(), /SUCCESS/, 'after asking');
		equal(look('order', one.id).state, 'processing', 'order');
		await picture(page, 'order-paid');
	},

	'block-cancels': async () => {
		const one = await new Guest().order();
		const page = await admin();
		await view(page, one.id);
		await act(page, 'Cancel at Akulaku');
		equal(await atDoku(one.invoice), 'CANCELLED', 'DOKU');
		await later();
		equal(look('order', one.id).state, 'canceled', 'order');
	},

	'block-finishes-a-call': async () => {
		const one = await paid();
		await faults([{ fault: 'close_after_request', execute: false, count: 2 }], 'refund');
		await asAdmin(`invoice/${look('order', one.id).invoices[0].id}/refund`, { isOnline: true });
		await noFaults();
		const page = await admin();
		await view(page, one.id);
		await click(block(page).locator('summary').first());
		await act(page, 'Finish this call');
		equal(await atDoku(one.invoice), 'REFUNDED', 'DOKU');
		equal((await asAdmin(`invoice/${look('order', one.id).invoices[0].id}/refund`, { isOnline: true })).status, 200, 'the credit memo');
	},

	'alarm-and-refund-button': async () => {
		const one = await new Guest().order();
		await decide(one.invoice, 'expire');
		await later();
		await decide(one.invoice, 'pay', { force: true });
		const page = await admin();
		await page.goto(`${url}/admin/sales/order/`);
		await page.waitForLoadState('networkidle');
		match(await page.locator('body').innerText(), /orders? needs? a person|need a person/, 'the message of the admin');
		await view(page, one.id);
		match(await block(page).innerText(), /A person has to look/, 'the block');
		await picture(page, 'order-alarm');
		await act(page, 'Refund Rp45.005');
		equal(await atDoku(one.invoice), 'REFUNDED', 'DOKU');
		await act(page, 'Settled');
		equal(String(look('order', one.id).alarm), '0', 'the mark');
		match(look('order', one.id).notes.join('\n'), /admin has settled/, 'who it was');
		await later();
		equal(String(look('order', one.id).alarm), '0', 'the mark does not come back');
	},

	'grid-finds-alarms': async () => {
		const rows = look('sql', 'SELECT o.entity_id FROM sales_order o JOIN sales_order_grid g ON g.entity_id = o.entity_id WHERE o.doku_akulaku_alarm <> g.doku_akulaku_alarm');
		equal(rows, [], 'orders whose mark the grid does not have');
		const page = await admin();
		await page.goto(`${url}/admin/sales/order/`);
		await page.waitForLoadState('networkidle');
		const key = await page.evaluate(() => window.FORM_KEY);
		const answer = await page.request.get(`${url}/admin/mui/index/render/?namespace=sales_order_grid&filters[doku_akulaku_alarm]=1&filters[placeholder]=true&isAjax=true&form_key=${key}`, { headers: { 'X-Requested-With': 'XMLHttpRequest', Accept: 'application/json' } });
		const found = await answer.json();
		equal(found.totalRecords, look('sql', 'SELECT COUNT(*) n FROM sales_order WHERE doku_akulaku_alarm = 1').map((row) => Number(row.n))[0], 'filtered');
	},

	'refund-in-admin': async () => {
		const one = await paid('KAOS', 2);
		const invoice = look('order', one.id).invoices[0].id;
		const page = await admin();
		const form = async () => {
			await page.goto(`${url}/admin/sales/order_creditmemo/start/order_id/${one.id}/invoice_id/${invoice}/`);
			await page.waitForLoadState('networkidle');
		};
		await form();
		yes(await page.locator('#doku_akulaku_offline').count(), 'the box for an offline refund');
		await picture(page, 'credit-memo');
		// Offline without the box.
		const offline = page.locator('button[data-ui-id*="submit-offline"], button:has-text("Refund Offline")').first();
		if (await offline.count()) {
			await Promise.all([page.waitForEvent('load'), click(offline)]);
			match(await page.locator('.message-error').first().innerText(), /returns no money through Akulaku/, 'the words of an offline refund');
			await form();
		}
		// Unknown, then the next press.
		await faults([{ fault: 'close_after_request', count: 2 }], 'refund');
		await Promise.all([page.waitForEvent('load'), click(page.locator('button:has-text("Refund"):not(:has-text("Offline"))').last())]);
		match(await page.locator('.message-error').first().innerText(), /not known yet whether the money was refunded/, 'the words of an unknown refund');
		await picture(page, 'refund-unknown');
		await noFaults();
		await form();
		await Promise.all([page.waitForEvent('load'), click(page.locator('button:has-text("Refund"):not(:has-text("Offline"))').last())]);
		await page.locator('.message-success').first().waitFor();
		equal([look('order', one.id).state, look('order', one.id).creditmemos.length, await atDoku(one.invoice)], ['closed', 1, 'REFUNDED'], 'order, credit memos, DOKU');
	},

	'offline-refund-in-admin': async () => {
		const one = await paid();
		const page = await admin();
		await page.goto(`${url}/admin/sales/order_creditmemo/start/order_id/${one.id}/`);
		await page.waitForLoadState('networkidle');
		await click(page.locator('#doku_akulaku_offline'));
		await Promise.all([page.waitForEvent('load'), click(page.locator('button:has-text("Refund Offline")').last())]);
		await page.locator('.message-success').first().waitFor();
		meant.add(one.id);
		equal([look('order', one.id).state, await atDoku(one.invoice)], ['closed', 'SUCCESS'], 'order, DOKU');
	},

	'operators-need-the-right': async () => {
		const one = await new Guest().order();
		const { request } = await person();
		const answer = await request.post(`${url}/admin/doku_akulaku/payment/act/`, { form: { order_id: one.id, do: 'cancel', invoice: one.invoice } });
		match(await answer.text(), /login|Sign in/i, 'somebody who is not logged in');
		const page = await admin();
		const bare = await page.request.post(`${url}/admin/doku_akulaku/payment/act/`, { form: { order_id: String(one.id), do: 'cancel', invoice: one.invoice, form_key: 'not-the-key' } });
		equal([bare.status() < 500, await atDoku(one.invoice)], [true, 'PENDING'], 'a form without its key');
		const other = await new Guest().order();
		const key = await page.evaluate(() => window.FORM_KEY);
		await page.request.post(`${url}/admin/doku_akulaku/payment/act/`, { form: { order_id: String(one.id), do: 'cancel', invoice: other.invoice, form_key: key } });
		equal([await atDoku(one.invoice), await atDoku(other.invoice)], ['PENDING', 'PENDING'], "another order's payment");
	},

	'copied-shop-sends-nothing': async () => {
		const guest = new Guest();
		const id = await guest.placed();
		const [flag] = look('sql', "SELECT flag_data FROM flag WHERE flag_code = 'doku_akulaku_site_url'");
		look('change', "UPDATE flag SET flag_data = '\"another.example\"' WHERE flag_code = 'doku_akulaku_site_url'");
		try {
			const before = (await control('totals')).requests;
			yes((await guest.address()).status !== 200, 'a page from a copy');
			await later();
			equal((await control('totals')).requests, before, 'requests to DOKU');
			const page = await admin();
			await page.goto(`${url}/admin/sales/order/`);
			await page.waitForLoadState('networkidle');
			match(await page.locator('body').textContent(), /address of this shop has changed/i, 'the message of the admin');
			await settings(page);
			await page.waitForLoadState('networkidle');
			await Promise.all([page.waitForEvent('load'), click(page.locator('#doku-akulaku-connection [data-say=moved]'))]);
		} finally {
			look('change', `UPDATE flag SET flag_data = '${flag.flag_data}' WHERE flag_code = 'doku_akulaku_site_url'`);
		}
		equal((await guest.address()).status, 200, 'after it was said');
		equal(newest(id).tries, 1, 'tries');
	},

	'indonesian': async () => {
		const one = await new Guest().order();
		const address = (await ledger()).find((doku) => doku.invoice_number === one.invoice).callback_url;
		look('change', "UPDATE core_config_data SET value = 'id_ID' WHERE path = 'general/locale/code'");
		magento('cache:flush');
		try {
			const page = await (await person()).newPage();
			await page.goto(address);
			match(await page.locator('.doku-akulaku-waiting').innerText(), /Bayar dengan Akulaku|menunggu/i, 'the page');
			await picture(page, 'back-waiting-id');
		} finally {
			look('change', "UPDATE core_config_data SET value = 'en_US' WHERE path = 'general/locale/code'");
			magento('cache:flush');
		}
	},

	'without-the-extension': async () => {
		const one = await new Guest().order();
		const bare = `${folder}/conf-bare`;
		rmSync(bare, { recursive: true, force: true });
		mkdirSync(bare);
		for (const name of readdirSync(`${folder}/conf.d`)) {
			writeFileSync(`${bare}/${name}`, readFileSync(`${folder}/conf.d/${name}`, 'utf8').split('\n').filter((line) => !/^extension=.*doku_akulaku/.test(line)).join('\n'));
		}
		const environment = { ...process.env, PHP_INI_SCAN_DIR: bare };
		const php = (...args) => execFileSync(process.env.SHOP_PHP, args, { env: environment, cwd: site, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
		equal(php('-r', 'var_export(extension_loaded("doku_akulaku"));'), 'false', 'the extension');
		// Into the same folder: what is compiled is the same with and without.
		match(php('bin/magento', 'setup:di:compile'), /Generated code and dependency injection configuration successfully/, 'the compilation');
		magento('cache:flush');
		const port = (await import('node:net')).createServer();
		await new Promise((go) => port.listen(0, '127.0.0.1', go));
		const number = port.address().port;
		await new Promise((go) => port.close(go));
		const server = spawn(process.env.SHOP_PHP, ['-S', `127.0.0.1:${number}`, '-t', 'pub', 'phpserver/router.php'], { env: environment, cwd: site, stdio: 'ignore' });
		try {
			const base = `http://127.0.0.1:${number}`;
			const ready = async () => fetch(`${base}/robots.txt`).then(() => true, () => false);
			for (let i = 0; i < 100 && !(await ready()); i++) {
				await new Promise((go) => setTimeout(go, 100));
			}
			const guest = new Guest(base);
			await guest.add();
			const methods = await guest.ship();
			yes(methods.includes('checkmo') && !methods.includes('doku_akulaku'), `methods: ${methods}`);
			equal((await guest.place('checkmo')).status, 200, 'an order of another method');
			equal((await guest.place()).status === 200, false, 'an order of ours');
			const told = await fetch(`${base}/doku_akulaku/notification`, { method: 'POST', body: '{}' });
			equal(told.status, 503, 'a notification: DOKU shall come again');
			equal((await rest(`doku-akulaku/payment-url/${one.cart}`, undefined, { base })).status, 400, 'the address of an open order');
			const { data: token } = await rest('integration/admin/token', { username: 'admin', password: 'Rahasia12345' }, { base });
			equal((await rest(`orders/${one.id}/cancel`, {}, { base, token })).data, false, 'a cancel');
			match(php('bin/magento', 'cron:run', '--group=default') + 'ok', /ok/, 'cron');
		} finally {
			server.kill('SIGTERM');
		}
		equal([look('order', one.id).state, await atDoku(one.invoice)], ['pending_payment', 'PENDING'], 'order, DOKU');
		await decide(one.invoice, 'pay');
		equal(look('order', one.id).state, 'processing', 'with the extension again');
		equal((await inside('reconcile')).error, undefined, 'cron');
	},
};
