// What people do, from beginning to end, in a real browser (ui.md 6.3, the parts that are there).
import { axeFaults, contextOf, layoutFaults, listen } from './look.mjs'
import { effort } from './effort.mjs'
import { PASSWORD, base32hex, totp } from './house.mjs'
import { wholeRoute } from './route.mjs'
import { oneChild } from './child.mjs'
import { throughChristmas } from './apply.mjs'
import { knooppunt } from './knooppunt.mjs'

/** Signs in through the pages; in test mode the code comes from the secret that was set up before, else it is shown. */
export async function signIn(tab, house, name, seed) {
	await tab.goto(house.url + '/in')
	await tab.fill('#email', `${name}@merenland.test`)
	await tab.fill('#password', PASSWORD)
	await press(tab)
	if (new URL(tab.url()).pathname === '/in/code') {
		const shown = (await tab.textContent('main')).match(/\b(\d{6})\b/)
		await tab.fill('#code', seed ? totp(seed, house.now()) : shown[1])
		await press(tab)
	}
	if (!/^\/(start|werk|kinderen|team|in\/herstelcode)/.test(new URL(tab.url()).pathname))
		throw new Error(`${name} did not get in: ${tab.url()}`)
}

/** The button of the form that one is in. */
const press = (tab, text) => Promise.all([
	tab.waitForLoadState('load'),
	text ? tab.click(`main button:has-text("${text}")`) : tab.click('main form button[type=submit]:not([name])'),
]).then(() => tab.waitForLoadState('load'))

/** Each step is looked at: axe, sideways scroll. */
async function looked(tab, faults, where) {
	for (const f of [...await axeFaults(tab), ...await layoutFaults(tab)])
		faults.push(`${where}: ${f}`)
}

const path = tab => new URL(tab.url()).pathname

function must(faults, right, what) {
	if (!right)
		faults.push(what)
}

// A stranger: the front door, the demonstration, signing in with the code, the start page, signing out.
async function stranger(browser, house, how = {}) {
	const context = await contextOf(browser, how), tab = await context.newPage(), faults = listen(tab, house.url)
	await tab.goto(house.url + '/')
	await looked(tab, faults, 'front')
	await tab.click('main a[href^="/in"], header a[href^="/in"]')
	await tab.waitForLoadState('load')
	must(faults, path(tab) === '/in', 'the front door does not lead to signing in: ' + tab.url())
	await looked(tab, faults, 'sign-in')
	await tab.click('section form[action="/in"]:has(input[value^="ib1@"]) button')
	await tab.waitForLoadState('load')
	must(faults, path(tab) === '/in/code', 'no code is asked: ' + tab.url())
	await looked(tab, faults, 'code')
	await tab.fill('#code', (await tab.textContent('main')).match(/\b(\d{6})\b/)[1])
	await press(tab)
	must(faults, ['/start', '/werk'].includes(path(tab)), 'not at the start: ' + tab.url())
	await looked(tab, faults, 'start')
	const out = 'form[action="/uit"] button:not([formaction])' // the other one is the language
	if (!await tab.isVisible(out))
		await tab.click('details.who > summary')
	await tab.click(out)
	await tab.waitForLoadState('load')
	must(faults, path(tab) === '/in', 'signing out leads to ' + tab.url())
	await tab.goto(house.url + '/start')
	must(faults, path(tab) === '/in', 'signed out, and still inside')
	await tab.goBack()
	must(faults, await tab.locator('form[action="/uit"]').count() === 0, 'going back shows a page of who signed out')
	await context.close()
	return faults
}

async function secondStep(tab, house, faults, where) {
	await tab.click('details summary:near(svg.qr)').catch(() => {})
	const seed = base32hex((await tab.textContent('p.codes')).trim())
	await looked(tab, faults, where)
	await tab.fill('#code', totp(seed, house.now()))
	await press(tab)
	must(faults, await tab.locator('ul.codes li').count() === 10, `${where}: no ten recovery codes`)
	await looked(tab, faults, where + ' codes')
	await tab.click('main a.btn')
	await tab.waitForLoadState('load')
	return seed
}

// An empty house: set-up to the first administrator, an organisation, the first invitation, accepted elsewhere.
async function firstDay(browser, house) {
	const context = await contextOf(browser), tab = await context.newPage(), faults = listen(tab, house.url)
	const code = await house.said(/set-up code: (\S+)/)
	await tab.goto(house.url + '/')
	must(faults, path(tab) === '/opzetten', 'an empty house does not lead to set-up')
	await looked(tab, faults, 'set-up')
	await tab.fill('#code', code)
	await press(tab)
	await looked(tab, faults, 'partnership')
	await tab.fill('#code', 'PO9999')
	await tab.fill('#name', 'Samenwerkingsverband Proefland')
	await press(tab)
	await looked(tab, faults, 'administrator')
	await tab.fill('#name', 'Eerste Beheerder')
	await tab.fill('#email', 'eerste@proefland.test')
	await tab.fill('#wachtwoord', 'blauwe olifant danst 42')
	await press(tab)
	must(faults, path(tab) === '/in/tweede-factor', 'no second step after set-up: ' + tab.url())
	await secondStep(tab, house, faults, 'second step')
	must(faults, path(tab) === '/start', 'not at the start after set-up: ' + tab.url())
	await looked(tab, faults, 'first start')
	await tab.goto(house.url + '/beheer/organisaties/nieuw')
	await tab.click('label[for=kind]')
	await tab.fill('#name', 'De Eerste School')
	await press(tab)
	await looked(tab, faults, 'organisation')
	await tab.click('main a[href$="/uitnodigen"]')
	await tab.waitForLoadState('load')
	await looked(tab, faults, 'roles')
	await tab.click('main a[href$="/uitnodigen/school_leader"]')
	await tab.waitForLoadState('load')
	await tab.fill('#name', 'Saar Leider')
	await tab.fill('#email', 'saar@proefland.test')
	await press(tab)
	await looked(tab, faults, 'letter')
	const letter = (await tab.textContent('p.codes')).trim()
	const other = await contextOf(browser, { width: 320 }), guest = await other.newPage()
	faults.push(...listen(guest, house.url))
	await guest.goto(house.url + '/uitnodiging')
	await guest.fill('#code', letter)
	await press(guest)
	await looked(guest, faults, 'invited')
	await guest.fill('#email', 'saar@proefland.test')
	await guest.fill('#wachtwoord', 'groene kikker zingt 31')
	await press(guest)
	must(faults, path(guest) === '/in/tweede-factor', 'the invited is not asked for a second step: ' + guest.url())
	await secondStep(guest, house, faults, 'invited second step')
	must(faults, path(guest) === '/start', 'the invited is not at the start: ' + guest.url())
	must(faults, (await guest.textContent('main')).includes('De Eerste School'), 'the invited does not see the school')
	await other.close()
	await context.close()
	return faults
}

// A mistake: the summary gets the focus, its link leads to the field, the page says so in its title; then it is right.
async function mistake(browser, house, how = {}) {
	const context = await contextOf(browser, how), tab = await context.newPage(), faults = listen(tab, house.url)
	await signIn(tab, house, 'ib1')
	await tab.goto(house.url + '/account/gegevens')
	await tab.fill('#name', '')
	await press(tab)
	must(faults, /^(Fout|Error): /.test(await tab.title()), 'the title does not say that there is an error: ' + await tab.title())
	if (how.js !== false)
		must(faults, await tab.evaluate(() => document.activeElement.matches('.err')), 'the summary has no focus')
	await looked(tab, faults, 'mistake')
	await tab.click('.err a[href="#name"]')
	must(faults, await tab.evaluate(() => document.activeElement.id === 'name'), 'the link of the summary does not lead to the field')
	must(faults, await tab.getAttribute('#name', 'aria-invalid') === 'true', 'the field is not marked')
	await tab.fill('#name', 'Jolanda Bakker-Visser')
	await press(tab)
	must(faults, path(tab) === '/account', 'not saved: ' + tab.url())
	must(faults, (await tab.textContent('main')).includes('Jolanda Bakker-Visser'), 'the page does not show what was saved')
	await looked(tab, faults, 'saved')
	await context.close()
	return faults
}

// With the script a draft is kept by itself; after a closed window it is there again.
async function draftByItself(browser, house) {
	const context = await contextOf(browser), faults = []
	let tab = await context.newPage()
	await signIn(tab, house, 'ib1')
	await tab.goto(house.url + '/account/gegevens')
	await tab.fill('#name', 'Half Getypt')
	await tab.waitForFunction(() => /\d/.test(document.querySelector('.save')?.textContent ?? ''), null, { timeout: 10000 })
		.catch(() => faults.push('the page does not say that the draft was kept'))
	await tab.close({ runBeforeUnload: false })
	tab = await context.newPage()
	await tab.goto(house.url + '/account/gegevens')
	must(faults, await tab.inputValue('#name') === 'Half Getypt', 'the draft is not there: ' + await tab.inputValue('#name'))
	await looked(tab, faults, 'draft')
	await context.close()
	return faults
}

// Without a script: the button "later".
async function draftByButton(browser, house) {
	const context = await contextOf(browser, { js: false }), tab = await context.newPage(), faults = listen(tab, house.url)
	await signIn(tab, house, 'ib1')
	await tab.goto(house.url + '/account/gegevens')
	await tab.fill('#name', 'Half Getypt')
	await tab.click('button[name=_later]')
	await tab.waitForLoadState('load')
	await tab.goto(house.url + '/account/gegevens')
	must(faults, await tab.inputValue('#name') === 'Half Getypt', 'the draft is not there')
	await context.close()
	return faults
}

// Two people at the same form: the second sees both texts and chooses.
async function conflict(browser, house) {
	const faults = []
	const one = await contextOf(browser), first = await one.newPage()
	const two = await contextOf(browser, { width: 1280 }), second = await two.newPage()
	await signIn(first, house, 'ib1')
	await house.later(60000)
	await signIn(second, house, 'ib1')
	await second.goto(house.url + '/account/gegevens')
	await first.goto(house.url + '/account/gegevens')
	await first.fill('#name', 'Jolanda Eerste')
	await press(first)
	await second.fill('#name', 'Jolanda Tweede')
	await press(second)
	const text = await second.textContent('main') + await second.inputValue('#name').catch(() => '')
	must(faults, text.includes('Jolanda Eerste'), 'the conflict page does not show what the other wrote')
	must(faults, (await second.content()).includes('Jolanda Tweede'), 'the conflict page lost what was typed')
	await looked(second, faults, 'conflict')
	await second.setViewportSize({ width: 390, height: 844 })
	await looked(second, faults, 'conflict on a phone')
	await one.close()
	await two.close()
	return faults
}

// Undo stands on the page after a change, and works without a script.
async function undo(browser, house, how = {}) {
	const context = await contextOf(browser, how), tab = await context.newPage(), faults = listen(tab, house.url)
	await signIn(tab, house, 'ib1')
	await tab.goto(house.url + '/account/gegevens')
	await tab.fill('#name', 'Jolanda Anders')
	await press(tab)
	await looked(tab, faults, 'done')
	await tab.click('form[action^="/ongedaan/"] button')
	await tab.waitForLoadState('load')
	await tab.goto(house.url + '/account/gegevens')
	must(faults, await tab.inputValue('#name') === 'Jolanda Bakker', 'undone, and still: ' + await tab.inputValue('#name'))
	await context.close()
	return faults
}

// A sheet of twelve children is two pages of paper (practice 24).
async function visitOnPaper(browser, house) {
	const context = await contextOf(browser, { width: 1280 }), tab = await context.newPage(), faults = listen(tab, house.url)
	await signIn(tab, house, 'ib1')
	const school = house.sql("SELECT s.pid FROM school s JOIN route r ON r.school = s.org WHERE r.phase <> 'klaar' GROUP BY s.pid HAVING count(*) BETWEEN 9 AND 12 ORDER BY count(*) DESC LIMIT 1")
	await tab.goto(`${house.url}/school/${school}/bezoek`)
	const n = await tab.locator('ul.visits > li').count()
	must(faults, n >= 9 && n <= 12, `the sheet shows ${n} children`)
	const paper = (await tab.pdf({ preferCSSPageSize: true })).toString('latin1')
	const pages = (paper.match(/\/Type\s*\/Page[^s]/g) ?? []).length
	must(faults, pages === 2, `${n} children take ${pages} pages of paper`)
	await context.close()
	return faults
}

// What can be done with chosen rows stays in sight, and covers nothing that gets the focus (WCAG 2.4.11 and 2.4.12).
async function rowsChosen(browser, house, how) {
	const context = await contextOf(browser, how), tab = await context.newPage(), faults = listen(tab, house.url)
	await signIn(tab, house, 'ib1')
	await tab.goto(house.url + '/werk')
	const inSight = () => tab.locator('.bulk').evaluate(e => e.getBoundingClientRect().bottom <= innerHeight + 1)
	must(faults, !await inSight(), 'the list is no longer than the window: nothing is tried')
	await tab.locator('td.sel input').first().check({ force: true })
	must(faults, await inSight(), 'a row is chosen, and what can be done with it is out of sight')
	const stops = await tab.locator('main a:visible, main input:visible, main summary:visible').count()
	for (const key of ['Tab', 'Shift+Tab'])
		for (let i = 0; i < stops; i++) {
			await tab.keyboard.press(key)
			const covered = await tab.evaluate(() => {
				const e = document.activeElement, bar = document.querySelector('.bulk')
				if (e === document.body)
					return false
				const a = e.getBoundingClientRect(), b = bar.getBoundingClientRect()
				return !bar.contains(e) && a.bottom > b.top + 1 && a.top < b.bottom - 1 && a.right > b.left && e.outerHTML.slice(0, 80)
			})
			must(faults, !covered, `${key}: covered: ${covered}`)
		}
	await context.close()
	return faults
}

const demo = 'demo'
const made = (fn, settings = {}) => Object.assign((browser, house, how) => fn(browser, house, { ...settings.how, ...how }), settings)
export const journeys = {
	'stranger': made(stranger, { mode: demo }),
	'stranger-without-script': made(stranger, { mode: demo, how: { js: false, width: 1280 } }),
	'first-day': made(firstDay, { empty: true, mode: 'test' }),
	'mistake': made(mistake, { mode: demo }),
	'mistake-without-script': made(mistake, { mode: demo, how: { js: false } }),
	'draft-by-itself': made(draftByItself, { mode: demo }),
	'draft-by-button': made(draftByButton, { mode: demo }),
	'conflict': made(conflict, { mode: demo }),
	'undo': made(undo, { mode: demo }),
	'effort': made((browser, house) => effort(browser, house, signIn), { mode: demo }),
	'rows-chosen': made(rowsChosen, { mode: demo, how: { width: 390 } }),
	'rows-chosen-without-script': made(rowsChosen, { mode: demo, how: { js: false, width: 1280 } }),
	'apply': made((browser, house, how) => throughChristmas(browser, house, how, signIn), { mode: demo, today: '2026-11-02', how: { width: 390 } }),
	'apply-wide': made((browser, house, how) => throughChristmas(browser, house, how, signIn), { mode: demo, today: '2026-11-02', how: { width: 1280 } }),
	'apply-in-english': made((browser, house, how) => throughChristmas(browser, house, how, signIn), { mode: demo, today: '2026-11-02', how: { js: false, lang: 'en', width: 1280 } }),
	'knooppunt': made((browser, house, how) => knooppunt(browser, house, how, signIn), { mode: demo, how: {} }),
	'knooppunt-in-english': made((browser, house, how) => knooppunt(browser, house, how, signIn), { mode: demo, how: { js: false, lang: 'en' } }),
	'whole-route': made((browser, house, how) => wholeRoute(browser, house, how, signIn), { mode: demo, how: { width: 390 } }),
	'whole-route-wide': made((browser, house, how) => wholeRoute(browser, house, how, signIn), { mode: demo, how: { width: 1280 } }),
	'whole-route-without-script': made((browser, house, how) => wholeRoute(browser, house, how, signIn), { mode: demo, how: { js: false } }),
	'whole-route-in-english': made((browser, house, how) => wholeRoute(browser, house, how, signIn), { mode: demo, how: { js: false, width: 1280, lang: 'en' } }),
	'one-child': made((browser, house, how) => oneChild(browser, house, how, signIn), { mode: demo, today: '2026-10-05', how: { width: 1280 } }),
	'one-child-in-english': made((browser, house, how) => oneChild(browser, house, how, signIn), { mode: demo, today: '2026-10-05', how: { js: false, lang: 'en', width: 390 } }),
	'visit-on-paper': made(visitOnPaper, { mode: demo }),
	'undo-without-script': made(undo, { mode: demo, how: { js: false } }),
}
