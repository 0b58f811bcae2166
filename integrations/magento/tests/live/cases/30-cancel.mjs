// The ways that lead to a cancelled order. DOKU is asked first.
import { admin } from '../lib/browser.mjs';
import { equal, match, yes } from '../lib/check.mjs';
import { Guest, asAdmin, atDoku, decide, faults, inside, later, look, newest, noFaults, notifications, notify, paid, url } from '../lib/shop.mjs';

const cancel = (id) => asAdmin(`orders/${id}/cancel`, {});

/** In the admin's session, as its forms do it. */
async function post(page, path, fields) {
	const key = await page.evaluate(() => window.FORM_KEY);
	return page.request.post(`${url}/admin/${path}`, { form: { form_key: key, ...fields } });
}

async function isCancelled(id, invoice) {
	equal([look('order', id).state, await atDoku(invoice)], ['canceled', 'CANCELLED'], 'order, DOKU');
}

export default {
	'cancel-rest': async () => {
		const before = look('stock', 'KOPI');
		const one = await new Guest().order('KOPI');
		equal((await cancel(one.id)).data, true, 'answer');
		await isCancelled(one.id, one.invoice);
		equal(look('stock', 'KOPI'), before, 'stock');
		await notify(one.invoice, { status: 'FAILED' });
		await isCancelled(one.id, one.invoice);
		equal((await cancel(one.id)).data, false, 'once more');
	},

	'cancel-never-sent': async () => {
		const id = await new Guest().placed();
		equal((await cancel(id)).data, true, 'answer');
		equal(look('order', id).state, 'canceled', 'order');
		// The buyer who comes back with the address of that order gets no page.
	},

	'cancelled-order-gets-no-page': async () => {
		const guest = new Guest();
		const id = await guest.placed();
		await cancel(id);
		const { status, data } = await guest.address();
		equal(status, 400, 'status');
		match(data.message, /does not wait for a payment/, 'the sentence');
	},

	'cancel-paid': async () => {
		const one = await paid();
		equal((await cancel(one.id)).data, false, 'answer');
		equal([look('order', one.id).state, await atDoku(one.invoice)], ['processing', 'SUCCESS'], 'order, DOKU');
	},

	'cancel-paid-unnoticed': async () => {
		await notifications(false);
		const one = await new Guest().order();
		await decide(one.invoice, 'pay');
		equal((await cancel(one.id)).data, false, 'answer');
		await later();
		const order = look('order', one.id);
		equal([order.state, order.invoices.length], ['processing', 1], 'order, invoices');
	},

	'cancel-unknown': async () => {
		for (const fault of [{ fault: 'close_after_request', count: 2 }, { fault: 'stall', seconds: 60, count: 2 }]) {
			const one = await new Guest().order();
			await faults([fault], 'cancel');
			equal((await cancel(one.id)).data, false, `answer after ${fault.fault}`);
			equal(look('order', one.id).state, 'pending_payment', 'order');
			await noFaults();
			await later();
			await isCancelled(one.id, one.invoice);
		}
	},

	'cancel-answer-not-believed': async () => {
		// An answer that is not DOKU's: either DOKU is asked and confirms it, or nothing is cancelled yet.
		const one = await new Guest().order();
		await faults([{ fault: 'bad_signature', count: 2 }], 'cancel');
		await cancel(one.id);
		await noFaults();
		await later();
		await isCancelled(one.id, one.invoice);
	},

	'cancel-refused': async () => {
		const one = await new Guest().order();
		await faults([{ fault: 'status', status: 500, count: 4 }], 'cancel');
		equal((await cancel(one.id)).data, false, 'answer');
		await noFaults();
		equal(look('order', one.id).state, 'pending_payment', 'order');
		equal((await cancel(one.id)).data, true, 'the next press');
		await isCancelled(one.id, one.invoice);
	},

	'cancel-admin': async () => {
		const page = await admin();
		const one = await new Guest().order();
		await post(page, `sales/order/cancel/order_id/${one.id}/`, {});
		await isCancelled(one.id, one.invoice);
		const two = await new Guest().order();
		await notifications(false);
		await decide(two.invoice, 'pay');
		const answer = await post(page, `sales/order/cancel/order_id/${two.id}/`, {});
		match(await answer.text(), /was paid through Akulaku meanwhile/, 'what the admin is told');
		await later();
		equal(look('order', two.id).state, 'processing', 'the paid one');
	},

	'cancel-mass-action': async () => {
		const page = await admin();
		const orders = [await new Guest().order(), await new Guest().order(), await new Guest().order()];
		await notifications(false);
		await decide(orders[1].invoice, 'pay');
		const form = Object.fromEntries(orders.map((one, index) => [`selected[${index}]`, String(one.id)]));
		await post(page, 'sales/order/massCancel/', { ...form, namespace: 'sales_order_grid' });
		await later();
		equal(orders.map((one) => look('order', one.id).state), ['canceled', 'processing', 'canceled'], 'orders');
		await isCancelled(orders[0].id, orders[0].invoice);
		await isCancelled(orders[2].id, orders[2].invoice);
	},

	'cancel-directly': async () => {
		// Magento 2.4.8's self-cancel calls the order itself.
		const one = await new Guest().order();
		equal((await inside('cancel-directly', one.id)).value, 'canceled', 'answer');
		await isCancelled(one.id, one.invoice);
		const three = await paid();
		await notifications(false);
		const two = await new Guest().order();
		await decide(two.invoice, 'pay');
		match((await inside('cancel-directly', two.id)).error ?? '', /was paid through Akulaku/, 'a paid one');
		await later();
		equal(look('order', two.id).state, 'processing', 'order');
		const said = await inside('cancel-directly', three.id);
		equal([look('order', three.id).state, await atDoku(three.invoice)], ['processing', 'SUCCESS'], `one whose payment is known: ${JSON.stringify(said)}`);
	},

	'clean-up-goes-on': async () => {
		const [first, paidOne, unknown, refused, last] = [await new Guest().order(), await new Guest().order(), await new Guest().order(), await new Guest().order(), await new Guest().order()];
		const young = await new Guest().order();
		await notifications(false);
		await decide(paidOne.invoice, 'pay');
		const { control } = await import('../lib/shop.mjs');
		await control('faults', { faults: [{ fault: 'close_after_request', count: 2, match: { operation: 'cancel', invoice: unknown.invoice } }, { fault: 'status', status: 500, count: 4, match: { operation: 'cancel', invoice: refused.invoice } }] });
		for (const one of [first, paidOne, unknown, refused, last]) {
			look('age-order', one.id);
		}
		const said = await inside('clean-up');
		equal(said.error, undefined, 'the run');
		equal([first, paidOne, unknown, refused, last, young].map((one) => look('order', one.id).state), ['canceled', 'pending_payment', 'pending_payment', 'pending_payment', 'canceled', 'pending_payment'], 'orders after the run');
		await noFaults();
		await later();
		equal(look('order', paidOne.id).state, 'processing', 'the paid one');
		equal(look('order', unknown.id).state, 'canceled', 'the unknown one');
		// The next hour.
		look('age-order', refused.id);
		await inside('clean-up');
		await isCancelled(refused.id, refused.invoice);
		yes((await atDoku(young.invoice)) === 'PENDING', 'the young one');
	},

	'cancel-while-opening': async () => {
		// The page is asked for, and the order cancelled before our row is there.
		for (const trigger of [
			'CREATE TRIGGER planted BEFORE INSERT ON doku_akulaku_attempt FOR EACH ROW SET NEW.number = NEW.number + SLEEP(3)',
			"CREATE TRIGGER planted BEFORE UPDATE ON sales_order FOR EACH ROW SET NEW.increment_id = IF(NEW.state = 'canceled' AND SLEEP(3) = 0, NEW.increment_id, NEW.increment_id)",
		]) {
			const guest = new Guest();
			const id = await guest.placed();
			look('change', trigger);
			try {
				const first = trigger.includes('doku_akulaku_attempt') ? guest.address() : cancel(id);
				await new Promise((go) => setTimeout(go, 1000));
				const then = trigger.includes('doku_akulaku_attempt') ? cancel(id) : guest.address();
				await Promise.all([first, then]);
			} finally {
				look('change', 'DROP TRIGGER planted');
			}
			await later();
			const { invoice } = newest(id);
			equal([look('order', id).state, invoice && (await atDoku(invoice))], ['canceled', invoice && 'CANCELLED'], `order, DOKU (${trigger.slice(30, 70)})`);
			equal((await guest.address()).status, 400, 'the address afterwards');
		}
	},

	'cancel-while-paying': async () => {
		for (let i = 0; i < 4; i++) {
			const one = await new Guest().order();
			await Promise.allSettled([decide(one.invoice, 'pay'), cancel(one.id)]);
			await later();
			const state = look('order', one.id).state;
			equal(await atDoku(one.invoice), state === 'canceled' ? 'CANCELLED' : 'SUCCESS', `DOKU, order ${state}`);
		}
	},
};
