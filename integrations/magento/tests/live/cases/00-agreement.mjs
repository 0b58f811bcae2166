// The check that follows every case sees a contradiction: each is planted, seen, and taken back.
import { disagreements, yes, equal } from '../lib/check.mjs';
import { Guest, asAdmin, decide, later, look, paid } from '../lib/shop.mjs';

/** [what is planted, what takes it back] by SQL. */
async function seen(what, plant, back) {
	look('change', plant);
	const problems = await disagreements();
	look('change', back);
	yes(problems.length > 0, `not seen: ${what}`);
}

export default {
	'agreement-sees': async () => {
		const open = await new Guest().order();
		const { id, invoice } = await paid();
		const { id: gone } = await paid();
		equal((await asAdmin(`invoice/${look('order', gone).invoices[0].id}/refund`, { isOnline: true })).status, 200, 'refund');
		equal(await disagreements(), [], 'before anything is planted');
		const order = (column, value, number = id) => `UPDATE sales_order SET ${column} = ${value} WHERE entity_id = ${number}`;
		const row = (column, value, name = invoice) => `UPDATE doku_akulaku_attempt SET ${column} = ${value} WHERE invoice = '${name}'`;
		await seen('a closed order without its refunded total', order('base_total_refunded', 'NULL', gone), order('base_total_refunded', '45005', gone));
		await seen('a refunded order that is complete again', order('state', "'complete'", gone), order('state', "'closed'", gone));
		await seen('a paid order set back', order('state', "'pending_payment'"), order('state', "'processing'"));
		await seen('a paid order without its paid total', order('base_total_paid', 'NULL'), order('base_total_paid', '45005'));
		await seen('another amount', row('amount', 1), row('amount', 45005));
		await seen('a row behind DOKU', row('status', "'PENDING'"), row('status', "'SUCCESS'"));
		await seen('a cancelled order that can be paid', order('state', "'canceled'", open.id), order('state', "'pending_payment'", open.id));
		await seen('a payment that no row knows', row('invoice', "'elsewhere'"), `UPDATE doku_akulaku_attempt SET invoice = '${invoice}' WHERE invoice = 'elsewhere'`);
		const transaction = (value) => `UPDATE sales_invoice SET transaction_id = ${value} WHERE order_id = ${id}`;
		await seen('an invoice of another payment', transaction(`'${open.invoice}'`), transaction(`'${invoice}'`));
		await seen('a second invoice', `INSERT INTO sales_invoice (order_id, state, store_id, transaction_id, increment_id) VALUES (${id}, 2, 1, '${invoice}', 'planted')`, "DELETE FROM sales_invoice WHERE increment_id = 'planted'");
		equal(await disagreements(), [], 'after all is taken back');
		await decide(open.invoice, 'expire');
		await later();
	},
};
