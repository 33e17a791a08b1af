// People of a story, each at a browser of their own, who open pages and fill in forms; each page that is opened is looked
// at. A story is a function (people, house) that is told by `tell`.
import { join } from 'node:path'
import { axeFaults, contextOf, layoutFaults, listen } from './look.mjs'
import { told } from './words.mjs'

const hidden = where => where.replace(/(?<=\/)(?=[a-z]*\d)[0-9a-z]{13,}/gi, 'PID')
let pictures = 0

export class Person {
	/** how: width, js, lang; name: the account, or who it is without one. */
	static async of(browser, house, faults, name, how, signIn) {
		const p = Object.assign(new Person(), { house, faults, name, how })
		p.context = await contextOf(browser, how)
		p.tab = await p.context.newPage()
		p.tab.setDefaultTimeout(15000)
		p.said = listen(p.tab, house.url)
		if (signIn)
			await signIn(p.tab, house, name)
		return p
	}
	get path() { return new URL(this.tab.url()).pathname }
	must(right, what) {
		if (!right)
			this.faults.push(`${this.name} at ${hidden(this.path)}: ${what}`)
	}
	async look() {
		if (process.env.TN_SHOTS)
			await this.tab.screenshot({ path: join(process.env.TN_SHOTS, this.picture()), fullPage: true })
		for (const f of [...await axeFaults(this.tab), ...await layoutFaults(this.tab)])
			this.must(false, f)
	}
	async text(of = 'main') {
		return (await this.tab.textContent(of)).replace(/\s+/g, ' ')
	}
	/** A file name: which story, told how, who, where. */
	picture() {
		const { story, width, lang, js } = this.how
		const at = hidden(this.path).replaceAll(/(\/PID)?\//g, '-')
		return `${story}-${lang ?? 'nl'}-${width ?? 390}${js === false ? '-plain' : ''}-${String(++pictures).padStart(3, '0')}-${this.name}${at}.png`
	}
	async sees(said, of) {
		return told(await this.text(of), this.how.lang, said)
	}
	async says(...words) {
		for (const w of words)
			this.must(await this.sees(w), `does not read “${w}”`)
	}
	async lacks(...words) {
		const text = await this.text()
		for (const w of words)
			this.must(!text.includes(w) && !await this.sees(w), `reads “${w}”`)
	}
	/** Opens a page that this person may open, and reads these words there. */
	async reads(to, ...words) {
		const answer = await this.tab.goto(this.house.url + to, { waitUntil: 'load' })
		this.must(answer.status() === 200, `may not open ${hidden(to)}: ${answer.status()}`)
		await this.look()
		await this.says(...words)
	}
	async refused(to, ...never) {
		const answer = await this.tab.goto(this.house.url + to, { waitUntil: 'load' })
		this.must([403, 404].includes(answer.status()), `is not refused ${hidden(to)}: ${answer.status()}`)
		await this.look()
		await this.lacks(...never)
	}
	async follows(selector) {
		await this.tab.click(selector)
		await this.tab.waitForLoadState('load')
		await this.look()
	}
	async fill(form, name, value) {
		const x = `main form[action="${form}"] [name="${name}"]`, field = this.tab.locator(x)
		if (await field.count() === 0 && await this.tab.locator(`main form[action="${form}"] [name="${name}_dag"]`).count() > 0) {
			for (const [i, part] of ['dag', 'maand', 'jaar'].entries())
				await this.tab.fill(`main form[action="${form}"] [name="${name}_${part}"]`, value.split('-')[i])
			return
		}
		const folded = this.tab.locator(`details:not([open]):has(${x}) > summary`)
		if (await folded.count() > 0)
			await folded.first().click()
		if (await field.count() === 0)
			throw new Error(`${this.name}: no ${name} in ${hidden(form)}: ` + (await this.text()).slice(0, 300))
		const kind = await field.first().evaluate(e => (e.type === 'radio' || e.type === 'checkbox' ? 'tick' : e.tagName))
		if (kind === 'tick')
			await this.tab.check(`${x}[value="${value}"]`, { force: true })
		else if (kind === 'SELECT')
			await this.tab.selectOption(x, value)
		else
			await this.tab.fill(x, value)
	}
	/** Fills in and sends the form with this action, on the page that is open; the answer that follows. */
	async press(form, values) {
		const folded = this.tab.locator(`details:not([open]):has(form[action="${form}"]) > summary`)
		if (await folded.count() > 0)
			await folded.first().click()
		for (const [k, v] of Object.entries(values))
			await this.fill(form, k, v)
		const answered = this.tab.waitForResponse(r => r.request().isNavigationRequest() && r.status() !== 303)
		await this.tab.click(`main form[action="${form}"] button[type=submit]:not([name])`)
		const answer = await answered
		await this.tab.waitForLoadState('load')
		await this.look()
		return answer
	}
	async sends(form, values = {}, done = '') {
		const answer = await this.press(form, values)
		if (answer.status() !== 200)
			throw new Error(`${this.name}: ${hidden(form)} is refused with ${answer.status()}: ` +
				(await this.tab.locator('.err, main').first().textContent()).replace(/\s+/g, ' ').slice(0, 400))
		if (done)
			await this.hears(done)
	}
	/** What was done, also above the page. */
	async hears(done) {
		this.must(await this.sees(done, 'body'), `does not hear “${done}”`)
	}
	/** It is not taken, and the page says why. */
	async fails(form, values, ...why) {
		const answer = await this.press(form, values)
		this.must(answer.status() === 422, `${hidden(form)} is taken: ${answer.status()}`)
		await this.says(...why)
	}
	/** Opens the page of a form and sends it there. */
	async does(to, values, done = '') {
		await this.reads(to)
		await this.sends(to, values, done)
	}
	async leaves() {
		this.faults.push(...this.said.filter(s => !/422/.test(s)).map(s => `${this.name}: ${s}`))
		await this.context.close()
	}
}

/** Everyone of a story; `open` are those who are in now, by name. */
export class People {
	constructor(browser, house, faults, how, signIn) {
		Object.assign(this, { browser, house, faults, how, signIn, open: {} })
	}
	/** Somebody with a password; with a width of their own when the story is told without one. */
	async enter(name, width) {
		return this.open[name] ??= await this.of(name, width, this.signIn)
	}
	/** Somebody who is not signed in. */
	async comes(name, width) {
		return this.open[name] = await this.of(name, width)
	}
	of(name, width, signIn) {
		return Person.of(this.browser, this.house, this.faults, name, { ...this.how, width: this.how.width ?? width }, signIn)
	}
	must(right, what) {
		if (!right)
			this.faults.push(what)
	}
	async leave() {
		for (const p of Object.values(this.open))
			await p.leaves()
		this.open = {}
	}
	/** Everyone goes, and it is ten o'clock on that day. */
	async until(day) {
		await this.leave()
		await this.house.later(Date.parse(`${day}T10:00:00+01:00`) - this.house.now())
	}
}

/** A journey of journeys.mjs out of a story; what was found stands with what stopped it. */
export const tell = (name, story) => async (browser, house, how, signIn) => {
	const faults = []
	const people = new People(browser, house, faults, { story: name, ...how }, signIn)
	try {
		house.sql(`UPDATE account SET lang = '${how.lang ?? 'nl'}'`)
		await story(people, house)
	} catch (e) {
		faults.push(e.stack.split('\n').slice(0, 8).join('\n       '))
	}
	await people.leave()
	return faults
}
