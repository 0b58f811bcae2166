// The shop and the simulator as the cases see them.
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const env = process.env;
const probe = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'probe.php');
export const url = env.SHOP_URL;
export const site = `${env.SHOP_FOLDER}/site`;
// WordPress is large: compiled files are kept between the looks.
mkdirSync(`${env.SHOP_FOLDER}/opcache`, { recursive: true });
const fast = ['-d', 'opcache.enable_cli=1', '-d', `opcache.file_cache=${env.SHOP_FOLDER}/opcache`, '-d', 'opcache.file_cache_only=1'];
const environment = { ...env, PHP_INI_SCAN_DIR: `${env.SHOP_FOLDER}/conf.d` };

/** A look into the shop, see probe.php. */
export function look(command, ...args) {
	const out = execFileSync(env.SHOP_PHP, [...fast, probe, site, command, ...args.map(String)], { env: environment, encoding: 'utf8', maxBuffer: 1 << 26 });
	return JSON.parse(out.trim().split('\n').pop());
}

/** The same beside the test, for things that happen at once. */
export function lookLater(command, ...args) {
	return new Promise((done, failed) => {
		const child = spawn(env.SHOP_PHP, [...fast, probe, site, command, ...args.map(String)], { env: environment });
		let out = '';
		child.stdout.on('data', (data) => (out += data));
		child.on('error', failed);
		child.on('close', () => {
			try {
				done(JSON.parse(out.trim().split('\n').pop()));
			} catch {
				failed(new Error(`probe ${command} said: ${out.slice(0, 300)}`));
			}
		});
	});
}

const products = Object.fromEntries(readFileSync(`${env.SHOP_FOLDER}/shop.txt`, 'utf8').trim().split('\n').map((line) => line.split('=')));
export const product = (sku) => Number(products[sku]);
export const version = products.version;

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

export const faults = (list, match = { operation: 'generate' }) => control('faults', { faults: list, match });
export const ledger = async () => (await control('orders')).orders;
export const notifications = (on) => control('config', { notification_url: on ? `${url}/wp-json/doku-akulaku/v1/notification` : null });
export const decide = (invoice, decision, more = {}) => control(`orders/${encodeURIComponent(invoice)}/${decision}`, { wait: true, ...more });

export const buyer = {
	first_name: 'Budi', last_name: 'Santoso', address_1: 'Jl. Melati No. 8', address_2: 'Coblong', city: 'Kota Bandung', state: 'JB',
	postcode: '40115', country: 'ID', phone: '0812-3456-7890',
};

/** A shopper without a browser, by the Store API. */
export class Shopper {
	constructor() {
		this.token = null;
		this.email = `budi${Math.random().toString(36).slice(2)}@pembeli.example`;
	}

	async call(route, body = undefined) {
		const headers = { 'Content-Type': 'application/json' };
		if (this.token) {
			headers['Cart-Token'] = this.token;
		}
		const answer = await fetch(`${url}/wp-json/wc/store/v1/${route}`, { method: body === undefined ? 'GET' : 'POST', headers, body: body && JSON.stringify(body) });
		this.token ??= answer.headers.get('Cart-Token');
		return { status: answer.status, data: await answer.json() };
	}

	async add(sku, quantity = 1) {
		if (!this.token) {
			await this.call('cart');
		}
		return this.call('cart/add-item', { id: product(sku), quantity });
	}

	async checkout(change = {}, method = 'doku_akulaku') {
		// WooCommerce reserves stock by the second: the same order's reservation again within one counts as out of stock.
		while (Math.floor(Date.now() / 1000) === this.second) {
			await new Promise((go) => setTimeout(go, 1000 - (Date.now() % 1000)));
		}
		const address = { ...buyer, ...change };
		const answer = await this.call('checkout', { billing_address: { ...address, email: this.email }, shipping_address: address, payment_method: method });
		this.second = Math.floor(Date.now() / 1000);
		return answer;
	}

	/** To a payment page: the order and its invoice. */
	async order(sku = 'KAOS', quantity = 1) {
		await this.add(sku, quantity);
		const { status, data } = await this.checkout();
		if (status !== 200) {
			throw new Error(`checkout: HTTP ${status} ${JSON.stringify(data).slice(0, 300)}`);
		}
		return { id: data.order_id, page: data.payment_result.redirect_url, ...(await newest(data.order_id)) };
	}
}

/** The newest try of an order, from our table. */
export async function newest(order) {
	const rows = look('attempts').filter((row) => row.shop_order === String(order));
	const row = rows[rows.length - 1];
	return { invoice: row?.invoice, tries: rows.length, row };
}
