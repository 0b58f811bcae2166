// Money back: whole, online, once.
import { equal, match, meant, yes } from '../lib/check.mjs';
import { Guest, asAdmin, atDoku, control, faults, inside, later, look, noFaults, notify, paid, refund } from '../lib/shop.mjs';

async function isRefunded(id, invoice) {
	const order = look('order', id);
	equal([order.state, order.creditmemos.length, Number(order.refunded), await atDoku(invoice)], ['closed', 1, Number(order.total), 'REFUNDED'], 'order, credit memos, refunded total, DOKU');
	equal(order.transactions.filter((one) => one.type === 'refund').length, 1, 'refund transactions');
}

const refundsAt = async (invoice) => (await control(`ledger?invoice=${encodeURIComponent(invoice)}`)).requests.filter((request) => request.operation === 'refund');

export default {
	'refund-full': async () => {
		const one = await paid('KAOS', 2);
		equal((await refund(one.id)).status, 200, 'status');
		await isRefunded(one.id, one.invoice);
		yes((await refund(one.id)).status !== 200, 'a second one');
		equal((await refundsAt(one.invoice)).length, 1, 'calls');
		await notify(one.invoice, { status: 'SUCCESS' });
		await later();
		await isRefunded(one.id, one.invoice);
	},

	'refund-partial': async () => {
		const one = await paid();
		const order = look('sql', `SELECT item_id FROM sales_order_item WHERE order_id = ${one.id}`)[0];
		const goods = { items: [{ order_item_id: Number(order.item_id), qty: 1 }] };
		const shapes = [
			{ ...goods, arguments: { shipping_amount: 0 } },
			{ arguments: { adjustment_negative: 5 } },
			{ ...goods, arguments: { shipping_amount: 0, adjustment_positive: 4 } },
		];
		for (const more of shapes) {
			const { status, data } = await refund(one.id, { more });
			yes(status !== 200, `a part was refunded: ${JSON.stringify(more)}`);
			match(JSON.stringify(data), /whole amount only|Could not save/, 'the words');
		}
		equal([look('order', one.id).creditmemos.length, await atDoku(one.invoice)], [0, 'SUCCESS'], 'credit memos, DOKU');
		equal((await refundsAt(one.invoice)).length, 0, 'calls');
	},

	'refund-offline': async () => {
		const one = await paid();
		const plain = await refund(one.id, { online: false });
		yes(plain.status !== 200, 'an offline refund that nobody meant');
		const ofOrder = await asAdmin(`order/${one.id}/refund`, {});
		yes(ofOrder.status !== 200, 'the same by the order');
		equal([look('order', one.id).creditmemos.length, await atDoku(one.invoice)], [0, 'SUCCESS'], 'credit memos, DOKU');
		const said = await refund(one.id, { online: false, more: { arguments: { extension_attributes: { doku_akulaku_offline: true } } } });
		equal(said.status, 200, `one that is meant: ${JSON.stringify(said.data)}`);
		meant.add(one.id);
		equal([look('order', one.id).state, await atDoku(one.invoice)], ['closed', 'SUCCESS'], 'order, DOKU');
	},

	'refund-cut-off': async () => {
		for (const fault of ['close_after_request', 'close_after_half_headers', 'close_after_half_body']) {
			const one = await paid();
			await faults([{ fault, count: 2 }], 'refund');
			const { status, data } = await refund(one.id);
			yes(status !== 200, `status after ${fault}`);
			match(JSON.stringify(data), /not known yet|Could not save/, 'the words');
			equal([look('order', one.id).state, await atDoku(one.invoice)], ['processing', 'REFUNDED'], `order, DOKU after ${fault}`);
			await noFaults();
			const again = await refund(one.id);
			equal(again.status, 200, `the next press: ${JSON.stringify(again.data)}`);
			await isRefunded(one.id, one.invoice);
			equal((await refundsAt(one.invoice)).filter((request) => request.executed).length, 1, 'executed');
		}
	},

	'refund-answer-not-believed': async () => {
		for (const fault of ['bad_signature', 'truncated_json', 'other_order', 'wrong_request_id']) {
			const one = await paid();
			await faults([{ fault, count: 2, ...(fault === 'other_order' ? { invoice: 'X-1' } : {}) }], 'refund');
			const { status } = await refund(one.id);
			await noFaults();
			if (status !== 200) {
				equal(look('order', one.id).creditmemos.length, 0, `credit memos after ${fault}`);
				equal((await refund(one.id)).status, 200, `the next press after ${fault}`);
			}
			await isRefunded(one.id, one.invoice);
		}
	},

	'refund-stalls': async () => {
		const one = await paid();
		await faults([{ fault: 'stall', seconds: 120, count: 2 }], 'refund');
		yes((await refund(one.id)).status !== 200, 'status');
		await noFaults();
		equal((await refund(one.id)).status, 200, 'the next press');
		await isRefunded(one.id, one.invoice);
	},

	'refund-not-executed': async () => {
		const one = await paid();
		await faults([{ fault: 'close_after_request', execute: false, count: 2 }], 'refund');
		yes((await refund(one.id)).status !== 200, 'status');
		equal(await atDoku(one.invoice), 'SUCCESS', 'DOKU');
		await noFaults();
		equal((await refund(one.id)).status, 200, 'the next press');
		await isRefunded(one.id, one.invoice);
	},

	'refund-unknown-then-cron': async () => {
		const one = await paid();
		await faults([{ fault: 'close_after_request', count: 2 }], 'refund');
		await refund(one.id);
		await noFaults();
		await later();
		const order = look('order', one.id);
		equal([order.state, order.creditmemos.length], ['processing', 0], 'no credit memo by itself');
		match(order.notes.join('\n'), /was refunded/, 'the comment');
		const before = (await refundsAt(one.invoice)).length;
		equal((await refund(one.id)).status, 200, 'the press');
		equal((await refundsAt(one.invoice)).length, before, 'calls: nothing is sent');
		await isRefunded(one.id, one.invoice);
	},

	'refund-rolled-back': async () => {
		// Magento fails after DOKU's answer, in its own transaction: the stored call stays.
		const one = await paid();
		look('change', "CREATE TRIGGER planted BEFORE INSERT ON sales_creditmemo FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'planted'");
		try {
			yes((await refund(one.id)).status !== 200, 'status');
		} finally {
			look('change', 'DROP TRIGGER planted');
		}
		const order = look('order', one.id);
		equal([order.state, order.creditmemos.length, await atDoku(one.invoice)], ['processing', 0, 'REFUNDED'], 'order, credit memos, DOKU');
		equal(look('calls').filter((call) => call.invoice === one.invoice && call.operation === 'refund').length, 1, 'the stored call');
		equal((await refund(one.id)).status, 200, 'the next press');
		await isRefunded(one.id, one.invoice);
		equal((await refundsAt(one.invoice)).length, 1, 'calls');
	},

	'refund-and-notification': async () => {
		// DOKU is slow, so the credit memo's transaction is long; notifications come meanwhile.
		for (const trigger of [
			null,
			'CREATE TRIGGER planted BEFORE INSERT ON sales_creditmemo FOR EACH ROW SET NEW.increment_id = IF(SLEEP(2) = 0, NEW.increment_id, NEW.increment_id)',
			"CREATE TRIGGER planted AFTER UPDATE ON sales_order FOR EACH ROW SET @planted = IF(NEW.state = 'closed', SLEEP(2), 0)",
		]) {
			const one = await paid();
			if (trigger) {
				look('change', trigger);
			}
			try {
				await faults([{ fault: 'delay', seconds: 2, in_flight: false }], 'refund');
				const pressed = refund(one.id);
				const noise = async () => {
					for (let i = 0; i < 6; i++) {
						await notify(one.invoice, { status: 'SUCCESS' });
						look('change', `UPDATE doku_akulaku_attempt SET tell_at = 1, told = NULL WHERE invoice = '${one.invoice}' AND telling IS NULL`);
						await inside('tell', one.id);
					}
				};
				const [answer] = await Promise.all([pressed, noise(), noise()]);
				equal(answer.status, 200, `the refund: ${JSON.stringify(answer.data)}`);
			} finally {
				if (trigger) {
					look('change', 'DROP TRIGGER planted');
				}
			}
			await later();
			await isRefunded(one.id, one.invoice);
		}
	},

	'two-refunds-at-once': async () => {
		const one = await paid();
		await faults([{ fault: 'delay', seconds: 1 }], 'refund');
		const answers = await Promise.all([refund(one.id), refund(one.id), refund(one.id)]);
		if (!answers.some((answer) => answer.status === 200)) {
			equal((await refund(one.id)).status, 200, `the next press, after ${JSON.stringify(answers.map((answer) => answer.data))}`);
		}
		await isRefunded(one.id, one.invoice);
		equal((await refundsAt(one.invoice)).filter((request) => request.executed).length, 1, 'executed');
	},

	'refund-of-unpaid': async () => {
		const one = await new Guest().order();
		await asAdmin(`order/${one.id}/invoice`, { capture: false });
		const { status } = await refund(one.id);
		yes(status !== 200, 'money back for an unpaid order');
		equal((await refundsAt(one.invoice)).length, 0, 'calls');
	},
};
