// PDFs: node tests/pages/pdf.mjs. What each reader gets is held to the structure of PDF/UA (../pdf_check.py), and its text
// to the page of that same reader: no word stands in the PDF that does not stand on the page. Needs poppler-utils.
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { House } from './house.mjs'
import { contextOf, launch } from './look.mjs'
import { signIn } from './journeys.mjs'

let passed = 0, failed = 0
function report(name, faults) {
	faults.length === 0 ? passed++ : failed++
	if (faults.length > 0)
		console.log(`FAIL ${name}\n` + [...new Set(faults)].slice(0, 8).map(f => '     ' + f).join('\n'))
}

// A word may be cut at the end of a line, and letters may be drawn as one.
const letters = text => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
const words = text => letters(text).split(' ')
const ours = new Set(words('Vertrouwelijk: bevat gegevens van een kind Afgedrukt op door uur'))

async function one(house, context, who, { path, name, others, never = [], holds = [] }) {
	const faults = [], tab = await context.newPage()
	const answer = await context.request.get(house.url + path + '/pdf')
	const head = answer.headers()
	if (answer.status() !== 200 || head['content-type'] !== 'application/pdf')
		return [`${answer.status()} ${head['content-type']}`]
	if (!new RegExp(`^attachment; filename="${name}-[0-9a-z]{6}\\.pdf"$`).test(head['content-disposition']))
		faults.push(`named ${head['content-disposition']}`)
	const file = join(house.work, `${who}-${name}.pdf`)
	writeFileSync(file, await answer.body())
	const check = spawnSync('/usr/bin/python3', [join(import.meta.dirname, '../pdf_check.py'), file], { encoding: 'utf8' })
	if (check.status !== 0)
		faults.push(...(check.stdout + check.stderr).trim().split('\n').slice(0, 5))
	const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })
	await tab.goto(house.url + path)
	const shown = await tab.textContent('main')
	await tab.close()
	const page = words(shown), known = new Set(page), run = page.join('')
	const minute = /^\d+$/
	for (const w of words(text))
		if (!known.has(w) && !ours.has(w) && !minute.test(w) && !run.includes(w))
			faults.push(`“${w}” stands in the PDF and not on the page`)
	if (text.length < 200)
		faults.push('there is hardly a word in it')
	for (const o of others)
		if (!shown.includes(o) && text.includes(o))
			faults.push(`holds ${o}`)
	for (const h of holds)
		if (!letters(text).includes(letters(h)))
			faults.push(`lacks ${h}`)
	for (const n of never)
		if (known.has(n) || words(text).includes(n))
			faults.push(`names ${n}`)
	const raw = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
	for (const leak of ['/kind/', '/plan/', '/knooppunt/', path.split('/')[2], ...others])
		if (raw.includes(leak))
			faults.push(`says ${leak} of itself`)
	return faults
}

const house = await House.open()
const browser = await launch()
const pid = (table, child) => house.sql(`SELECT t.pid FROM ${table} t JOIN route r ON r.id = t.route WHERE r.given_name = '${child}' ORDER BY t.id LIMIT 1`)
const plan = { path: `/plan/${pid('opp', 'Noor')}`, name: 'plan', others: ['Noor Jansen', 'Fatima Aydin'] }
const route = { path: `/kind/${house.sql("SELECT r.pid FROM route r JOIN meeting m ON m.route = r.id WHERE r.given_name = 'Nina' LIMIT 1")}/dossier`, name: 'route', others: ['Nina de Boer', 'Mark Jansen'], holds: ['Wie doet wat', 'Zeven oplossingen', 'Een vaste plek regelen in de klas', 'Elke ochtend vijf minuten vooruitkijken'] }
// From whom a place is kept, what was agreed there is too: ouder3 reads that there was a talk.
const talk = { path: `/knooppunt/${pid('meeting', 'Nina')}/verslag`, name: 'verslag', others: ['Nina de Boer', 'Mark Jansen'] }

/** A mail to this parent did not arrive: the letter that the school prints. It names no child and no school (practice M8). */
function letterTo(who) {
	const account = `FROM account a WHERE a.email = '${who}@merenland.test'`, to = house.sql(`SELECT a.pid ${account}`)
	house.sql(`INSERT INTO outbox (pid, region, kind, account, once_key, by_date, minutes, n_today, n_late, n_week, n_talks, invitation, state, made, due, lease, tries, ended, error)
		SELECT '0000000000001', a.region, 'waiting', a.id, 'letter', '2026-12-01', 5, 0, 0, 0, 0, 0, 'letter', ${house.now()}, ${house.now()}, 0, 0, 9223372036854775807, '' ${account}`)
	const names = house.sql(`SELECT r.given_name || ' ' || s.name FROM relation x JOIN route r ON r.id = x.route JOIN organisation s ON s.id = r.school WHERE x.grantee = (SELECT a.id ${account})`)
	return { path: `/brieven/${to}/print`, name: 'brief', others: ['Noor Jansen', 'Fatima Aydin'], never: words(names).filter(w => w.length > 3) }
}

const post = letterTo('ouder2')
const cases = { ib1: [plan, talk, route, post], ouder2: [plan], ouder3: [talk, { ...route, holds: [] }], jgz1: [talk] }
// Who has nothing to do with the child hears the same of the PDF as of the page.
const strangers = { ouder1: [plan, talk, route, post], ib4: [plan, talk, post], directeur1: [plan, talk, post], leerkracht1: [plan, post] }
for (const [who, list] of [...Object.entries(cases), ...Object.entries(strangers)]) {
	const context = await contextOf(browser, { width: 1280 })
	await signIn(await context.newPage(), house, who)
	for (const what of list) {
		if (cases[who]?.some(c => c.path === what.path)) {
			report(`${who} ${what.name}`, await one(house, context, who, what))
			continue
		}
		const answer = await context.request.get(house.url + what.path + '/pdf')
		report(`${who} ${what.name} refused`, answer.status() === 404 && !answer.headers()['content-type'].includes('pdf') ? [] : [`${answer.status()}`])
	}
	await context.close()
}
const anonymous = await (await contextOf(browser, { width: 1280 })).request.get(house.url + plan.path + '/pdf', { maxRedirects: 0 })
report('nobody', anonymous.status() === 303 ? [] : [`${anonymous.status()}`])
await browser.close()
await house.close()
console.log(`pdf: ${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
