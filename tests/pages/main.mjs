// Runs the page checks: every page once per role at 390 px with axe; a pairwise sample of widths, dark, forced colours and
// no JavaScript; the keyboard; hostile input; journeys. What may be opened by whom is read from ../http/matrix.golden.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { House } from './house.mjs'
import { axeFaults, contextOf, htmlFaults, keyboardFaults, launch, layoutFaults, listen } from './look.mjs'
import { journeys, signIn } from './journeys.mjs'
import { hostileInput } from './vectors.mjs'

const quick = process.argv.includes('--quick')
const only = process.argv.slice(2).find(a => !a.startsWith('--'))
const here = import.meta.dirname
// What stands after the name of a journey.
const ways = { nl: ['lang', 'nl'], en: ['lang', 'en'], plain: ['js', false], script: ['js', true] }
const how = Object.fromEntries(process.argv.slice(2).filter(a => !a.startsWith('--')).slice(1).map(a => ways[a] ?? ['width', Number(a)]))
let passed = 0, failed = 0

function report(name, faults) {
	if (faults.length === 0) {
		passed++
		return
	}
	failed++
	console.log(`FAIL ${name}`)
	for (const f of [...new Set(faults)].slice(0, 8))
		console.log('     ' + f)
	console.log(`     again: tests/pages/run ${name.split(' ')[0]}`)
}

/** [{pattern, path, accounts: those who get 200}] of the golden matrix, its {variables} filled in from matrix.case. */
function pages(house) {
	const vars = {}
	for (const m of readFileSync(join(here, '../http/cases/matrix.case'), 'utf8').matchAll(/^let (\w+) = sql "(.*)"$/gm))
		vars[m[1]] = house.sql(m[2].replace(/\\"/g, '"').replace(/\{(\w+)\}/g, (_, v) => vars[v]))
	let accounts = []
	const found = []
	for (const line of readFileSync(join(here, '../http/matrix.golden'), 'utf8').split('\n')) {
		const words = line.split('#')[0].trim().split(/\s+/)
		if (words[0] === 'accounts')
			accounts = words.slice(1)
		if (words[0] !== 'GET' || /^\/api\/|\.(xlsx|json)$/.test(words[1] ?? '')) // for programs, and downloads
			continue
		const statuses = words.slice(-accounts.length)
		const path = (words[2]?.startsWith('/') ? words[2] : words[1]).replace(/\{(\w+)\}/g, (_, v) => vars[v])
		found.push({ pattern: words[1], path, accounts: accounts.filter((a, i) => statuses[i] === '200' && !a.endsWith('/half')) })
	}
	return found.filter(p => p.accounts.length > 0)
}

// Every pair of values of (width, dark, forced colours, JavaScript) is in one of these rows.
const sample = [
	{ width: 320, dark: false, forced: false, js: true }, { width: 320, dark: true, forced: true, js: false },
	{ width: 390, dark: true, forced: false, js: false }, { width: 390, dark: false, forced: true, js: true },
	{ width: 1280, dark: false, forced: false, js: false }, { width: 1280, dark: true, forced: true, js: true },
]
const named = how => `${how.width}${how.dark ? ' dark' : ''}${how.forced ? ' forced-colours' : ''}${how.js ? '' : ' no-js'}`

/** One page in an open tab; `said` is what listen() collects for that tab. */
async function lookAt(tab, said, house, page, account, how, { axe = true, html = false, keys = false } = {}) {
	said.length = 0
	const faults = []
	try {
		const answer = await tab.goto(house.url + page.path, { waitUntil: 'load' })
		if (answer.status() !== 200)
			faults.push(`status ${answer.status()}`)
		if (axe)
			faults.push(...await axeFaults(tab))
		faults.push(...await layoutFaults(tab))
		if (html)
			faults.push(...await htmlFaults(await answer.text()))
		if (keys)
			faults.push(...await keyboardFaults(tab))
	} catch (e) {
		faults.push(e.message.split('\n')[0])
	}
	report(`${page.pattern} ${account} ${named(how)}`, [...said, ...faults])
}

async function allPages(browser, house) {
	const states = {}
	const list = pages(house).filter(p => !only || p.pattern === only || p.path === only)
	for (const account of new Set(list.flatMap(p => p.accounts))) {
		const context = await contextOf(browser, { width: 1280 })
		if (!account.startsWith('visitor'))
			await signIn(await context.newPage(), house, account)
		states[account] = await context.storageState()
		await context.close()
	}
	const open = async (account, how, use) => {
		const context = await contextOf(browser, { ...how, state: states[account] })
		const tab = await context.newPage()
		tab.setDefaultTimeout(20000)
		await use(tab, listen(tab, house.url))
		await context.close()
	}
	const phone = { width: 390, dark: false, forced: false, js: true }
	for (const account of Object.keys(states))
		await open(account, phone, async (tab, said) => {
			for (const page of list.filter(p => (quick ? p.accounts[0] === account : p.accounts.includes(account))))
				await lookAt(tab, said, house, page, account, phone, { html: true })
		})
	let turn = 0, loads = 0
	for (const how of quick ? [] : sample)
		for (const page of list) {
			const account = page.accounts[turn++ % page.accounts.length]
			if (loads++ < 250)
				await open(account, how, (tab, said) => lookAt(tab, said, house, page, account, how,
					{ axe: !how.forced && (how.dark || how.width === 1280), keys: how.js && how.width !== 390 }))
		}
	if (process.env.TN_SHOTS)
		await shots(browser, house, list, states)
}

const pictures = [
	{ width: 390, dark: false, lang: 'nl' }, { width: 1280, dark: false, lang: 'nl' },
	{ width: 1280, dark: true, lang: 'nl' }, { width: 390, dark: true, lang: 'en' }, { width: 1280, dark: false, lang: 'en' },
]

async function shots(browser, house, list, states) {
	mkdirSync(process.env.TN_SHOTS, { recursive: true })
	for (const page of list)
		for (const { width, dark, lang } of pictures) {
			const account = page.accounts.find(a => a === 'beheer1') ?? page.accounts[0]
			const context = await contextOf(browser, { width, dark, state: states[account], lang })
			const tab = await context.newPage()
			await tab.goto(`${house.url}${page.path}?taal=${lang}`)
			const name = (page.pattern.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'front') + `-${account}-${width}-${dark ? 'dark' : 'light'}-${lang}`
			await tab.screenshot({ path: join(process.env.TN_SHOTS, name + '.png'), fullPage: true })
			await context.close()
		}
}

const browser = await launch()
try {
	const chosen = Object.entries(journeys).filter(([name]) => !only || name === only)
	for (const [name, journey] of quick && !only ? [] : chosen) {
		const house = await House.open({ empty: journey.empty, mode: journey.mode, today: journey.today })
		try {
			report(name, await journey(browser, house, how))
		} catch (e) {
			report(name, [e.stack.split('\n').slice(0, 6).join('\n       ')])
		} finally {
			await house.close()
		}
	}
	if (!only || only.startsWith('/') || only === 'hostile-input') {
		const house = await House.open()
		try {
			if (only !== 'hostile-input')
				await allPages(browser, house)
			if (!quick && (!only || only === 'hostile-input'))
				await hostileInput(browser, house, report)
		} finally {
			await house.close()
		}
	}
} finally {
	await browser.close()
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
