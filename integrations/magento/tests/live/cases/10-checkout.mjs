// Placing an order without a browser: REST and GraphQL, guest and customer.
import { equal, match, yes } from '../lib/check.mjs';
import { Guest, asAdmin, atDoku, buyer, customerToken, decide, graphql, ledger, look, magento, newest, notify, rest, second } from '../lib/shop.mjs';

const address = `{firstname: "Budi", lastname: "Santoso", street: ["Jl. Melati No. 8"], city: "Bandung", region: "Jawa Barat", postcode: "40115", country_code: "ID", telephone: "0812-3456-7890"}`;

async function graphqlData(query, token = null) {
	const { data, errors } = await graphql(query, token);
	yes(!errors, `GraphQL: ${JSON.stringify(errors)?.slice(0, 400)}`);
	return data;
}

/** A cart by GraphQL up to the placing. */
async function graphqlCart(token = null) {
	const cart = token ? (await graphqlData('{customerCart {id}}', token)).customerCart.id : (await graphqlData('mutation {createEmptyCart}')).createEmptyCart;
	const steps = [
		`addSimpleProductsToCart(input: {cart_id: "${cart}", cart_items: [{data: {quantity: 1, sku: "KAOS"}}]}) {cart {id}}`,
		...(token ? [] : [`setGuestEmailOnCart(input: {cart_id: "${cart}", email: "${buyer.email}"}) {cart {id}}`]),
		`setShippingAddressesOnCart(input: {cart_id: "${cart}", shipping_addresses: [{address: ${address}}]}) {cart {id}}`,
		`setBillingAddressOnCart(input: {cart_id: "${cart}", billing_address: {address: ${address}}}) {cart {id}}`,
		`setShippingMethodsOnCart(input: {cart_id: "${cart}", shipping_methods: [{carrier_code: "flatrate", method_code: "flatrate"}]}) {cart {available_payment_methods {code}}}`,
		`setPaymentMethodOnCart(input: {cart_id: "${cart}", payment_method: {code: "doku_akulaku"}}) {cart {id}}`,
	];
	for (const step of steps) {
		await graphqlData(`mutation {${step}}`, token);
	}
	return cart;
}

const state = (order) => [order.state, order.status];

/** Paid: one invoice with the payment's number, mails once. */
function isPaid(id, invoice) {
	const order = look('order', id);
	equal(state(order), ['processing', 'processing'], 'order');
	equal(order.invoices.map((one) => [String(one.state), one.transaction]), [['2', invoice]], 'invoices');
	equal(order.transactions.map((one) => [one.id, one.type]), [[invoice, 'capture']], 'transactions');
	equal(Number(order.due), 0, 'total due');
	return order;
}

export default {
	'rest-guest': async () => {
		const one = await new Guest().order('KAOS', 2);
		const before = look('order', one.id);
		equal(state(before), ['pending_payment', 'pending_payment'], 'before the money');
		equal([Number(before.total), before.mails], [90010, []], 'total, and no mail yet');
		await decide(one.invoice, 'pay');
		const order = isPaid(one.id, one.invoice);
		equal(order.mails.length, 2, `mails (${order.mails.join(' | ')})`);
		yes(order.notes.some((note) => note.includes(one.invoice)), 'no comment names the payment');
		const again = await rest(`doku-akulaku/payment-url/${one.cart}`);
		equal(again.status, 400, 'the address of a paid order');
	},

	'rest-customer': async () => {
		const token = await customerToken();
		const cart = (await rest('carts/mine', {}, { token })).data;
		await rest('carts/mine/items', { cartItem: { quote_id: cart, sku: 'KAOS', qty: 1 } }, { token });
		await rest('carts/mine/shipping-information', { addressInformation: { shipping_address: buyer, billing_address: buyer, shipping_carrier_code: 'flatrate', shipping_method_code: 'flatrate' } }, { token });
		const { status, data: id } = await rest('carts/mine/payment-information', { paymentMethod: { method: 'doku_akulaku' }, billingAddress: buyer }, { token });
		equal(status, 200, `placing: ${JSON.stringify(id)}`);
		const address = await rest(`doku-akulaku/mine/payment-url/${id}`, undefined, { token });
		equal(address.status, 200, JSON.stringify(address.data));
		match(address.data, /\/pay\//, 'the address');
		equal((await rest(`doku-akulaku/mine/payment-url/${id}`)).status, 401, 'without a customer');
		const other = await new Guest().placed();
		equal((await rest(`doku-akulaku/mine/payment-url/${other}`, undefined, { token })).status, 404, "somebody else's order");
		const { invoice } = newest(id);
		await decide(invoice, 'pay');
		isPaid(id, invoice);
	},

	'graphql-guest': async () => {
		const cart = await graphqlCart();
		const { placeOrder } = await graphqlData(`mutation {placeOrder(input: {cart_id: "${cart}"}) {order {order_number doku_akulaku_payment_url}}}`);
		match(placeOrder.order.doku_akulaku_payment_url, /\/pay\//, 'the address');
		const order = look('order-of-number', placeOrder.order.order_number);
		const { invoice } = newest(order.id);
		await decide(invoice, 'pay');
		isPaid(order.id, invoice);
	},

	'graphql-customer': async () => {
		const token = await customerToken();
		const cart = await graphqlCart(token);
		const { placeOrder } = await graphqlData(`mutation {placeOrder(input: {cart_id: "${cart}"}) {order {order_number doku_akulaku_payment_url}}}`, token);
		match(placeOrder.order.doku_akulaku_payment_url, /\/pay\//, 'the address');
		const number = placeOrder.order.order_number;
		const mine = (await graphqlData(`{customer {orders(filter: {number: {eq: "${number}"}}) {items {number doku_akulaku_payment_url}}}}`, token)).customer.orders.items[0];
		equal(mine.doku_akulaku_payment_url, placeOrder.order.doku_akulaku_payment_url, 'the same address later');
		const order = look('order-of-number', number);
		equal(newest(order.id).tries, 1, 'tries');
		await decide(newest(order.id).invoice, 'pay');
		isPaid(order.id, newest(order.id).invoice);
	},

	'address-before-the-order': async () => {
		const guest = new Guest();
		await guest.add();
		equal((await guest.address()).status, 404, 'a cart that is no order');
		for (const token of ['1', '1-' + '0'.repeat(64), 'x'.repeat(32), "'%20or%201=1", '0'.repeat(200)]) {
			equal((await rest(`doku-akulaku/payment-url/${token}`)).status, 404, token);
		}
	},

	'four-placements-at-once': async () => {
		const guest = new Guest();
		await guest.add();
		await guest.ship();
		const before = look('orders').length;
		const answers = await Promise.all(Array.from({ length: 4 }, () => guest.place()));
		equal(look('orders').length - before, 1, `orders of one cart (${answers.map((answer) => answer.status)})`);
		equal(answers.filter((answer) => answer.status === 200).length, 1, 'answers that say so');
		// And the address four times at once: one page.
		const pages = await Promise.all(Array.from({ length: 4 }, () => guest.address()));
		const urls = new Set(pages.filter((page) => page.status === 200).map((page) => page.data));
		yes(urls.size <= 1, `several pages: ${[...urls].join(' ')}`);
		equal((await guest.address()).status, 200, 'the address afterwards');
		const order = look('newest-order');
		equal(newest(order.id).tries, 1, 'tries');
		await decide(newest(order.id).invoice, 'pay');
		isPaid(order.id, newest(order.id).invoice);
	},

	'tax-makes-a-fraction': async () => {
		magento('cache:clean', 'config');
		const guest = new Guest();
		await guest.add('PAJAK', 3);
		const methods = await guest.ship();
		const { data: totals } = await guest.call(`guest-carts/${guest.cart}/totals`);
		yes(!Number.isInteger(totals.base_grand_total), `the total is whole: ${totals.base_grand_total}`);
		yes(!methods.includes('doku_akulaku'), `offered for ${totals.base_grand_total}`);
		const { status } = await guest.place();
		equal(status, 400, 'placing all the same');
		yes(look('sql', "SELECT flag_data FROM flag WHERE flag_code = 'doku_akulaku_fraction_seen'").length === 1, 'the operator is not told');
	},

	'country-and-bounds': async () => {
		const set = (field, value) => magento('config:set', `payment/doku_akulaku/${field}`, value);
		try {
			set('min_order_total', '60000');
			set('max_order_total', '100000');
			const offered = async (qty, change = {}) => {
				const guest = new Guest();
				await guest.add('KAOS', qty);
				return (await guest.ship(change)).includes('doku_akulaku');
			};
			equal([await offered(1), await offered(2), await offered(3)], [false, true, false], '45005, 90010 and 135015 between 60000 and 100000');
			set('allowspecific', '1');
			set('specificcountry', 'ID');
			equal([await offered(2), await offered(2, { country_id: 'SG', region: '' })], [true, false], 'Indonesia, Singapore');
		} finally {
			look('change', "DELETE FROM core_config_data WHERE path IN ('payment/doku_akulaku/min_order_total', 'payment/doku_akulaku/max_order_total', 'payment/doku_akulaku/allowspecific', 'payment/doku_akulaku/specificcountry')");
			magento('cache:clean', 'config');
		}
	},

	'phone-cannot-be-read': async () => {
		const guest = new Guest();
		const id = await guest.placed('KAOS', 1, { telephone: 'tidak ada' });
		const { status, data } = await guest.address();
		equal(status, 400, 'status');
		match(data.message, /mobile number/, 'the sentence');
		equal(newest(id).invoice === undefined || (await atDoku(newest(id).invoice)) === undefined, true, 'something was sent');
	},

	'two-websites': async () => {
		const one = await new Guest().order();
		const two = await new Guest(second).order();
		const books = await ledger();
		const client = (invoice) => books.find((doku) => doku.invoice_number === invoice).client_id;
		equal([client(one.invoice), client(two.invoice)], ['MCH-0001-10791114622547', 'MCH-0002-20000000000002'], 'accounts');
		await Promise.all([decide(one.invoice, 'pay'), decide(two.invoice, 'pay')]);
		isPaid(one.id, one.invoice);
		isPaid(two.id, two.invoice);
		const { status } = await asAdmin(`invoice/${look('order', two.id).invoices[0].id}/refund`, { isOnline: true });
		equal(status, 200, 'refund');
		equal([await atDoku(two.invoice), look('order', two.id).state], ['REFUNDED', 'closed'], 'refunded by its own account');
	},

	'forged': async () => {
		const one = await new Guest().order();
		for (const forge of ['signature', 'secret', 'body', 'target', 'client_id', 'no_signature', 'response_layout']) {
			const { notification } = await notify(one.invoice, { status: 'SUCCESS', forge });
			equal(notification.attempts[0].status, 401, forge);
		}
		equal(look('order', one.id).state, 'pending_payment', 'order');
		const get = await fetch(`${process.env.SHOP_URL}/doku_akulaku/notification`, { redirect: 'manual' });
		yes(get.status === 404 || get.status === 405, `GET: ${get.status}`);
		const bare = await fetch(`${process.env.SHOP_URL}/doku_akulaku/notification`, { method: 'POST', body: '{}', redirect: 'manual' });
		equal(bare.status, 401, 'without headers');
	},

	'amount-differs': async () => {
		const one = await new Guest().order();
		await notify(one.invoice, { status: 'SUCCESS', amount: 1 });
		const order = look('order', one.id);
		equal([order.state, order.invoices.length, String(order.alarm)], ['pending_payment', 0, '1'], 'order');
		match(order.notes.join('\n'), /amounts differ/i, 'the note');
		// The right amount is believed, and the mark stays until a person has looked.
		await decide(one.invoice, 'pay');
		equal(String(isPaid(one.id, one.invoice).alarm), '1', 'the mark');
	},
};
