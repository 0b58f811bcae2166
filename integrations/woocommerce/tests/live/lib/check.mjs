// Assertions, and what must be true at the end of every case.
import { ledger, look } from './shop.mjs';

export class Failed extends Error {}

export function equal(seen, wanted, what) {
	if (JSON.stringify(seen) !== JSON.stringify(wanted)) {
		throw new Failed(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);
	}
}

export function yes(condition, what) {
	if (!condition) {
		throw new Failed(what);
	}
}

export function match(text, pattern, what) {
	if (!pattern.test(text)) {
		throw new Failed(`${what}: ${String(text).slice(0, 400)} does not match ${pattern}`);
	}
}

/** The simulator's ledger, our rows and WooCommerce's orders agree. */
export async function agree() {
	for (const problem of await disagreements()) {
		if (!known.has(problem)) {
			// Named once: the cases after this one are judged by themselves.
			known.add(problem);
			throw new Failed(problem);
		}
	}
}

const known = new Set();

async function disagreements() {
	const problems = [];
	const yes = (condition, what) => condition || problems.push(what);
	const equal = (seen, wanted, what) => seen === wanted || problems.push(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);
	const rows = look('attempts');
	const orders = new Map(look('orders').map((order) => [String(order.id), order]));
	const payable = new Map();
	for (const doku of await ledger()) {
		const row = rows.find((one) => one.invoice === doku.invoice_number);
		if (row === undefined) {
			problems.push(`${doku.invoice_number} is at DOKU, but we have no row`);
			continue;
		}
		equal(doku.amount, Number(row.amount), `amount of ${row.invoice}`);
		const order = orders.get(row.shop_order);
		if (doku.status === 'PENDING') {
			const list = payable.get(row.shop_order) ?? [];
			list.push(doku.invoice_number);
			payable.set(row.shop_order, list);
			yes(['PENDING', 'UNKNOWN'].includes(row.status) || row.closed_at !== null, `${row.invoice} can be paid, but its row says ${row.status}`);
		}
		if (doku.status === 'SUCCESS') {
			equal(row.status, 'SUCCESS', `row of ${row.invoice}, which is paid at DOKU`);
			const told = order === undefined ? look('alarms').some((alarm) => alarm.text.includes(row.invoice)) : order.notes.some((note) => note.includes(row.invoice));
			yes(told, `${row.invoice} is paid, and nobody can see it at order ${row.shop_order}`);
			if (order !== undefined) {
				yes(order.paid || order.status === 'on-hold' || order.status === 'refunded' || order.method !== 'doku_akulaku', `${row.invoice} is paid, order ${order.id} is ${order.status}`);
			}
		}
		if (doku.status === 'REFUNDED' && order !== undefined && order.transaction === row.invoice) {
			equal(order.status, 'refunded', `order of ${row.invoice}, which is refunded at DOKU`);
		}
	}
	for (const [order, invoices] of payable) {
		yes(invoices.length < 2, `order ${order} has ${invoices.length} payable pages: ${invoices.join(', ')}`);
	}
	for (const order of orders.values()) {
		yes(order.completed < 2, `payment_complete() ran ${order.completed} times for order ${order.id}`);
		if (order.paid && order.method === 'doku_akulaku') {
			const row = rows.find((one) => one.invoice === order.transaction);
			yes(row !== undefined && ['SUCCESS', 'REFUNDED'].includes(row.status), `order ${order.id} is ${order.status} without money`);
		}
	}
	return problems;
}
