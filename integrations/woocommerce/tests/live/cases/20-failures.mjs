// What DOKU, the network and other people do to a checkout; by the Store API, without a browser.
import { equal, match, yes } from '../lib/check.mjs';
import { Shopper, control, decide, faults, ledger, look, lookLater, newest, notifications, product, url } from '../lib/shop.mjs';

const pendingOf = async (order) => {
	const rows = look('attempts').filter((row) => row.shop_order === String(order));
	const names = rows.map((row) => row.invoice);
	return (await ledger()).filter((doku) => names.includes(doku.invoice_number) && doku.status === 'PENDING').length;
};

// The reconciler looks up, and tells the order two minutes after.
function later() {
	look('age', 600);
	look('reconcile');
	look('age', 300);
	look('reconcile');
}

export default {
	'api-paid': async () => {
		const one = await new Shopper().order('KAOS', 2);
		equal(look('order', one.id).status, 'pending', 'before the money');
		await decide(one.invoice, 'pay');
		const order = look('order', one.id);
		equal([order.status, order.completed, order.transaction], ['processing', 1, one.invoice], 'after the money');
		match(order.notes.join('\n'), /Akulaku (confirmed|mengonfirmasi)/, 'the note');
	},

	'parallel-checkouts': async () => {
		const shopper = new Shopper();
		await shopper.add('KAOS');
		const answers = await Promise.all([shopper.checkout(), shopper.checkout(), shopper.checkout()]);
		const pages = new Set(answers.filter((answer) => answer.status === 200).map((answer) => answer.data.payment_result.redirect_url));
		yes(pages.size >= 1, `no page: ${JSON.stringify(answers).slice(0, 500)}`);
		const orders = new Set(answers.map((answer) => answer.data.order_id).filter(Boolean));
		const rows = look('attempts').filter((row) => orders.has(Number(row.shop_order)));
		const alive = (await ledger()).filter((doku) => rows.some((row) => row.invoice === doku.invoice_number) && doku.status === 'PENDING');
		equal(alive.length, 1, `payable orders of one cart (${rows.map((row) => `${row.invoice} ${row.status}`).join(', ')})`);
		await decide(alive[0].invoice_number, 'pay');
		const paid = [...orders].map((id) => look('order', id)).filter((order) => order.paid);
		equal(paid.length, 1, 'paid orders');
	},

	'same-cart-again': async () => {
		const shopper = new Shopper();
		const one = await shopper.order();
		const again = await shopper.checkout();
		equal(again.data.order_id, one.id, 'the order');
		equal(again.data.payment_result.redirect_url, one.page, 'the page');
		equal((await newest(one.id)).tries, 1, 'tries');
	},

	'cart-changed': async () => {
		const shopper = new Shopper();
		const one = await shopper.order();
		await shopper.add('KOPI');
		const { status, data } = await shopper.checkout();
		equal(status, 200, 'the second checkout');
		equal((await ledger()).find((doku) => doku.invoice_number === one.invoice).status, 'CANCELLED', 'the older one');
		const two = await newest(data.order_id);
		await decide(two.invoice, 'pay');
		equal(look('order', data.order_id).status, 'processing', 'the new order');
	},

	'phone-missing': async () => {
		const shopper = new Shopper();
		await shopper.add('KAOS');
		const { status, data } = await shopper.checkout({ phone: '' });
		equal(status, 400, 'status');
		match(data.message, /nomor telepon|phone number/i, 'the sentence');
		const fixed = await shopper.checkout();
		equal(fixed.status, 200, 'with a number');
	},

	'generate-refused': async () => {
		await faults([{ fault: 'status', status: 400, message: 'secret words of DOKU' }]);
		const shopper = new Shopper();
		await shopper.add('KAOS');
		const { status, data } = await shopper.checkout();
		equal(status, 400, 'status');
		yes(!/secret words|DokuAkulaku|Exception/.test(JSON.stringify(data)), `an inner message reaches the shopper: ${data.message}`);
		const again = await shopper.checkout();
		equal(again.status, 200, 'the next press');
	},

	'generate-stalls': async () => {
		await faults([{ fault: 'stall', seconds: 60, count: 2 }]);
		const shopper = new Shopper();
		await shopper.add('KAOS');
		const started = Date.now();
		const { status, data } = await shopper.checkout();
		const seconds = (Date.now() - started) / 1000;
		equal(status, 400, 'status');
		yes(seconds < 20, `the shopper waited ${seconds} s`);
		match(data.message, /jangan membayar lagi|do not pay again/i, 'the sentence');
		await control('faults', undefined, 'DELETE');
		const again = await shopper.checkout();
		equal(again.status, 200, `the next press: ${again.data.message}`);
		equal(await pendingOf(again.data.order_id), 1, 'payable pages');
		const one = await newest(again.data.order_id);
		await decide(one.invoice, 'pay');
		equal(look('order', again.data.order_id).status, 'processing', 'the order');
	},

	'generate-cut-off': async () => {
		await faults(['close_after_request', 'close_after_request']);
		const shopper = new Shopper();
		await shopper.add('KAOS');
		const first = await shopper.checkout();
		equal(first.status, 400, 'status');
		const again = await shopper.checkout();
		equal(again.status, 200, `the next press: ${again.data.message}`);
		equal(await pendingOf(again.data.order_id), 1, 'payable pages');
	},

	'generate-cut-off-and-gone': async () => {
		// The buyer never presses again; the order at DOKU must not be forgotten.
		await faults(['close_after_request', 'close_after_request']);
		const shopper = new Shopper();
		await shopper.add('KAOS');
		await shopper.checkout();
		const row = look('attempts').pop();
		equal(row.status, 'UNKNOWN', 'row');
		later();
		const after = look('attempts').pop();
		yes(after.status === 'PENDING' || after.closed_at !== null, `row after a reconciliation: ${after.status}`);
	},

	'generate-answers-late': async () => {
		await faults([{ fault: 'delay', seconds: 18, count: 1 }]);
		const shopper = new Shopper();
		await shopper.add('KAOS');
		const first = await shopper.checkout();
		equal(first.status, 400, 'status');
		const again = await shopper.checkout();
		if (again.status === 200) {
			equal(await pendingOf(again.data.order_id), 1, 'payable pages');
		} else {
			look('age', 600);
			const third = await shopper.checkout();
			equal(third.status, 200, `the third press: ${third.data.message}`);
			equal(await pendingOf(third.data.order_id), 1, 'payable pages');
		}
	},

	'doku-down-hides': async () => {
		await control('listeners', { http: 'closed' });
		try {
			for (let i = 0; i < 3; i++) {
				const shopper = new Shopper();
				await shopper.add('KAOS');
				const { status, data } = await shopper.checkout();
				equal(status, 400, 'status');
				match(data.message, /tidak dikenai tagihan|not charged/i, 'the sentence');
			}
			const shopper = new Shopper();
			await shopper.add('KAOS');
			const { data } = await shopper.call('cart');
			yes(!data.payment_methods.includes('doku_akulaku'), 'the method still shows');
		} finally {
			await control('listeners', { http: 'open' });
			look('option', 'doku_akulaku_outage', '[]');
		}
	},

	'six-notifications': async () => {
		const one = await new Shopper().order();
		await notifications(false);
		await decide(one.invoice, 'pay');
		await notifications(true);
		await Promise.all(Array.from({ length: 6 }, () => control(`notify/${one.invoice}`, { wait: true })));
		const order = look('order', one.id);
		equal([order.status, order.completed], ['processing', 1], 'order');
	},

	'forged': async () => {
		const one = await new Shopper().order();
		for (const forge of ['signature', 'secret', 'body', 'target', 'client_id']) {
			const { notification } = await control(`notify/${one.invoice}`, { status: 'SUCCESS', forge, wait: true });
			equal(notification.attempts[0].status, 401, forge);
		}
		equal(look('order', one.id).status, 'pending', 'order');
	},

	'amount-differs': async () => {
		const one = await new Shopper().order();
		const { notification } = await control(`notify/${one.invoice}`, { status: 'SUCCESS', amount: 1, wait: true });
		equal(notification.attempts[0].status, 200, 'answer');
		const order = look('order', one.id);
		equal(order.status, 'pending', 'order');
		match(order.notes.join('\n'), /Amounts differ|Jumlah tidak sama/, 'the note');
	},

	'no-notification': async () => {
		await notifications(false);
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		equal(look('order', one.id).status, 'pending', 'before');
		later();
		const order = look('order', one.id);
		equal([order.status, order.completed], ['processing', 1], 'after a reconciliation');
		match(order.notes.join('\n'), /No notification came|Notifikasi tidak diterima/, 'the note');
	},

	'decline-and-again': async () => {
		const shopper = new Shopper();
		const one = await shopper.order();
		await decide(one.invoice, 'decline');
		equal(look('order', one.id).status, 'failed', 'after FAILED');
		const again = await shopper.checkout();
		equal(again.status, 200, 'again');
		const two = await newest(again.data.order_id);
		yes(two.invoice !== one.invoice, 'a new invoice');
		await decide(two.invoice, 'pay');
		equal(look('order', again.data.order_id).status, 'processing', 'after SUCCESS');
		// The declined one is paid after all: twice.
		await decide(one.invoice, 'pay', { force: true });
		const order = look('order', one.id);
		equal([order.status, order.completed], ['processing', 1], 'order');
		if (again.data.order_id === one.id) {
			match(order.notes.join('\n'), /Paid twice|Dibayar dua kali/, 'the note');
			const [kind, text] = look('act', one.id, 'refund', one.invoice);
			equal(kind, 'success', `the refund of one of them: ${text}`);
			equal(look('order', one.id).status, 'processing', 'the order keeps the other payment');
		}
	},

	'old-attempt-paid': async () => {
		const shopper = new Shopper();
		const one = await shopper.order();
		await decide(one.invoice, 'decline');
		const again = await shopper.checkout();
		equal(again.status, 200, 'again');
		await decide(one.invoice, 'pay', { force: true });
		equal(look('order', one.id).status, 'processing', 'the order of the old one');
		later();
		look('scheduled');
		equal(await pendingOf(again.data.order_id), 0, 'payable pages beside the payment');
	},

	'expired': async () => {
		const one = await new Shopper().order();
		await decide(one.invoice, 'expire');
		later();
		const order = look('order', one.id);
		equal(order.status, 'failed', 'order');
		match(order.notes.join('\n'), /expired|kedaluwarsa/, 'the note');
	},

	'cancel-order': async () => {
		const one = await new Shopper().order();
		look('status', one.id, 'cancelled');
		equal((await ledger()).find((doku) => doku.invoice_number === one.invoice).status, 'PENDING', 'not in the request itself');
		look('scheduled');
		equal((await ledger()).find((doku) => doku.invoice_number === one.invoice).status, 'CANCELLED', 'by the scheduled action');
		match(look('order', one.id).notes.join('\n'), /cancelled at Akulaku|dibatalkan di Akulaku/, 'the note');
	},

	'paid-after-cancel': async () => {
		const one = await new Shopper().order();
		look('status', one.id, 'cancelled');
		await decide(one.invoice, 'pay');
		const order = look('order', one.id);
		equal([order.status, order.completed], ['on-hold', 0], 'order');
		match(order.notes.join('\n'), /Paid after cancel|Dibayar setelah dibatalkan/, 'the note');
		look('scheduled');
		equal(look('order', one.id).status, 'on-hold', 'after the scheduled cancel');
		const { error, order: refunded } = look('refund', one.id, order.total);
		equal(error, null, 'the refund');
		equal(refunded.status, 'refunded', 'order');
	},

	'hold-stock-while-paying': async () => {
		const one = await new Shopper().order();
		const order = look('hold-stock', one.id);
		equal(order.status, 'pending', 'WooCommerce may not cancel it yet');
		await decide(one.invoice, 'pay');
		look('scheduled');
		equal(look('order', one.id).status, 'processing', 'the buyer was in time');
	},

	'hold-stock-abandoned': async () => {
		const before = look('stock', product('KOPI'));
		const one = await new Shopper().order('KOPI');
		equal(look('hold-stock', one.id).status, 'pending', 'first run');
		look('scheduled');
		equal((await ledger()).find((doku) => doku.invoice_number === one.invoice).status, 'CANCELLED', 'at Akulaku');
		equal(look('order', one.id).status, 'cancelled', 'order');
		equal(look('stock', product('KOPI')), before, 'stock');
	},

	'paid-elsewhere': async () => {
		const one = await new Shopper().order();
		look('pay-otherwise', one.id);
		await decide(one.invoice, 'pay');
		const order = look('order', one.id);
		equal([order.status, order.transaction], ['processing', 'CASH-1'], 'order');
		match(order.notes.join('\n'), /Paid by Akulaku as well|juga dibayar/i, 'the note');
		const [kind, text] = look('act', one.id, 'refund', one.invoice);
		equal(kind, 'success', `the button: ${text}`);
		equal(look('order', one.id).status, 'processing', 'the other payment stays');
	},

	'pay-otherwise-cancels': async () => {
		const one = await new Shopper().order();
		look('pay-otherwise', one.id);
		look('scheduled');
		equal((await ledger()).find((doku) => doku.invoice_number === one.invoice).status, 'CANCELLED', 'at Akulaku');
	},

	'amount-edited': async () => {
		const one = await new Shopper().order();
		look('total', one.id, '50000');
		await decide(one.invoice, 'pay');
		const order = look('order', one.id);
		equal([order.status, order.completed], ['on-hold', 0], 'order');
		match(order.notes.join('\n'), /Amounts differ|Jumlah tidak sama/, 'the note');
	},

	'order-deleted': async () => {
		const one = await new Shopper().order();
		look('delete', one.id);
		await decide(one.invoice, 'pay');
		yes(look('alarms').some((alarm) => alarm.text.includes(one.invoice)), 'nobody is told');
	},

	'refund-partial': async () => {
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		const { error, order } = look('refund', one.id, '1000');
		match(error, /Rp60\.000/, 'the sentence');
		equal([order.status, order.refunds], ['processing', 0], 'order');
	},

	'refund-full': async () => {
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		const { error, order } = look('refund', one.id, '60000');
		equal(error, null, 'error');
		equal([order.status, Number(order.refunded), order.refunds], ['refunded', 60000, 1], 'order');
		equal((await ledger()).find((doku) => doku.invoice_number === one.invoice).status, 'REFUNDED', 'at DOKU');
		later();
		equal(look('order', one.id).refunds, 1, 'refunds after a reconciliation');
	},

	'refund-unknown': async () => {
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		await faults(['close_after_request', 'close_after_request'], { operation: 'refund' });
		const first = look('refund', one.id, '60000');
		match(first.error, /once more|sekali lagi/, 'the sentence');
		equal([first.order.status, first.order.refunds], ['processing', 0], 'order');
		const second = look('refund', one.id, '60000');
		equal(second.error, null, 'pressed again');
		equal(second.order.status, 'refunded', 'order');
		const calls = look('calls').filter((call) => call.invoice === one.invoice && call.operation === 'refund');
		equal(calls.length, 1, 'refund calls: one Request-Id');
	},

	'refund-unknown-then-found': async () => {
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		await faults(['close_after_request', 'close_after_request'], { operation: 'refund' });
		look('refund', one.id, '60000');
		later();
		const order = look('order', one.id);
		equal([order.status, order.refunds, Number(order.refunded)], ['refunded', 1, 60000], 'order');
	},

	'worker-killed': async () => {
		// Told, but the mark is lost with its worker: told again, and nothing is done twice.
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		await Promise.all([lookLater('reconcile'), lookLater('reconcile')]);
		const order = look('order', one.id);
		equal([order.status, order.completed], ['processing', 1], 'order');
	},

	'site-copied': async () => {
		const one = await new Shopper().order();
		const known = look('option', 'doku_akulaku_site_url');
		look('option', 'doku_akulaku_site_url', JSON.stringify('old.example'));
		try {
			const shopper = new Shopper();
			await shopper.add('KAOS');
			const { data } = await shopper.call('cart');
			yes(!data.payment_methods.includes('doku_akulaku'), 'the method shows on a site that may be a copy');
			look('status', one.id, 'cancelled');
			look('scheduled');
			equal((await ledger()).find((doku) => doku.invoice_number === one.invoice).status, 'PENDING', 'nothing is cancelled');
		} finally {
			look('option', 'doku_akulaku_site_url', JSON.stringify(known));
		}
		look('status', one.id, 'pending');
	},

	'wc-api': async () => {
		await control('config', { notification_url: `${url}/wc-api/doku_akulaku/` });
		const one = await new Shopper().order();
		await decide(one.invoice, 'pay');
		equal(look('order', one.id).status, 'processing', 'order');
	},

	'continue-link': async () => {
		const one = await new Shopper().order();
		const poll = await fetch(`${url}/wp-json/doku-akulaku/v1/attempts/1-${'0'.repeat(24)}`);
		equal(poll.status, 404, 'a guessed token');
		const link = look('link', one.id);
		const answer = await fetch(link, { redirect: 'manual' });
		equal([answer.status, answer.headers.get('location')], [302, one.page], 'the link');
		await decide(one.invoice, 'pay');
		const after = await fetch(link, { redirect: 'manual' });
		match(after.headers.get('location'), /order-received/, 'the link after the payment');
	},

	'recurring': async () => {
		equal(look('recurring'), 1, 'scheduled reconciliations');
	},
};
