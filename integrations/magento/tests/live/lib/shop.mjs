// The shop and the simulator as the cases see them.
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const env = process.env;
const here = path.dirname(fileURLToPath(import.meta.url));
const environment = { ...env, PHP_INI_SCAN_DIR: `${env.SHOP_FOLDER}/conf.d` };
export const url = env.SHOP_URL;
export const second = env.SHOP_SECOND;
export const folder = env.SHOP_FOLDER;
export const site = `${folder}/site`;

const last = (text) => JSON.parse(text.trim().split('\n').pop());

/** A look into the tables, see probe.php. */
export function look(command, ...args) {
	return last(execFileSync(env.SHOP_PHP, [`${here}/../probe.php`, site, env.SHOP_DATABASE, command, ...args.map(String)], { env: environment, encoding: 'utf8', maxBuffer: 1 << 26 }));
}

/** A piece of the shop's work in a process of its own, see inside.php. null: the process was killed. */
export function inside(command, ...args) {
	return new Promise((done, failed) => {
		const child = spawn(env.SHOP_PHP, [`${here}/../inside.php`, site, command, ...args.map(String)], { env: environment });
		let out = '';
		let errors = '';
		child.stdout.on('data', (data) => (out += data));
		child.stderr.on('data', (data) => (errors += data));
		child.on('error', failed);
		child.on('close', (code, signal) => {
			if (signal === 'SIGKILL') {
				done(null);
				return;
			}
			try {
				done(last(out));
			} catch {
				failed(new Error(`inside ${command} said: ${out.slice(0, 400)} ${errors.slice(0, 400)} (${code} ${signal})`));
			}
		});
	});
}

/** bin/magento. */
export function magento(...args) {
	return execFileSync(env.SHOP_PHP, ['bin/magento', '--no-interaction', '--no-ansi', ...args], { env: environment, cwd: site, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export async function control(call, body = undefined, method = undefined) {
	const answer = await fetch(`${env.SHOP_CONTROL}/_sandbox/${call}`, {
		method: method ?? (body === undefined ? 'GET' : 'POST'),
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await answer.text();
	if (!answer.ok) {
		throw new Error(`simulator ${call}: HTTP ${answer.status} ${text.slice(0, 200)}`);
	}
	return text === '' ? null : JSON.parse(text);
}

export const faults = (list, operation = 'generate') => control('faults', { faults: list, match: { operation } });
export const noFaults = () => control('faults', undefined, 'DELETE');
export const ledger = async () => (await control('orders')).orders;
export const atDoku = async (invoice) => (await ledger()).find((doku) => doku.invoice_number === invoice)?.status;
export const notifications = (on) => control('config', { notification_url: on ? `${url}/doku_akulaku/notification` : null });
export const decide = (invoice, decision, more = {}) => control(`orders/${encodeURIComponent(invoice)}/${decision}`, { wait: true, ...more });
export const notify = (invoice, more = {}) => control(`notify/${encodeURIComponent(invoice)}`, { wait: true, ...more });

/** What the cron does within the next minutes: our moments are made older, and each look-up is followed by telling the order. */
export async function later(seconds = 600) {
	for (let i = 0; i < 3; i++) {
		look('age', seconds);
		const said = await inside('reconcile');
		if (said?.error) {
			throw new Error(`reconcile: ${said.error}`);
		}
	}
}

export const buyer = {
	firstname: 'Budi', lastname: 'Santoso', street: ['Jl. Melati No. 8'], city: 'Bandung', region: 'Jawa Barat', postcode: '40115',
	country_id: 'ID', telephone: '0812-3456-7890', email: 'budi@pembeli.example',
};

/** REST of Magento: {status, data}. */
export async function rest(route, body = undefined, { token = null, method = undefined, base = url } = {}) {
	const answer = await fetch(`${base}/rest/V1/${route}`, {
		method: method ?? (body === undefined ? 'GET' : 'POST'),
		headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await answer.text();
	let data = text;
	try {
		data = JSON.parse(text);
	} catch {
		// A page of HTML: the case sees it as text.
	}
	return { status: answer.status, data };
}

export async function graphql(query, token = null) {
	const answer = await fetch(`${url}/graphql`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
		body: JSON.stringify({ query }),
	});
	return answer.json();
}

let adminToken = null;
export async function asAdmin(route, body = undefined, method = undefined) {
	adminToken ??= (await rest('integration/admin/token', { username: 'admin', password: 'Rahasia12345' })).data;
	return rest(route, body, { token: adminToken, method });
}

export const customerToken = async () => (await rest('integration/customer/token', { username: 'budi@pembeli.example', password: 'Rahasia12345' })).data;

/** A guest without a browser, by REST. */
export class Guest {
	constructor(base = url) {
		this.base = base;
		this.cart = null;
	}

	async call(route, body = undefined, method = undefined) {
		return rest(route, body, { base: this.base, method });
	}

	async add(sku = 'KAOS', qty = 1) {
		this.cart ??= (await this.call('guest-carts', {})).data;
		const added = await this.call(`guest-carts/${this.cart}/items`, { cartItem: { quote_id: this.cart, sku, qty } });
		if (added.status !== 200) {
			throw new Error(`cart: ${JSON.stringify(added)}`);
		}
	}

	/** The codes of the methods that are offered. */
	async ship(change = {}) {
		const address = { ...buyer, ...change };
		const { status, data } = await this.call(`guest-carts/${this.cart}/shipping-information`, {
			addressInformation: { shipping_address: address, billing_address: address, shipping_carrier_code: 'flatrate', shipping_method_code: 'flatrate' },
		});
		if (status !== 200) {
			throw new Error(`shipping: ${JSON.stringify(data).slice(0, 300)}`);
		}
		return data.payment_methods.map((one) => one.code);
	}

	async place(method = 'doku_akulaku', change = {}) {
		return this.call(`guest-carts/${this.cart}/payment-information`, { email: buyer.email, paymentMethod: { method }, billingAddress: { ...buyer, ...change } });
	}

	async address() {
		return this.call(`doku-akulaku/payment-url/${this.cart}`);
	}

	/** A placed order that nobody has sent anywhere yet. */
	async placed(sku = 'KAOS', qty = 1, change = {}) {
		await this.add(sku, qty);
		await this.ship(change);
		const { status, data } = await this.place('doku_akulaku', change);
		if (status !== 200) {
			throw new Error(`placing: HTTP ${status} ${JSON.stringify(data).slice(0, 300)}`);
		}
		return Number(data);
	}

	/** To a payment page: the order and its invoice. */
	async order(sku = 'KAOS', qty = 1) {
		const id = await this.placed(sku, qty);
		const { status, data } = await this.address();
		if (status !== 200) {
			throw new Error(`payment address: HTTP ${status} ${JSON.stringify(data).slice(0, 300)}`);
		}
		return { id, page: data, cart: this.cart, ...newest(id) };
	}
}

/** The newest try of an order, from our table. */
export function newest(order) {
	const rows = look('attempts').filter((row) => row.shop_order === String(order));
	const row = rows[rows.length - 1];
	return { invoice: row?.invoice, tries: rows.length, row };
}

/** A paid order. */
export async function paid(sku = 'KAOS', qty = 1) {
	const one = await new Guest().order(sku, qty);
	await decide(one.invoice, 'pay');
	return { ...one, order: look('order', one.id) };
}

/** The address of our waiting page, as DOKU was told. */
export async function waitingPage(invoice) {
	return (await ledger()).find((doku) => doku.invoice_number === invoice).callback_url;
}

/** A credit memo by REST: {status, data}. */
export async function refund(id, { online = true, items = undefined, more = {} } = {}) {
	const order = look('order', id);
	const invoice = order.invoices[0]?.id;
	return asAdmin(`invoice/${invoice}/refund`, { isOnline: online, ...(items ? { items } : {}), ...more });
}
