// kill -9 of the worker at each statement of our store, one after the other, until it lives through its work. What is left then,
// the cron brings to agreement.
import { equal, yes } from '../lib/check.mjs';
import { Guest, atDoku, decide, inside, later, ledger, look, notifications, paid } from '../lib/shop.mjs';

const LIMIT = 60;

/**
 * @param make an order to work on: {id}
 * @param work the words of inside.php for it
 * @returns the orders on which a worker died, and the last, whose worker lived
 */
async function killedAtEach(make, work) {
	const orders = [];
	for (let number = 1; number <= LIMIT; number++) {
		const one = await make();
		orders.push(one);
		if ((await inside('killed', number, ...work(one))) !== null) {
			yes(number > 3, `nobody died: ${number} statements`);
			return orders;
		}
	}
	throw new Error(`more than ${LIMIT} statements`);
}

export default {
	'killed-paying': async () => {
		const orders = await killedAtEach(async () => ({ id: await new Guest().placed() }), ({ id }) => ['pay', id]);
		await later();
		for (const { id } of orders) {
			const said = await inside('pay', id);
			yes(/^http/.test(said.value ?? ''), `order ${id} gets no page afterwards: ${JSON.stringify(said)}`);
			const own = look('attempts').filter((row) => row.shop_order === String(id)).map((row) => row.invoice);
			const payable = (await ledger()).filter((doku) => own.includes(doku.invoice_number) && doku.status === 'PENDING');
			equal(payable.length, 1, `payable pages of order ${id}`);
		}
	},

	'killed-noticing': async () => {
		await notifications(false);
		const orders = await killedAtEach(async () => {
			const one = await new Guest().order();
			await decide(one.invoice, 'pay');
			return one;
		}, ({ invoice }) => ['check', invoice]);
		await later();
		for (const { id, invoice } of orders) {
			const order = look('order', id);
			equal([order.state, order.invoices.map((one) => one.transaction), order.mails.length], ['processing', [invoice], 2], `order ${id}`);
		}
	},

	'killed-telling': async () => {
		await notifications(false);
		const orders = await killedAtEach(async () => {
			const one = await new Guest().order();
			await decide(one.invoice, 'pay');
			await inside('check', one.invoice);
			return one;
		}, ({ id }) => ['tell', id]);
		await later();
		for (const { id } of orders) {
			equal([look('order', id).state, look('order', id).invoices.length], ['processing', 1], `order ${id}`);
		}
	},

	'killed-cancelling': async () => {
		const orders = await killedAtEach(() => new Guest().order(), ({ id }) => ['cancel', id]);
		await later();
		for (const { id, invoice } of orders) {
			// The one who pressed is gone: who comes next presses again.
			await inside('cancel', id);
			equal([look('order', id).state, await atDoku(invoice)], ['canceled', 'CANCELLED'], `order ${id}, DOKU`);
		}
	},

	'killed-refunding': async () => {
		const orders = await killedAtEach(() => paid(), ({ id }) => ['refund', id]);
		await later();
		for (const { id, invoice } of orders) {
			const order = look('order', id);
			if (order.state !== 'closed') {
				const said = await inside('refund', id);
				yes(said.error === undefined, `the next press on order ${id}: ${said.error}`);
			}
			const after = look('order', id);
			equal([after.state, after.creditmemos.length, await atDoku(invoice)], ['closed', 1, 'REFUNDED'], `order ${id}, credit memos, DOKU`);
		}
	},
};
