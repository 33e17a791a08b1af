// The script of the pages, in Chromium: what it adds, and that it takes nothing away. Pages come from the gallery (written
// by the unit test), behind a small server that says what we tell it to say. Ends with "N passed, N failed".
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { launch } from './look.mjs'

const only = process.argv[2]
const site = mkdtempSync(join(tmpdir(), 'tn-script-'))
execFileSync(join(process.env.BUILD ?? join(import.meta.dirname, '../../build-test'), 'tests/unit/gallery_test'), { env: { ...process.env, TN_GALLERY: site }, stdio: 'ignore' })

const types = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.html': 'text/html; charset=utf-8' }
const csp = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
let posts = [], status = 204, change = html => html
const server = createServer((req, res) => {
	let body = ''
	req.on('data', d => { body += d })
	req.on('end', () => {
		if (req.method === 'POST') {
			posts.push({ url: req.url, body, draft: req.headers['x-concept'] === '1' })
			res.writeHead(status)
			return res.end()
		}
		const name = req.url.split('?')[0].replace(/^\/(s\/)?/, '') || 'index.nl.html'
		const file = join(site, name)
		if (!/^[\w.-]+$/.test(name) || !existsSync(file)) {
			res.writeHead(404)
			return res.end()
		}
		const bytes = readFileSync(file)
		res.writeHead(200, { 'content-type': types[extname(name)], 'content-security-policy': csp })
		res.end(extname(name) === '.html' ? change(bytes.toString()) : bytes)
	})
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const url = `http://127.0.0.1:${server.address().port}`

const same = (got, want, what) => {
	if (JSON.stringify(got) !== JSON.stringify(want))
		throw new Error(`${what}: ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`)
}
/** Waits at most 15 s for what must come. */
const until = async (test, what) => {
	for (let i = 0; i < 300; i++) {
		if (await test())
			return
		await new Promise(done => setTimeout(done, 50))
	}
	throw new Error('never: ' + what)
}
const line = page => page.locator('.save').innerText()

const cases = {
	async 'keeps a draft after typing'(page) {
		await page.goto(url + '/question.nl.html')
		await page.fill('#mening', 'Noor is thuis vrolijk & blij')
		await until(() => posts.length === 1, 'draft')
		same(posts[0].draft, true, 'header')
		same(new URLSearchParams(posts[0].body).get('mening'), 'Noor is thuis vrolijk & blij', 'text')
		same(new URLSearchParams(posts[0].body).get('_csrf'), 'token-of-the-visitor', 'token')
		await until(async () => /^Uw tekst is bewaard: \d\d?\.\d\d uur/.test(await line(page)), 'says so')
	},
	async 'does not send what was not typed'(page) {
		await page.goto(url + '/question.nl.html')
		await page.waitForTimeout(2500)
		same(posts.length, 0, 'drafts')
	},
	async 'never puts a password or a code in a draft'(page) {
		change = html => html.replace('<textarea', '<input type="password" name="geheim" id="geheim"><textarea')
		await page.goto(url + '/question.nl.html')
		await page.fill('#geheim', 'hunter2')
		await page.waitForTimeout(2500)
		same(posts.length, 0, 'a secret alone keeps nothing')
		await page.fill('#mening', 'goed')
		await until(() => posts.length === 1, 'draft')
		same(posts[0].body.includes('hunter2'), false, 'secret in draft')
	},
	async 'says that keeping failed, tries again, and asks before leaving'(page) {
		status = 503
		await page.goto(url + '/question.nl.html')
		await page.click('#mening')
		await page.keyboard.type('blijft staan')
		await until(async () => /Bewaren lukt nu niet/.test(await line(page)), 'says it failed')
		same(await page.inputValue('#mening'), 'blijft staan', 'text stays')
		let asked = 0
		page.on('dialog', dialog => { asked++; dialog.dismiss() })
		await page.close({ runBeforeUnload: true })
		await until(() => asked === 1, 'asks')
		status = 204
		await until(async () => /Uw tekst is bewaard/.test(await line(page)), 'kept later')
	},
	async 'lets go without asking when the draft is kept'(page) {
		await page.goto(url + '/question.nl.html')
		await page.click('#mening')
		await page.keyboard.type('klaar')
		await until(() => posts.length === 1, 'draft')
		await until(async () => /Uw tekst is bewaard/.test(await line(page)), 'kept')
		let asked = 0
		page.on('dialog', dialog => { asked++; dialog.accept() })
		await page.goto(url + '/dossier.nl.html')
		same(asked, 0, 'questions')
	},
	async 'sends a form once when the button is pressed twice'(page) {
		status = 204
		await page.goto(url + '/question.nl.html')
		await page.locator('button', { hasText: 'Opslaan en verder' }).click()
		await page.locator('button', { hasText: 'Opslaan en verder' }).click()
		await page.waitForTimeout(300)
		same(posts.filter(p => !p.draft).length, 1, 'posts')
	},
	async 'puts the focus on the summary of errors, and its links in the fields'(page) {
		await page.goto(url + '/form.nl.html')
		same(await page.evaluate(() => document.activeElement.className), 'err', 'focus')
		await page.click('.err a[href="#reden"]')
		same(await page.evaluate(() => document.activeElement.id), 'reden', 'field')
	},
	async 'ticks all rows'(page) {
		await page.goto(url + '/work.nl.html')
		const boxes = page.locator('td.sel input')
		await page.click('[data-all] label')
		same(await boxes.evaluateAll(all => all.every(b => b.checked)), true, 'all')
		await page.locator('td.sel label').first().click()
		same(await page.locator('[data-all] input').evaluate(b => [b.checked, b.indeterminate]), [false, true], 'master')
		same(await page.locator('[data-all] .num').innerText(), '3 / 4', 'count')
	},
	async 'keeps what can be undone in view'(page) {
		await page.clock.install()
		await page.goto(url + '/work.nl.html')
		await page.clock.runFor(60000)
		same(await page.locator('.toast').count(), 1, 'notice')
		await page.locator('.toast button').click()
		await until(() => posts.length === 1, 'undo')
		same(posts[0].url, '/ongedaan/1', 'address')
	},
	async 'warns 5 minutes before the session ends, and stays when asked'(page) {
		await page.clock.install()
		await page.goto(url + '/dossier.nl.html')
		same(await page.locator('[data-warn]').isVisible(), false, 'at once')
		await page.clock.runFor(24 * 60000)
		same(await page.locator('[data-warn]').isVisible(), false, 'after 24 minutes')
		await page.clock.runFor(61000)
		same(await page.locator('[data-warn]').isVisible(), true, 'after 25 minutes')
		await page.click('[data-warn] button')
		await until(async () => !await page.locator('[data-warn]').isVisible(), 'gone')
	},
	async 'closes the menu with Escape and gives the focus back'(page) {
		await page.goto(url + '/dossier.nl.html')
		await page.click('.who summary')
		same(await page.locator('.who .menu').isVisible(), true, 'open')
		await page.keyboard.press('Tab')
		await page.keyboard.press('Escape')
		same(await page.locator('.who .menu').isVisible(), false, 'closed')
		same(await page.evaluate(() => document.activeElement.matches('.who summary')), true, 'focus')
		await page.click('.who summary')
		await page.click('h1')
		same(await page.locator('.who .menu').isVisible(), false, 'closed by a press beside it')
	},
	async 'has no shortcuts until they are switched on'(page) {
		await page.goto(url + '/dossier.nl.html')
		await page.keyboard.press('g')
		await page.keyboard.press('w')
		await page.waitForTimeout(200)
		same(new URL(page.url()).pathname, '/dossier.nl.html', 'off')
		await page.goto(url + '/work.nl.html')
		same(await page.locator('[data-keys]').isVisible(), false, 'list')
		await page.keyboard.press('?')
		same(await page.evaluate(() => document.activeElement.matches('[data-keys]')), true, 'list has the focus')
		same((await page.locator('[data-keys] li').first().innerText()).replace(/\s+/g, ' '), 'g w Werkvoorraad', 'first line')
		await page.keyboard.press('Escape')
		same(await page.locator('[data-keys]').isVisible(), false, 'list closed')
		const asked = page.waitForRequest(url + '/werk')
		await page.keyboard.press('g')
		await page.keyboard.press('w')
		await asked
	},
	async 'asks for nothing it may not'(page) {
		const said = []
		page.on('console', m => { if (m.type() === 'error') said.push(m.text()) })
		page.on('pageerror', e => said.push(e.message))
		for (const name of ['index', 'dossier', 'work', 'parent', 'pupil', 'form', 'question', 'sign-in', 'code', 'conflict', 'done'])
			await page.goto(`${url}/${name}.nl.html`)
		same(said, [], 'console')
	},
}

const browser = await launch()
let passed = 0, failed = 0
for (const [name, run] of Object.entries(cases).filter(([n]) => !only || n === only)) {
	posts = []
	status = 204
	change = html => html
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL' })
	try {
		await run(await context.newPage())
		passed++
	} catch (e) {
		failed++
		console.log(`FAIL ${name}\n     ${e.message.split('\n')[0]}\n     again: node tests/pages/script.mjs "${name}"`)
	}
	await context.close()
}
await browser.close()
server.close()
rmSync(site, { recursive: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
