// Runs the cases one after the other; see scripts/magento-live.
import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'cases');
const files = readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort();
const wanted = process.argv.slice(2);

if (wanted[0] === '--list') {
	for (const file of files) {
		const text = (await import('node:fs')).readFileSync(path.join(folder, file), 'utf8');
		for (const found of text.matchAll(/^\t'([a-z0-9-]+)'/gm)) {
			console.log(found[1]);
		}
	}
	process.exit(0);
}

const { agree } = await import('./lib/check.mjs');
const { control, notifications } = await import('./lib/shop.mjs');
const { close, leave } = await import('./lib/browser.mjs');
let passed = 0;
let failed = 0;
for (const file of files) {
	const { default: cases } = await import(pathToFileURL(path.join(folder, file)).href);
	for (const [name, run] of Object.entries(cases)) {
		if (wanted.length && !wanted.includes(name)) {
			continue;
		}
		const started = Date.now();
		try {
			await control('faults', undefined, 'DELETE');
			await notifications(true);
			await run();
			await agree();
			await leave(null);
			passed++;
			console.log(`ok     ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
		} catch (error) {
			failed++;
			await leave(name);
			console.log(`FAILED ${name}: ${error.stack?.split('\n').slice(0, 3).join(' | ')}`);
		}
	}
}
await close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
