// What DOKU, the network and chance do to a payment; by REST.
import { equal, match, yes } from '../lib/check.mjs';
import { Guest, asAdmin, atDoku, control, decide, faults, graphql, inside, later, ledger, look, magento, newest, noFaults, notifications, notify, paid, rest, second, url } from '../lib/shop.mjs';

const payable = async (order) => {
	const names = look('attempts').filter((row) => row.shop_order === String(order)).map((row) => row.invoice);
	return (await ledger()).filter((doku) => names.includes(doku.invoice_number) && doku.status === 'PENDING').length;
};

async function placedWith(list) {
	await faults(list);
	const guest = new Guest();
	const id = await guest.placed();
	return { guest, id, first: await guest.address() };
}

/** The answer is missing: the buyer is told not to pay otherwise, the next press goes on with the same payment. */
async function unknownThenGoesOn(list) {
	const { guest, id, first } = await placedWith(list);
	equal(first.status, 400, 'status');
	match(first.data.message, /do not pay in another way/, 'the sentence');
	await noFaults();
	const again = await guest.address();
	equal(again.status, 200, `the next press: ${JSON.stringify(again.data)}`);
	equal(await payable(id), 1, 'payable pages');
	equal(newest(id).tries, 1, 'tries');
	await decide(newest(id).invoice, 'pay');
	equal(look('order', id).state, 'processing', 'the order');
}

export default {
	'generate-stalls': () => unknownThenGoesOn([{ fault: 'stall', seconds: 60, count: 2 }]),
	'generate-cut-off': () => unknownThenGoesOn([{ fault: 'close_after_request', count: 2 }]),
	'generate-bad-signature': async () => {
		const { guest, id } = await placedWith([{ fault: 'bad_signature', count: 2 }]);
		await noFaults();
		await later();
		equal((await guest.address()).status, 200, 'the next press');
		equal(await payable(id), 1, 'payable pages');
		await decide(newest(id).invoice, 'pay');
		equal(look('order', id).state, 'processing', 'the order');
	},

	'generate-answers-late': async () => {
		const { guest, id, first } = await placedWith([{ fault: 'delay', seconds: 18, count: 1 }]);
		equal(first.status, 400, 'status');
		let again = await guest.address();
		for (let i = 0; i < 4 && again.status !== 200; i++) {
			look('age', 600);
			again = await guest.address();
		}
		equal(again.status, 200, `at last: ${JSON.stringify(again.data)}`);
		equal(await payable(id), 1, 'payable pages');
		await decide(newest(id).invoice, 'pay');
	},

	'generate-cut-off-and-gone': async () => {
		// The buyer never presses again; the payment at DOKU is not forgotten.
		const { id } = await placedWith([{ fault: 'close_after_request', count: 2 }]);
		await noFaults();
		equal(newest(id).row.status, 'UNKNOWN', 'row');
		await later();
		equal(newest(id).row.status, 'PENDING', 'row after a reconciliation');
	},

	'generate-refused': async () => {
		const { guest, id, first } = await placedWith([{ fault: 'status', status: 400, message: 'secret words of DOKU' }]);
		equal(first.status, 400, 'status');
		yes(!/secret words|DokuAkulaku|Exception/.test(JSON.stringify(first.data)), `an inner message reaches the buyer: ${JSON.stringify(first.data)}`);
		equal((await guest.address()).status, 200, 'the next press');
		equal(await payable(id), 1, 'payable pages');
		const { data, errors } = await graphql('{storeConfig {store_code}}');
		yes(data && !errors, 'GraphQL is alive');
	},

	'doku-down': async () => {
		await control('listeners', { http: 'closed' });
		const guest = new Guest();
		const id = await guest.placed();
		const first = await guest.address();
		await control('listeners', { http: 'open' });
		equal(first.status, 400, 'status');
		match(first.data.message, /not been charged/, 'the sentence');
		equal((await guest.address()).status, 200, 'when it is up again');
		await decide(newest(id).invoice, 'pay');
	},

	'six-notifications': async () => {
		const one = await new Guest().order();
		await notifications(false);
		await decide(one.invoice, 'pay');
		await notifications(true);
		const answers = await Promise.all(Array.from({ length: 6 }, () => notify(one.invoice)));
		const statuses = answers.map((answer) => answer.notification.attempts[0].status);
		yes(statuses.every((status) => status === 200 || status === 503), `answers: ${statuses}`);
		const order = look('order', one.id);
		equal([order.state, order.invoices.length, order.transactions.length], ['processing', 1, 1], 'order, invoices, transactions');
		equal(order.mails.length, 2, `mails: ${order.mails}`);
		equal(order.notes.filter((note) => note.startsWith('Paid through')).length, 1, 'the comment');
		await notify(one.invoice);
		equal(look('order', one.id).mails.length, 2, 'mails after one more');
	},

	'no-notification': async () => {
		await notifications(false);
		const one = await new Guest().order();
		await decide(one.invoice, 'pay');
		equal(look('order', one.id).state, 'pending_payment', 'before');
		await later();
		const order = look('order', one.id);
		equal([order.state, order.invoices.length, order.mails.length], ['processing', 1, 2], 'after a reconciliation');
	},

	'look-up-fails': async () => {
		for (const fault of [{ fault: 'close_after_request', count: 2 }, { fault: 'status', status: 500, count: 2 }, { fault: 'bad_signature', count: 2 }, { fault: 'wrong_shape', count: 2 }, { fault: 'other_order', invoice: 'X-1', count: 2 }]) {
			await notifications(false);
			const one = await new Guest().order();
			await decide(one.invoice, 'pay');
			await faults([fault], 'status');
			look('age', 600);
			await inside('reconcile');
			equal(look('order', one.id).state, 'pending_payment', `after ${fault.fault}`);
			await noFaults();
			await later();
			equal(look('order', one.id).state, 'processing', `later, after ${fault.fault}`);
		}
	},

	'cron-runs-it': async () => {
		await notifications(false);
		const one = await new Guest().order();
		await decide(one.invoice, 'pay');
		look('age', 600);
		magento('cron:run', '--group=default');
		yes(look('schedule').length > 0, 'the job is not scheduled');
		const due = "UPDATE cron_schedule SET scheduled_at = DATE_SUB(UTC_TIMESTAMP(), INTERVAL 1 MINUTE) WHERE job_code = 'doku_akulaku_reconcile' AND status = 'pending' ORDER BY schedule_id LIMIT 1";
		look('change', due);
		magento('cron:run', '--group=default');
		look('age', 600);
		look('change', due);
		magento('cron:run', '--group=default');
		const done = look('schedule');
		yes(done.some((row) => row.status === 'success') && !done.some((row) => row.status === 'error'), `jobs: ${JSON.stringify(done)}`);
		equal(look('order', one.id).state, 'processing', 'order');
	},

	'decline-and-again': async () => {
		const guest = new Guest();
		const one = await guest.order();
		await decide(one.invoice, 'decline');
		const order = look('order', one.id);
		equal([order.state, order.invoices.length], ['pending_payment', 0], 'after FAILED');
		const again = await guest.address();
		equal(again.status, 200, 'again');
		const two = newest(one.id);
		yes(two.invoice !== one.invoice && two.tries === 2, 'a new try');
		await decide(two.invoice, 'pay');
		equal(look('order', one.id).state, 'processing', 'after SUCCESS');
	},

	'paid-twice': async () => {
		const guest = new Guest();
		const one = await guest.order();
		await decide(one.invoice, 'decline');
		await guest.address();
		const two = newest(one.id);
		await decide(two.invoice, 'pay');
		await decide(one.invoice, 'pay', { force: true });
		const order = look('order', one.id);
		equal([order.state, order.invoices.length, String(order.alarm)], ['processing', 1, '1'], 'order');
		match(order.notes.join('\n'), /Paid twice/, 'the comment');
	},

	'expired': async () => {
		const before = look('stock', 'KOPI');
		const one = await new Guest().order('KOPI');
		equal(look('stock', 'KOPI'), before - 1, 'stock while it waits');
		await decide(one.invoice, 'expire');
		await later();
		const order = look('order', one.id);
		equal([order.state, look('stock', 'KOPI')], ['canceled', before], 'order, stock');
		match(order.notes.join('\n'), /has expired/, 'the comment');
	},

	'paid-after-expiry': async () => {
		const one = await new Guest().order();
		await decide(one.invoice, 'expire');
		await later();
		equal(look('order', one.id).state, 'canceled', 'order');
		await decide(one.invoice, 'pay', { force: true });
		const order = look('order', one.id);
		equal([order.state, order.invoices.length, String(order.alarm), order.mails], ['canceled', 0, '1', []], 'order');
		match(order.notes.join('\n'), /Paid after it was cancelled/, 'the comment');
		const waiting = await fetch((await ledger()).find((doku) => doku.invoice_number === one.invoice).callback_url);
		match(await waiting.text(), /arrived after this order was cancelled/, "the buyer's page");
	},

	'invoiced-offline-before': async () => {
		const one = await new Guest().order();
		const { status } = await asAdmin(`order/${one.id}/invoice`, { capture: false });
		equal(status, 200, 'the offline invoice');
		await decide(one.invoice, 'pay');
		const order = look('order', one.id);
		equal([order.state, order.invoices.map((invoice) => invoice.transaction)], ['processing', [one.invoice]], 'order, invoices');
		equal(order.mails.filter((subject) => /^Invoice/.test(subject)).length, 1, `invoice mails (${order.mails})`);
		equal((await asAdmin(`invoice/${order.invoices[0].id}/refund`, { isOnline: true })).status, 200, 'the online refund');
		equal([look('order', one.id).state, await atDoku(one.invoice)], ['closed', 'REFUNDED'], 'order, DOKU');
	},

	'invoiced-in-part-before': async () => {
		const one = await new Guest().order('KAOS', 2);
		const [item] = look('sql', `SELECT item_id FROM sales_order_item WHERE order_id = ${one.id}`);
		equal((await asAdmin(`order/${one.id}/invoice`, { capture: false, items: [{ order_item_id: Number(item.item_id), qty: 1 }] })).status, 200, 'the invoice of a part');
		await decide(one.invoice, 'pay');
		const order = look('order', one.id);
		equal([order.invoices.map((invoice) => invoice.transaction), String(order.alarm)], [[null], '1'], 'invoices, mark');
		match(order.notes.join('\n'), /already paid otherwise/, 'the comment');
	},

	'on-hold': async () => {
		const one = await new Guest().order();
		equal((await asAdmin(`orders/${one.id}/hold`, {})).data, true, 'hold');
		await decide(one.invoice, 'pay');
		const held = look('order', one.id);
		equal([held.state, held.invoices.map((invoice) => invoice.transaction), String(held.alarm)], ['holded', [one.invoice], '0'], 'state, invoices, mark');
		equal((await asAdmin(`orders/${one.id}/unhold`, {})).data, true, 'unhold');
		equal(look('order', one.id).state, 'processing', 'the order afterwards');
	},

	'no-shipping': async () => {
		// Nothing to send: the order is complete with the money.
		const guest = new Guest();
		await guest.add('TIKET');
		const { status, data: id } = await guest.place();
		equal(status, 200, `placing: ${JSON.stringify(id)}`);
		equal((await guest.address()).status, 200, 'the address');
		const { invoice } = newest(id);
		await decide(invoice, 'pay');
		equal([look('order', id).state, look('order', id).invoices.length], ['complete', 1], 'order, invoices');
		equal((await asAdmin(`invoice/${look('order', id).invoices[0].id}/refund`, { isOnline: true })).status, 200, 'refund');
		equal([look('order', id).state, await atDoku(invoice)], ['closed', 'REFUNDED'], 'order, DOKU');
	},

	'discount': async () => {
		const guest = new Guest();
		await guest.add('KAOS', 3);
		await guest.ship();
		equal((await rest(`guest-carts/${guest.cart}/coupons/HEMAT10`, undefined, { method: 'PUT' })).status, 200, 'the coupon');
		const { status, data: id } = await guest.place();
		equal(status, 200, `placing: ${JSON.stringify(id)}`);
		equal((await guest.address()).status, 200, 'the address');
		const doku = (await ledger()).find((one) => one.invoice_number === newest(id).invoice);
		equal(doku.amount, 121515, 'nine tenths of 135000, and 15 for shipping');
		await decide(doku.invoice_number, 'pay');
		equal(look('order', id).state, 'processing', 'order');
	},

	'display-currency': async () => {
		// Prices are shown in dollars; money is the base currency's.
		look('change', "INSERT INTO core_config_data (scope, scope_id, path, value) SELECT 'websites', website_id, 'currency/options/allow', 'IDR,USD' FROM store_website WHERE code = 'two' ON DUPLICATE KEY UPDATE value = 'IDR,USD'");
		look('change', "UPDATE core_config_data SET value = 'USD' WHERE path = 'currency/options/default' AND scope = 'websites'");
		look('change', "REPLACE INTO directory_currency_rate (currency_from, currency_to, rate) VALUES ('IDR', 'USD', 0.0000625)");
		magento('cache:flush');
		try {
			const one = await new Guest(second).order('KAOS', 2);
			const [shown] = look('sql', `SELECT order_currency_code code, grand_total total FROM sales_order WHERE entity_id = ${one.id}`);
			equal([shown.code, Number(shown.total) < 10], ['USD', true], 'what the buyer sees');
			equal((await ledger()).find((doku) => doku.invoice_number === one.invoice).amount, 90010, 'what DOKU is told');
			await decide(one.invoice, 'pay');
			const order = look('order', one.id);
			equal([order.state, order.invoices.length, order.mails.length], ['processing', 1, 2], 'order, invoices, mails');
			equal((await asAdmin(`invoice/${order.invoices[0].id}/refund`, { isOnline: true })).status, 200, 'refund');
			equal([look('order', one.id).state, await atDoku(one.invoice)], ['closed', 'REFUNDED'], 'order, DOKU');
		} finally {
			look('change', "UPDATE core_config_data SET value = 'IDR' WHERE path IN ('currency/options/default', 'currency/options/allow') AND scope = 'websites'");
			magento('cache:flush');
		}
	},

	'capture-online-asks': async () => {
		await notifications(false);
		const one = await new Guest().order();
		const unpaid = await asAdmin(`order/${one.id}/invoice`, { capture: true });
		yes(unpaid.status !== 200, `captured without money: ${JSON.stringify(unpaid.data)}`);
		equal(look('order', one.id).invoices.length, 0, 'invoices');
		await decide(one.invoice, 'pay');
		const captured = await asAdmin(`order/${one.id}/invoice`, { capture: true });
		equal(captured.status, 200, `captured: ${JSON.stringify(captured.data)}`);
		await later();
		const order = look('order', one.id);
		equal([order.state, order.invoices.map((invoice) => invoice.transaction)], ['processing', [one.invoice]], 'order, invoices');
	},

	'order-deleted': async () => {
		await notifications(false);
		const one = await new Guest().order();
		look('change', `UPDATE sales_order_payment SET method = 'checkmo' WHERE parent_id = ${one.id}`);
		await decide(one.invoice, 'pay');
		const { notification } = await notify(one.invoice);
		await notifications(true);
		const again = await notify(one.invoice);
		equal(again.notification.attempts[0].status, 200, `an order of another method: ${JSON.stringify(notification)}`);
		equal(look('order', one.id).invoices.length, 0, 'invoices of an order of another method');
		look('change', `UPDATE sales_order_payment SET method = 'doku_akulaku' WHERE parent_id = ${one.id}`);
		await inside('tell', one.id);
		look('change', "UPDATE doku_akulaku_attempt SET told = NULL, tell_at = 1 WHERE invoice = '" + one.invoice + "'");
		await later();
	},

	'mail-fails': async () => {
		const { writeFileSync, rmSync } = await import('node:fs');
		const mark = `${process.env.SHOP_FOLDER}/mail-fails`;
		writeFileSync(mark, '');
		try {
			const one = await new Guest().order();
			const { notification } = await decide(one.invoice, 'pay');
			equal(notification.attempts[0].status, 200, 'answer');
			const order = look('order', one.id);
			equal([order.state, order.invoices.length], ['processing', 1], 'order');
		} finally {
			rmSync(mark);
		}
	},

	'queue-hurries': async () => {
		const one = await new Guest().order();
		await faults([{ fault: 'close_after_request', count: 2 }], 'cancel');
		equal((await asAdmin(`orders/${one.id}/cancel`, {})).data, false, 'cancelled while unknown');
		await noFaults();
		yes(look('queue').length > 0, 'nothing is queued');
		magento('queue:consumers:start', 'doku_akulaku.check', `--max-messages=${look('queue').filter((message) => ['2', '3', '5'].includes(String(message.status))).length}`);
		const left = look('queue').filter((message) => String(message.status) !== '4');
		equal(left, [], 'messages that are not complete');
		equal([look('order', one.id).state, await atDoku(one.invoice)], ['canceled', 'CANCELLED'], 'order, DOKU');
	},

	'log-has-no-secrets': async () => {
		await paid();
		const { readFileSync, readdirSync } = await import('node:fs');
		const folder = `${process.env.SHOP_FOLDER}/site/var/log`;
		for (const file of readdirSync(folder)) {
			const text = readFileSync(`${folder}/${file}`, 'utf8');
			for (const secret of ['secret-key-from-DOKU-back-office', 'secret-key-of-the-second-website', '6281234567890']) {
				yes(!text.includes(secret), `${file} has ${secret}`);
			}
			if (file === 'doku_akulaku.log') {
				yes(!/Melati|budi@/i.test(text), `${file} has an address`);
			}
		}
		yes(readdirSync(folder).includes('doku_akulaku.log'), 'no log of ours');
		equal((await fetch(`${url}/doku_akulaku/pay/state/token/1-${'0'.repeat(64)}/`)).status, 404, 'a state that nobody may see');
	},
};
