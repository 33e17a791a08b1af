// A whole route by the people who take part in it, each by an own account: what each reads, what each may do, and what
// none of them may see (systems.md A; issue 4: parent, preschool, internal supervisor, adviser, team of the group,
// teacher, pupil, municipality).
import { axeFaults, contextOf, layoutFaults, listen } from './look.mjs'

const path = tab => new URL(tab.url()).pathname

function must(faults, right, what) {
	if (!right)
		faults.push(what)
}

async function looked(tab, faults, where) {
	for (const f of [...await axeFaults(tab), ...await layoutFaults(tab)])
		faults.push(`${where}: ${f}`)
}

/** A person with a browser of their own. */
class Person {
	constructor(faults, name) {
		Object.assign(this, { faults, name })
	}
	static async of(browser, house, faults, name, how, signIn) {
		const p = new Person(faults, name)
		p.house = house
		p.context = await contextOf(browser, how)
		p.tab = await p.context.newPage()
		p.said = listen(p.tab, house.url)
		await signIn(p.tab, house, name)
		return p
	}
	async goes(to) {
		const answer = await this.tab.goto(this.house.url + to, { waitUntil: 'load' })
		this.text = (await this.tab.textContent('main')).replace(/\s+/g, ' ')
		await looked(this.tab, this.faults, `${this.name} at ${to.replace(/[0-9a-z]{13}/, 'PID')}`)
		return answer.status()
	}
	async reads(to, ...words) {
		must(this.faults, await this.goes(to) === 200, `${this.name} may not open ${to}`)
		for (const w of words)
			must(this.faults, this.text.includes(w), `${this.name} does not read “${w}” at ${to}`)
	}
	async refused(to, ...words) {
		const status = await this.goes(to)
		must(this.faults, status === 404 || status === 403, `${this.name} is not refused ${to}: ${status}`)
		for (const w of words)
			must(this.faults, !this.text.includes(w), `${this.name} reads “${w}” where nothing is open`)
	}
	lacks(...words) {
		for (const w of words)
			must(this.faults, !this.text.includes(w), `${this.name} reads “${w}” at ${path(this.tab)}`)
	}
	/** A step of the route, by its button. */
	async step(child, name, done) {
		await this.goes(`/kind/${child}`)
		await this.tab.click(`main form[action$="/fase/${name}"] button[type=submit]`)
		await this.tab.waitForLoadState('load')
		const text = await this.tab.textContent('body')
		must(this.faults, text.includes(done), `${this.name}: the step ${name} does not say “${done}”`)
	}
	async leaves() {
		this.faults.push(...this.said.map(s => `${this.name}: ${s}`))
		await this.context.close()
	}
}

const tabs = ['', '/tijdlijn', '/betrokkenen', '/wie-keek-mee', '/route-kaart']

export async function wholeRoute(browser, house, how, signIn) {
	const faults = []
	const pid = where => house.sql(`SELECT pid FROM route WHERE ${where} ORDER BY id LIMIT 1`)
	const noor = pid("given_name = 'Noor' AND family_name = 'Jansen'"), saar = pid("given_name = 'Saar' AND prefix = 'van den'")
	const lina = pid("given_name = 'Lina' AND prefix = 'van der'"), emir = pid("given_name = 'Emir'")
	const enter = name => Person.of(browser, house, faults, name, how, signIn)

	// The internal supervisor ends the route and begins again: from the first sign on.
	const ib = await enter('ib1')
	await ib.reads(`/kind/${noor}`, 'Nu te doen', 'Wat gebeurt er daarna?', 'Wat zeggen zij zelf?', 'Wie doet mee')
	await ib.step(noor, 'klaar', 'Route afgerond')
	await ib.step(noor, 'opnieuw', 'Opnieuw begonnen')
	await ib.reads(`/kind/${noor}`, 'Eerste signaal', 'Nu te doen')

	// Her parent reads it in plain words, at the start and on her page, and may not move it.
	const parent = await enter('ouder2')
	await parent.reads('/start', 'Wat gebeurt er nu met Noor?')
	await parent.reads(`/kind/${noor}`, 'Wat gebeurt er nu met Noor?', 'hier bent u nu', 'Hulp nodig?', 'Er wordt niets besloten zonder u.')
	parent.lacks('Nu te doen', 'Kies daarna samen: een aanmelding')
	must(faults, await parent.tab.locator('main form[action*="/fase/"]').count() === 0, 'a parent is offered a step of the route')
	await parent.refused(`/kind/${emir}`, 'Emir')

	// The pupil reads it as her own.
	const pupil = await enter('leerling1')
	await pupil.reads('/start', 'Mijn route')
	await pupil.reads(`/kind/${noor}`, 'Mijn route', 'Jouw route', 'hier ben jij nu', 'Kindertelefoon')
	pupil.lacks('Nu te doen', 'Wat gebeurt er nu met Noor?')
	await pupil.reads('/wie-helpt', 'Wie doet mee')
	await pupil.refused(`/kind/${lina}`, 'Lina')

	// An application, a knooppunt; each time the others see where it is.
	await ib.step(noor, 'aanmelding', 'Aanmelding begonnen')
	await parent.reads(`/kind/${noor}`, 'De school kijkt eerst wat zij zelf kan aanpassen.')
	await ib.step(noor, 'knooppunt', 'Knooppunt begonnen')
	await parent.reads(`/kind/${noor}`, 'U krijgt een uitnodiging.')
	await pupil.reads(`/kind/${noor}`, 'Jij zegt vooraf wat zij moeten weten.')
	await ib.step(noor, 'ondersteuning', 'begonnen')
	await ib.step(noor, 'nazorg', 'Nazorg begonnen')
	await parent.reads(`/kind/${noor}/tijdlijn`, 'nazorg')

	// The adviser of the partnership, the teacher, the team of the group and the preschool: their own children, nobody else.
	const others = [
		['traject1', lina, saar, []], ['leerkracht1', noor, lina, ['Er is een plan begonnen', 'over het plan']],
		['startklas1', lina, noor, []], ['psz1', saar, noor, ['OPP']],
	]
	for (const [name, own, foreign, never] of others) {
		const who = await enter(name)
		await who.reads('/start')
		for (const t of tabs)
			await who.reads(`/kind/${own}${t}`)
		await who.reads(`/kind/${own}`, 'De route van')
		who.lacks(...never, 'Hulp nodig?')
		if (name !== 'traject1')
			for (const t of tabs)
				await who.refused(`/kind/${foreign}${t}`)
		await who.leaves()
	}

	// The municipality has no task for any of them: nothing opens, and the picture of the route is for everyone.
	const town = await enter('gemeente1')
	await town.reads('/start', 'Alles is gedaan')
	for (const child of [noor, saar, lina, emir])
		await town.refused(`/kind/${child}`, 'Noor', 'Saar', 'Lina', 'Emir')
	await town.reads('/route-kaart', 'Eerste signaal')
	for (const who of [ib, parent, pupil, town])
		await who.leaves()
	return faults
}
