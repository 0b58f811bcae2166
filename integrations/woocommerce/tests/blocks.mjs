// The block's script, run in Node with stand-ins for what the checkout gives it.
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import vm from 'node:vm';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'assets', 'js', 'blocks.js');

function load(settings = {}, translate = (text) => text) {
	const registered = [];
	const effects = [];
	const window = {
		wc: { wcBlocksRegistry: { registerPaymentMethod: (method) => registered.push(method) }, wcSettings: { getSetting: () => settings } },
		wp: {
			element: { createElement: (type, props, ...children) => ({ type, props, children }), useEffect: (effect) => effects.push(effect) },
			htmlEntities: { decodeEntities: (text) => text.replaceAll('&amp;', '&') },
			i18n: { __: (text, domain) => {
				assert.equal(domain, 'paylater-gateway-for-akulaku');
				return translate(text);
			} },
		},
	};
	vm.runInNewContext(readFileSync(file, 'utf8'), { window });
	assert.equal(registered.length, 1);
	return { method: registered[0], effects };
}

const text = (node) => (node === null || node === undefined ? '' : typeof node === 'object' ? node.children.map(text).join(' ') : String(node));
const content = (method, props = {}) => method.content.type({ billing: { billingAddress: { phone: '0812' } }, ...props });
const cart = (total, more = {}) => ({ cartTotals: { total_price: String(total), currency_code: 'IDR', currency_minor_unit: 0 }, billingAddress: { country: 'ID' }, ...more });

test('it is registered under the gateway\'s id', () => {
	const { method } = load({ title: 'Akulaku &amp; PayLater', supports: ['products', 'refunds'] });
	assert.equal(method.name, 'doku_akulaku');
	assert.equal(method.ariaLabel, 'Akulaku & PayLater');
	assert.deepEqual([...method.supports.features], ['products', 'refunds']);
	assert.equal(load({}).method.ariaLabel, 'Akulaku PayLater');
});

test('minimum, maximum, currency and country', () => {
	const { method } = load({ minAmount: 10000, maxAmount: 500000, countries: ['ID'] });
	for (const [args, fits] of [
		[cart(9999), false], [cart(10000), true], [cart(500000), true], [cart(500001), false],
		[cart(20000, { billingAddress: { country: 'SG' } }), false], [cart(20000, { billingAddress: { country: '' } }), true],
		[{ cartTotals: { total_price: '20000', currency_code: 'USD', currency_minor_unit: 2 } }, false],
		[{ cartTotals: { total_price: '2000000', currency_code: 'IDR', currency_minor_unit: 2 } }, false],
	]) {
		assert.equal(method.canMakePayment(args), fits, JSON.stringify(args));
	}
	assert.equal(load({ minAmount: null, maxAmount: null, countries: [] }).method.canMakePayment(cart(1, { billingAddress: { country: 'SG' } })), true);
});

test('the box says what PayLater is, and marks the sandbox', () => {
	const { method } = load({ description: 'One line.', sandbox: true });
	assert.match(text(content(method)), /One line\..*Akulaku's page.*[Ss]andbox/);
	assert.doesNotMatch(text(content(load({ sandbox: false }).method)), /[Ss]andbox/);
});

test('a missing phone number stops the press, in words', () => {
	const { method, effects } = load({});
	let setup = null;
	const events = { onPaymentSetup: (run) => {
		setup = run;
		return () => undefined;
	} };
	const responseTypes = { SUCCESS: 'success', ERROR: 'error' };
	const shown = content(method, { billing: { billingAddress: { phone: ' ' } }, eventRegistration: events, emitResponse: { responseTypes } });
	assert.match(text(shown), /phone number/);
	effects.pop()();
	const { type, message } = setup();
	assert.equal(type, 'error');
	assert.match(message, /phone number/);
	content(method, { billing: { billingAddress: { phone: '' } }, shippingData: { shippingAddress: { phone: '0812' } }, eventRegistration: events, emitResponse: { responseTypes } });
	effects.pop()();
	assert.equal(setup().type, 'success');
});

test('while DOKU is asked it says so', () => {
	const { method } = load({});
	assert.match(text(content(method, { checkoutStatus: { isProcessing: true } })), /Contacting Akulaku/);
	assert.doesNotMatch(text(content(method, { checkoutStatus: { isProcessing: false } })), /Contacting Akulaku/);
});

test('every text of it is in the Indonesian file', () => {
	const json = JSON.parse(readFileSync(path.join(path.dirname(file), '..', '..', 'languages', 'paylater-gateway-for-akulaku-id_ID-doku-akulaku-blocks.json'), 'utf8'));
	const messages = json.locale_data.messages;
	const { method } = load({ sandbox: true }, (english) => {
		assert.ok(messages[english]?.[0], `no translation: ${english}`);
		return messages[english][0];
	});
	assert.match(text(content(method, { checkoutStatus: { isProcessing: true }, billing: {} })), /Anda akan diarahkan.*Menghubungi Akulaku/);
});
