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

/** A person at a tab: what they do is counted from `begin` on. */
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
const jobs = {
	'close a talk': async (hand, start) => {
		await start('sheet')
		await hand.click('ul.visits li:has-text("Noor") a.btn')
		await hand.click('label[for=was_parents]')
		await hand.type('#sentence', 'Het gaat goed met rekenen.')
		await hand.type('#promise', 'Wij sturen u het schrift mee')
		await hand.click(save)
		return 'Wij sturen u het schrift mee'
	},
	'close a talk with a new next step and minutes of help': async (hand, start) => {
		await start('sheet')
		await hand.click('ul.visits li:has-text("Noor") a.btn')
		await hand.click('label[for=was_parents]')
		await hand.type('#sentence', 'Het plan wordt besproken.')
		await hand.type('#next_step', 'Plan bespreken')
		await hand.type('#next_by', '07-12-2026')
		await hand.type('#promise', 'Wij mailen u het plan')
		await hand.click('details:has(#minutes) > summary')
		await hand.type('#minutes', '30')
		await hand.click(save)
		return 'Wij mailen u het plan'
	},
	'keep a promise': async (hand, start) => {
		await start('child')
		await hand.click('main section a[href^="/gesprek/"]')
		await hand.click('main form[action$="/nagekomen"] button')
		return 'Toezegging nagekomen'
	},
	'change the next step of a child': async (hand, start) => {
		await start('child')
		await hand.click('main a[href$="/volgende-stap"]')
		await hand.type('#next_step', 'Bellen met de ouders')
		await hand.type('#next_by', '11-12-2026')
		await hand.click(save)
		return 'Bellen met de ouders'
	},
	'read everything the parents said or did': async (hand, start) => {
		await start('child')
		await hand.click('main a[href$="/tijdlijn"]')
		await hand.tab.selectOption('#stem', 'ouders')
		await hand.click('main form button[type=submit]')
		return 'Wiens stem?'
	},
	'take a child to a knooppunt': async (hand, start) => {
		await start('child')
		await hand.click('main form[action$="/fase/knooppunt"] button[type=submit]')
		return 'Knooppunt begonnen'
	},
	'plan a knooppunt and invite everyone': async (hand, start) => {
		await start('child')
		await hand.click('main nav a[href$="/knooppunt"]')
		await hand.click('main a[href$="/knooppunt/nieuw"]')
		await hand.type('#question', 'Wat helpt Noor om te leren?')
		await hand.type('#day_a', '30-11-2026')
		await hand.type('#time_a', '09:30')
		await hand.type('#place', 'Vergaderkamer Kastanje')
		await hand.click(save)
		await hand.click('main form[action$="/uitnodigen"] button')
		return 'Iedereen is uitgenodigd'
	},
	'write down an observation in the group': async (hand, start) => {
		await start('placement')
		await hand.click('main a[href$="/observatie"]')
		await hand.type('#held_on', '20-11-2026')
		await hand.tick('[name=observer][value=ib]')
		await hand.type('#child_seen', 'Doet tien minuten mee in de kring.')
		await hand.type('#takes_back', 'Een kring van zes kinderen.')
		await hand.click(save)
		return 'Een kring van zes kinderen.'
	},
	'propose a goal to return': async (hand, start) => {
		await start('placement')
		await hand.click('main a[href$="/doel"]')
		await hand.type('#goal', 'Vraagt zelf om hulp')
		await hand.type('#start_level', 'Wacht tot iemand komt.')
		await hand.type('#aim', 'Drie keer per dag.')
		await hand.type('#mother_does', 'Een kaartje op elke tafel.')
		await hand.click(save)
		return 'Vraagt zelf om hulp'
	},
	'write down a sign at the preschool': async (hand, start) => {
		await start('signs')
		await hand.click('main a[href="/signalen/nieuw"]')
		await hand.type('#given_name', 'Pim')
		await hand.type('#family_name', 'Zomerdijk')
		await hand.type('#born', '12-5-2023')
		await hand.choose('[name=soort]', { index: 1 })
		await hand.type('[name=seen]', 'Kijkt weg in de kring.')
		await hand.tick('[name=kenmerk_a]')
		await hand.click(save)
		return 'Kijkt weg in de kring.'
	},
	'apply at two schools, as a parent': async (hand, start) => {
		await start('apply')
		await hand.click('main a[href="/aanmelden/nu"]')
		await hand.type('#given_name', 'Pim')
		await hand.type('#family_name', 'Aydin')
		for (const [part, n] of [['dag', '12'], ['maand', '5'], ['jaar', '2023']])
			await hand.type(`[name=born_${part}]`, n)
		await hand.choose('[name=school_1]', { index: 1 })
		await hand.choose('[name=school_2]', { index: 2 })
		await hand.click(save)
		return 'Aanmelding ontvangen'
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
	for (const [job, does] of Object.entries(jobs)) {
		const hand = await handOf(/at the preschool/.test(job) ? 'psz1' : /as a parent/.test(job) ? 'ouder1' : 'ib1'), tab = hand.tab
		const start = async at => {
			await tab.goto(house.url + starts[at], { waitUntil: 'load' })
			hand.begin()
		}
		const words = await does(hand, start), n = await hand.end()
		if (!(await tab.textContent('body')).includes(words))
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
