// Effort is a test (practice 30): clicks, typed fields, pages and bytes of each job against the table in docs/effort.md,
// which may only be lowered.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { axeFaults, contextOf, layoutFaults, listen } from './look.mjs'

const columns = ['clicks', 'typed', 'pages', 'bytes']

/** {job: {clicks, typed, pages, bytes}} as docs/effort.md has them. */
export function allowed() {
	const table = {}
	for (const line of readFileSync(join(import.meta.dirname, '../../docs/effort.md'), 'utf8').split('\n')) {
		const cells = line.split('|').map(s => s.trim())
		if (/^\d+$/.test(cells[3] ?? ''))
			table[cells[1]] = Object.fromEntries(columns.map((c, i) => [c, Number(cells[i + 3])]))
	}
	return table
}

/** A person at a tab: what they do is counted from `begin` to `end`. */
class Hand {
	constructor(tab) {
		this.tab = tab
		this.waiting = []
		tab.on('response', answer => {
			const n = this.n
			if (n && answer.request().isNavigationRequest() && answer.status() === 200)
				this.waiting.push(answer.body().then(b => {
					n.pages++
					n.bytes += b.length
				}))
		})
	}
	begin() {
		this.n = { clicks: 0, typed: 0, pages: 0, bytes: 0 }
	}
	async click(selector) {
		this.n.clicks++
		await this.tab.click(selector)
		await this.tab.waitForLoadState('load')
	}
	async tick(selector) {
		this.n.clicks++
		await this.tab.check(selector, { force: true })
	}
	async choose(selector, value) {
		this.n.clicks++
		await this.tab.selectOption(selector, value)
	}
	async type(selector, text) {
		this.n.typed++
		await this.tab.fill(selector, text)
	}
	async end() {
		await Promise.all(this.waiting)
		const n = this.n
		this.waiting = []
		this.n = null // the way to the next start is no work
		return n
	}
}

const save = 'main form button[type=submit]:not([name])'
const sheet = [['click', 'ul.visits li:has-text("Noor") a.btn'], ['click', 'label[for=was_parents]']]

/** Who does each job, where it starts, what it takes, and what is read when it was done. */
const jobs = {
	'close a talk': {
		at: 'sheet', says: 'Wij sturen u het schrift mee',
		does: [...sheet, ['type', '#sentence', 'Het gaat goed met rekenen.'], ['type', '#promise', 'Wij sturen u het schrift mee'], ['click', save]],
	},
	'close a talk with a new next step and minutes of help': {
		at: 'sheet', says: 'Wij mailen u het plan',
		does: [...sheet, ['type', '#sentence', 'Het plan wordt besproken.'], ['type', '#next_step', 'Plan bespreken'],
			['type', '#next_by', '07-12-2026'], ['type', '#promise', 'Wij mailen u het plan'],
			['click', 'details:has(#minutes) > summary'], ['type', '#minutes', '30'], ['click', save]],
	},
	'keep a promise': {
		at: 'child', says: 'Toezegging nagekomen',
		does: [['click', 'main section a[href^="/gesprek/"]'], ['click', 'main form[action$="/nagekomen"] button']],
	},
	'change the next step of a child': {
		at: 'child', says: 'Bellen met de ouders',
		does: [['click', 'main a[href$="/volgende-stap"]'], ['type', '#next_step', 'Bellen met de ouders'], ['type', '#next_by', '11-12-2026'], ['click', save]],
	},
	'read everything the parents said or did': {
		at: 'child', says: 'Wiens stem?',
		does: [['click', 'main a[href$="/tijdlijn?stem=ouders"]']],
	},
	'take a child to a knooppunt': {
		at: 'child', says: 'Knooppunt begonnen',
		does: [['click', 'main form[action$="/fase/knooppunt"] button[type=submit]']],
	},
	'plan a knooppunt and invite everyone': {
		at: 'child', says: 'Iedereen is uitgenodigd',
		does: [['click', 'main nav a[href$="/knooppunt"]'], ['click', 'main a[href$="/knooppunt/nieuw"]'],
			['type', '#question', 'Wat helpt Noor om te leren?'], ['type', '#day_a', '30-11-2026'], ['type', '#time_a', '09:30'],
			['type', '#place', 'Vergaderkamer Kastanje'], ['click', save], ['click', 'main form[action$="/uitnodigen"] button']],
	},
	'write down an observation in the group': {
		at: 'placement', says: 'Een kring van zes kinderen.',
		does: [['click', 'main a[href$="/observatie"]'], ['type', '#held_on', '20-11-2026'], ['tick', '[name=observer][value=ib]'],
			['type', '#child_seen', 'Doet tien minuten mee in de kring.'], ['type', '#takes_back', 'Een kring van zes kinderen.'], ['click', save]],
	},
	'propose a goal to return': {
		at: 'placement', says: 'Vraagt zelf om hulp',
		does: [['click', 'main a[href$="/doel"]'], ['type', '#goal', 'Vraagt zelf om hulp'], ['type', '#start_level', 'Wacht tot iemand komt.'],
			['type', '#aim', 'Drie keer per dag.'], ['type', '#mother_does', 'Een kaartje op elke tafel.'], ['click', save]],
	},
	'write down a sign at the preschool': {
		by: 'psz1', at: 'signs', says: 'Kijkt weg in de kring.',
		does: [['click', 'main a[href="/signalen/nieuw"]'], ['type', '#given_name', 'Pim'], ['type', '#family_name', 'Zomerdijk'],
			['type', '#born', '12-5-2023'], ['choose', '[name=soort]', { index: 1 }], ['type', '[name=seen]', 'Kijkt weg in de kring.'],
			['tick', '[name=kenmerk_a]'], ['click', save]],
	},
	'apply at two schools, as a parent': {
		by: 'ouder1', at: 'apply', says: 'Aanmelding ontvangen',
		does: [['click', 'main a[href="/aanmelden/nu"]'], ['type', '#given_name', 'Pim'], ['type', '#family_name', 'Aydin'],
			['type', '[name=born_dag]', '12'], ['type', '[name=born_maand]', '5'], ['type', '[name=born_jaar]', '2023'],
			['choose', '[name=school_1]', { index: 1 }], ['choose', '[name=school_2]', { index: 2 }], ['click', save]],
	},
}

/** Each job once, from its own starting page and by the one who has it; signIn comes from journeys.mjs. */
export async function effort(browser, house, signIn) {
	const table = allowed(), faults = [], hands = {}
	const handOf = async who => {
		if (!hands[who]) {
			const context = await contextOf(browser, { width: 390 }), tab = await context.newPage()
			hands[who] = Object.assign(new Hand(tab), { context, said: listen(tab, house.url) })
			await signIn(tab, house, who)
		}
		return hands[who]
	}
	const child = house.sql("SELECT pid FROM route WHERE given_name = 'Noor' AND family_name = 'Jansen'")
	const school = house.sql("SELECT pid FROM school WHERE name = 'De Wilgenhoek'")
	const placement = house.sql("SELECT p.pid FROM placement p JOIN route r ON r.id = p.route WHERE r.given_name = 'Daan' AND r.family_name = 'Berg' AND r.prefix = 'van den'")
	const starts = { sheet: `/school/${school}/bezoek`, child: `/kind/${child}`, placement: `/plaatsing/${placement}`, signs: '/signalen', apply: '/aanmelden' }
	for (const [job, { by = 'ib1', at, does, says }] of Object.entries(jobs)) {
		const hand = await handOf(by), tab = hand.tab
		await tab.goto(house.url + starts[at], { waitUntil: 'load' })
		hand.begin()
		for (const [what, ...with_] of does)
			await hand[what](...with_)
		const n = await hand.end()
		if (!(await tab.textContent('body')).includes(says))
			faults.push(`${job}: it was not done: ${tab.url()}`)
		for (const c of columns)
			if (!(n[c] <= table[job]?.[c]))
				faults.push(`${job}: ${n[c]} ${c}, and docs/effort.md allows ${table[job]?.[c]}`)
		for (const f of [...await axeFaults(tab), ...await layoutFaults(tab)])
			faults.push(`${job}: ${f}`)
		console.log(`effort: ${job}: ${columns.map(c => `${n[c]} ${c}`).join(', ')}`)
	}
	for (const job of Object.keys(table))
		if (!(job in jobs))
			faults.push(`docs/effort.md names a job that nothing measures: ${job}`)
	for (const { context, said } of Object.values(hands)) {
		faults.push(...said)
		await context.close()
	}
	return faults
}
