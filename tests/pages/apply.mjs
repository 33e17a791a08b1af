// Practice J8: the clock of an application through Christmas, by the parents on a phone and the school.
import { axeFaults, contextOf, layoutFaults, listen } from './look.mjs'

const day = (d, at = '10:00') => Date.parse(`${d}T${at}:00+01:00`)

export async function throughChristmas(browser, house, how, signIn) {
	const faults = []
	const must = (right, what) => { if (!right) faults.push(what) }
	const shots = process.env.TN_SHOTS
	let open = []

	async function enter(name, width) {
		const context = await contextOf(browser, { ...how, width: width ?? how.width }), tab = await context.newPage()
		const said = listen(tab, house.url)
		await signIn(tab, house, name)
		open.push({ name, context, said })
		return tab
	}
	async function until(date) {
		for (const { name, context, said } of open) {
			faults.push(...said.filter(s => !/422/.test(s)).map(s => `${name}: ${s}`))
			await context.close()
		}
		open = []
		await house.later(day(date) - house.now())
	}
	async function see(tab, where, ...texts) {
		await tab.goto(house.url + where)
		for (const f of [...await axeFaults(tab), ...await layoutFaults(tab)])
			faults.push(`${where}: ${f}`)
		await says(tab, where, ...texts)
	}
	async function says(tab, where, ...texts) {
		const body = await tab.textContent('body')
		for (const t of texts)
			must(body.includes(t), `${where} does not say “${t}”`)
	}
	const keep = async (tab, name) => shots && tab.screenshot({ path: `${shots}/j8-${name}-${tab.viewportSize().width}${how.js === false ? '-plain' : ''}.png`, fullPage: true })
	async function fill(tab, form, values) {
		for (const [k, v] of Object.entries(values)) {
			const x = `main form[action="${form}"] [name="${k}"]`
			const kind = await tab.evaluate(s => { const e = document.querySelector(s); e?.closest('details')?.setAttribute('open', ''); return e && (e.type === 'radio' || e.type === 'checkbox' ? 'tick' : e.tagName) }, x).catch(() => null)
			if (kind === 'tick')
				await tab.check(`${x}[value="${v}"]`, { force: true })
			else if (kind === 'SELECT')
				await tab.selectOption(x, v)
			else
				await tab.fill(x, v)
		}
	}
	async function send(tab, form, values = {}) {
		// Without a script a folded form is opened as a reader does it.
		const folded = tab.locator(`details:not([open]):has(form[action="${form}"]) > summary`)
		if (await folded.count() > 0)
			await folded.first().click()
		await fill(tab, form, values)
		await tab.click(`main form[action="${form}"] button[type=submit]:not([name])`)
		await tab.waitForLoadState('load')
	}
	const school = name => house.sql(`SELECT pid FROM school WHERE name = '${name}'`)
	const of = (given, at) => house.sql(`SELECT a.pid FROM application a JOIN route r ON r.id = a.route JOIN organisation o ON o.id = a.school WHERE r.given_name = '${given}' AND r.family_name = 'Aydin' AND o.name = '${at}'`)

	// 2 November: the choice is explained, and a receipt is given at once.
	let mother = await enter('ouder1', 390)
	await see(mother, '/aanmelden', 'Eerst kennismaken, later aanmelden', 'Nu aanmelden', 'zorgplicht')
	for (const [given, born] of [['Mila', ['20', '9', '2023']], ['Sami', ['5', '1', '2023']]]) {
		await see(mother, '/aanmelden/nu')
		await send(mother, '/aanmelden/nu', { given_name: given, family_name: 'Aydin', born_dag: born[0], born_maand: born[1], born_jaar: born[2], school_1: school('De Wilgenhoek'), school_2: school('De Oude Sluis'), need_known: '1', need_what: 'Plaatjes helpen om te weten wat er komt' })
		await says(mother, 'the receipt', 'Aanmelding ontvangen', '14 dec 2026', 'Zorgplicht: bij deze school', 'Zorgplicht: bij de school van eerste keuze')
	}
	await keep(mother, 'receipt')
	const a = of('Mila', 'De Wilgenhoek'), b = of('Mila', 'De Oude Sluis'), sami = of('Sami', 'De Wilgenhoek')
	await see(mother, `/aanmelding/${a}`, 'Later inschrijven is een afspraak, nooit een moeten', 'De zes weken om te beslissen lopen gewoon door')
	await keep(mother, 'parent')

	// 16 November: both schools see their own; a no without a school is refused.
	await until('2026-11-16')
	let ib = await enter('ib1')
	await see(ib, '/aanmeldingen', 'Mila')
	await see(ib, `/aanmelding/${a}`, 'Vandaag', '14 dec 2026', 'Zorgplicht: bij deze school')
	await keep(ib, 'school')
	const other = await enter('ib2')
	await see(other, `/aanmelding/${b}`, 'bij de school van eerste keuze')
	must(!(await other.content()).includes('De Wilgenhoek'), 'the second school reads where else the parents applied')
	must((await other.goto(`${house.url}/aanmelding/${a}`)).status() === 404, 'the second school opens the application at the first')
	await ib.goto(`${house.url}/aanmelding/${a}/aanpassing`)
	await send(ib, `/aanmelding/${a}/aanpassing`, { kind: 'personeel', what: 'Een assistent', takes: 'Tien uur per week', reasonable: 'nee', why: 'Er is niemand te vinden' })
	const no = { talk_on: '13-11-2026', ground: 'ondersteuning', reason: 'De groep is te druk' }
	await send(ib, `/aanmelding/${a}/weigeren`, no)
	await says(ib, 'a no without a school', 'Noem de school die het kind wil plaatsen')
	await ib.goto(`${house.url}/aanmelding/${a}`)
	await send(ib, `/aanmelding/${a}/weigeren`, { ...no, willing: 'Het Veer' })
	await says(ib, 'a no with a school that did not write', 'Die school moet op papier zeggen dat zij het kind wil plaatsen')
	await keep(ib, 'refused')

	// 7 December: the six weeks end before the vacation. 11 December: more time is taken, and now the vacation lies in it.
	await until('2026-12-07')
	ib = await enter('ib1')
	await see(ib, `/aanmelding/${a}`, '14 dec 2026')
	await until('2026-12-11')
	ib = await enter('ib1')
	await ib.goto(`${house.url}/aanmelding/${a}`)
	await send(ib, `/aanmelding/${a}/verlengen`, { more_weeks: '4', more_why: 'We praten eerst met de peuterspeelzaal', more_told: '11-12-2026' })
	await says(ib, 'more time', 'Verlengd', '11 jan 2027', 'De vakantie van 19 dec 2026')
	await keep(ib, 'extended')
	mother = await enter('ouder1', 390)
	await see(mother, `/aanmelding/${a}`, '11 jan 2027', 'We praten eerst met de peuterspeelzaal')
	await until('2026-12-15')
	ib = await enter('ib1')
	await see(ib, `/aanmelding/${sami}`, 'De zes weken zijn om')
	must(await ib.locator(`form[action="/aanmelding/${sami}/verlengen"]`).count() === 0, 'more time is offered after six weeks')

	// 12 January: late for both; a place for who is four.
	await until('2027-01-12')
	ib = await enter('ib1')
	// Nobody presses anything: the place comes from the clock, within a minute.
	for (let i = 0; i < 60; i++) {
		await ib.goto(`${house.url}/aanmelding/${sami}`)
		if ((await ib.textContent('main')).includes('Tijdelijk geplaatst'))
			break
		await ib.waitForTimeout(1000)
	}
	await see(ib, `/aanmelding/${a}`, 'Het kind is nog geen vier', 'Besluit te laat')
	await send(ib, `/aanmelding/${a}/te-laat`, { late_why: 'Er was niemand om mee te kijken', late_by: '22-1-2027' })
	await says(ib, 'late', 'Besluit te laat')
	await see(ib, `/aanmelding/${sami}`, 'Tijdelijk geplaatst', '12 jan 2027')
	await keep(ib, 'placed')
	mother = await enter('ouder1', 390)
	await see(mother, `/aanmelding/${a}`, 'Dat is niet gelukt. Sorry.', 'Er was niemand om mee te kijken', '22 januari 2027')
	must(!(await mother.textContent('main')).includes('mag vanaf 12 januari'), 'a place is promised to a child of three')
	await keep(mother, 'late')
	await see(mother, `/aanmelding/${sami}`, 'Tijdelijk geplaatst', '12 januari 2027')

	// With the other school's word in writing it passes; parents read M1, and the duty of care stays until an enrolment.
	await ib.goto(`${house.url}/aanmelding/${a}`)
	await send(ib, `/aanmelding/${a}/weigeren`, { ...no, willing: 'Het Veer', willing_on: '11-1-2027' })
	await says(ib, 'refused', 'Bel eerst de ouders')
	await see(mother, `/aanmelding/${a}`, 'U staat niet alleen: tot Mila op een school is ingeschreven, moet De Wilgenhoek u blijven helpen.', 'Het Veer wil Mila graag plaatsen', 'bezwaar maken')
	await keep(mother, 'm1')
	const child = house.sql(`SELECT r.pid FROM route r WHERE r.given_name = 'Mila' AND r.family_name = 'Aydin'`)
	await mother.goto(`${house.url}/kind/${child}/aanmelding/nieuw`)
	await send(mother, `/kind/${child}/aanmelding/nieuw`, { school_1: school('Het Veer') })
	const c = of('Mila', 'Het Veer')
	await see(ib, `/aanmelding/${a}`)
	await send(ib, `/aanmelding/${a}/gebeld`)
	await see(ib, '/werk?groep=alles', 'Zorgplicht: help tot het kind is ingeschreven')
	await ib.goto(`${house.url}/aanmelding/${c}`)
	await send(ib, `/aanmelding/${c}/toelaten`)
	await send(ib, `/aanmelding/${c}/inschrijven`, { enrolled_on: '1-2-2027' })
	await says(ib, 'enrolled', 'Hier ingeschreven')
	await see(ib, `/aanmelding/${a}`, 'Geweigerd, een andere school wil plaatsen')
	await send(ib, `/aanmelding/${a}/elders-ingeschreven`, { ended_where: 'Het Veer', elsewhere_on: '12-1-2027' })
	await says(ib, 'closed', 'Elders ingeschreven')
	for (const { context } of open)
		await context.close()
	return faults
}
