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

/** Until the condition holds, for ten seconds at most. */
export async function eventually(condition) {
	for (const until = Date.now() + 10000; Date.now() < until; ) {
		if (await condition()) {
			return true;
		}
		await new Promise((go) => setTimeout(go, 100));
	}
	return false;
}

/** The simulator's ledger, our rows and Magento's orders agree; what is under way is waited for. */
export async function agree() {
	const fresh = async () => (await disagreements()).filter((problem) => !known.has(problem));
	await eventually(async () => (await fresh()).length === 0);
	for (const problem of await disagreements()) {
		if (!known.has(problem)) {
			// Named once: the cases after this one are judged by themselves.
			known.add(problem);
			throw new Failed(problem);
		}
	}
}

const known = new Set();
const METHOD = 'doku_akulaku';
const PAID_INVOICE = '2';
const CANCELLED_INVOICE = '3';

/** Every contradiction, in words. */
export async function disagreements() {
	const problems = [];
	const rows = look('attempts');
	const orders = look('orders').filter((order) => order.method === METHOD);
	const books = await ledger();
	const byId = new Map(orders.map((order) => [String(order.id), order]));
	books.forEach((doku) => problems.push(...ofBook(doku, rows, byId)));
	orders.forEach((order) => problems.push(...ofOrder(order, rows, books)));
	return problems;
}

/** DOKU's book against our row and the order. */
function ofBook(doku, rows, orders) {
	const row = rows.find((one) => one.invoice === doku.invoice_number);
	if (row === undefined) {
		return [`${doku.invoice_number} is at DOKU, but we have no row`];
	}
	const problems = [];
	const say = (condition, what) => condition || problems.push(what);
	const order = orders.get(row.shop_order);
	const notes = (order?.notes ?? []).join('\n');
	say(doku.amount === Number(row.amount), `amount of ${row.invoice}: ${doku.amount} at DOKU, ${row.amount} in its row`);
	if (order === undefined) {
		return [...problems, `${row.invoice} has no order`];
	}
	say(doku.amount === Number(order.total), `amount of ${row.invoice}: ${doku.amount} at DOKU, order ${order.number} says ${order.total}`);
	if (doku.status === 'PENDING') {
		say(['PENDING', 'UNKNOWN'].includes(row.status), `${row.invoice} can be paid, but its row says ${row.status}`);
		say(order.state !== 'canceled', `${row.invoice} can be paid, but order ${order.number} is cancelled`);
	}
	if (doku.status === 'SUCCESS') {
		say(row.status === 'SUCCESS', `${row.invoice} is paid at DOKU, its row says ${row.status}`);
		say(notes.includes(row.invoice), `${row.invoice} is paid, and nobody can see it at order ${order.number}`);
		const booked = order.invoices.some((invoice) => invoice.transaction === row.invoice && String(invoice.state) === PAID_INVOICE);
		say(booked || String(order.alarm) === '1', `${row.invoice} is paid, order ${order.number} is ${order.state} without invoice and without alarm`);
		say(!order.creditmemos.length || !booked || /another way|offline/i.test(notes) || meant.has(order.id), `${row.invoice} was not refunded at DOKU, order ${order.number} has a credit memo`);
	}
	if (doku.status === 'REFUNDED') {
		say(row.status === 'REFUNDED', `${row.invoice} is refunded at DOKU, its row says ${row.status}`);
		if (order.invoices.some((invoice) => invoice.transaction === row.invoice)) {
			say(order.state === 'closed' && order.creditmemos.length === 1, `${row.invoice} is refunded at DOKU, order ${order.number} is ${order.state} with ${order.creditmemos.length} credit memos`);
		}
	}
	if (['CANCELLED', 'EXPIRED'].includes(doku.status)) {
		say([doku.status, 'CANCELLED', 'EXPIRED'].includes(row.status), `${row.invoice} is ${doku.status} at DOKU, its row says ${row.status}`);
	}
	return problems;
}

/** Orders whose refund was booked offline on purpose. */
export const meant = new Set();

/** Magento's order in itself and against the money. */
function ofOrder(order, rows, books) {
	const problems = [];
	const say = (condition, what) => condition || problems.push(`order ${order.number}: ${what}`);
	const own = rows.filter((row) => row.shop_order === String(order.id));
	const invoices = order.invoices.filter((invoice) => String(invoice.state) !== CANCELLED_INVOICE);
	const status = (row) => books.find((doku) => doku.invoice_number === row.invoice)?.status;
	say(own.filter((row) => status(row) === 'PENDING').length < 2, 'several payable pages');
	say(invoices.length < 2, `${invoices.length} invoices`);
	say(order.creditmemos.length < 2, `${order.creditmemos.length} credit memos`);
	for (const invoice of invoices.filter((one) => one.transaction)) {
		say(own.some((row) => row.invoice === invoice.transaction && ['SUCCESS', 'REFUNDED'].includes(status(row))), `invoice without money at DOKU (${invoice.transaction})`);
		say(Number(order.paid) === Number(order.total), `total_paid is ${order.paid} of ${order.total}`);
		say(['processing', 'complete', 'closed'].includes(order.state), `paid, but ${order.state}`);
	}
	if (order.creditmemos.length) {
		say(Number(order.refunded) === Number(order.total), `total_refunded is ${order.refunded} of ${order.total}`);
		say(order.state === 'closed', `refunded, but ${order.state}`);
	} else {
		say(Number(order.refunded ?? 0) === 0, `total_refunded is ${order.refunded} without a credit memo`);
	}
	for (const kind of [/\border\b.*confirmation|confirmation/i, /^Invoice/i]) {
		const seen = order.mails.filter((subject) => kind.test(subject)).length;
		say(seen < 2, `${seen} mails ${kind}`);
	}
	return problems;
}
