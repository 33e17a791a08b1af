// Practice J8: the clock of an application through Christmas, by the parents on a phone and the school.
import { tell } from './person.mjs'

export const throughChristmas = tell('j8', async (people, house) => {
	const parent = () => people.enter('ouder1', 390)
	const school = name => house.sql(`SELECT pid FROM school WHERE name = '${name}'`)
	const of = (given, at) => house.sql(`SELECT a.pid FROM application a JOIN route r ON r.id = a.route JOIN organisation o ON o.id = a.school WHERE r.given_name = '${given}' AND r.family_name = 'Aydin' AND o.name = '${at}'`)

	// 2 November: the choice is explained, and a receipt is given at once.
	let mother = await parent()
	await mother.reads('/aanmelden', 'Eerst kennismaken, later aanmelden', 'Nu aanmelden', 'zorgplicht')
	for (const [given_name, born] of [['Mila', '20-9-2023'], ['Sami', '5-1-2023']]) {
		await mother.does('/aanmelden/nu', { given_name, family_name: 'Aydin', born, school_1: school('De Wilgenhoek'), school_2: school('De Oude Sluis'), need_known: '1', need_what: 'Plaatjes helpen om te weten wat er komt' }, 'Aanmelding ontvangen')
		await mother.says('14 dec 2026', 'Zorgplicht: bij deze school', 'Zorgplicht: bij de school van eerste keuze')
	}
	const a = of('Mila', 'De Wilgenhoek'), b = of('Mila', 'De Oude Sluis'), sami = of('Sami', 'De Wilgenhoek')
	await mother.reads(`/aanmelding/${a}`, 'Wachten met inschrijven mag, maar hoeft niet', 'De zes weken om te beslissen lopen gewoon door')

	// 16 November: both schools see their own; a no without a school is refused.
	await people.until('2026-11-16')
	let ib = await people.enter('ib1')
	await ib.reads('/aanmeldingen', 'Mila')
	await ib.reads(`/aanmelding/${a}`, 'Vandaag', '14 dec 2026', 'Zorgplicht: bij deze school')
	const other = await people.enter('ib2')
	await other.reads(`/aanmelding/${b}`, 'bij de school van eerste keuze')
	people.must(!(await other.tab.content()).includes('De Wilgenhoek'), 'the second school reads where else the parents applied')
	await other.refused(`/aanmelding/${a}`)
	await ib.does(`/aanmelding/${a}/aanpassing`, { kind: 'personeel', what: 'Een assistent', takes: 'Tien uur per week', reasonable: 'nee', why: 'Er is niemand te vinden' })
	const no = { talk_on: '13-11-2026', ground: 'ondersteuning', reason: 'De groep is te druk' }, refuse = `/aanmelding/${a}/weigeren`
	await ib.fails(refuse, no, 'Noem de school die het kind wil plaatsen')
	await ib.reads(`/aanmelding/${a}`)
	await ib.fails(refuse, { ...no, willing: 'Het Veer' }, 'Die school moet op papier zeggen dat zij het kind wil plaatsen')

	// 7 December: the six weeks end before the vacation. 11 December: more time is taken, and now the vacation lies in it.
	await people.until('2026-12-07')
	ib = await people.enter('ib1')
	await ib.reads(`/aanmelding/${a}`, '14 dec 2026')
	await people.until('2026-12-11')
	ib = await people.enter('ib1')
	await ib.reads(`/aanmelding/${a}`)
	await ib.sends(`/aanmelding/${a}/verlengen`, { more_weeks: '4', more_why: 'We praten eerst met de peuterspeelzaal', more_told: '11-12-2026' }, 'Verlengd')
	await ib.says('11 jan 2027', 'De vakantie van 19 dec 2026')
	mother = await parent()
	await mother.reads(`/aanmelding/${a}`, '11 jan 2027', 'We praten eerst met de peuterspeelzaal')
	await people.until('2026-12-15')
	ib = await people.enter('ib1')
	await ib.reads(`/aanmelding/${sami}`, 'De zes weken zijn om')
	people.must(await ib.tab.locator(`form[action="/aanmelding/${sami}/verlengen"]`).count() === 0, 'more time is offered after six weeks')

	// 12 January: late for both; a place for who is four.
	await people.until('2027-01-12')
	ib = await people.enter('ib1')
	// Nobody presses anything: the place comes from the clock, within a minute.
	for (let i = 0; i < 60; i++) {
		await ib.tab.goto(`${house.url}/aanmelding/${sami}`)
		if (await ib.sees('Tijdelijk geplaatst'))
			break
		await ib.tab.waitForTimeout(1000)
	}
	await ib.reads(`/aanmelding/${a}`, 'Het kind is nog geen vier', 'Besluit te laat')
	await ib.sends(`/aanmelding/${a}/te-laat`, { late_why: 'Er was niemand om mee te kijken', late_by: '22-1-2027' }, 'Besluit te laat')
	await ib.reads(`/aanmelding/${sami}`, 'Tijdelijk geplaatst', '12 jan 2027')
	mother = await parent()
	await mother.reads(`/aanmelding/${a}`, 'Dat is niet gelukt. Sorry.', 'Er was niemand om mee te kijken', '22 januari 2027')
	await mother.lacks('mag vanaf 12 januari') // no place is promised to a child of three
	await mother.reads(`/aanmelding/${sami}`, 'Tijdelijk geplaatst', '12 januari 2027')

	// With the other school's word in writing it passes; parents read M1, and the duty of care stays until an enrolment.
	await ib.reads(`/aanmelding/${a}`)
	await ib.sends(refuse, { ...no, willing: 'Het Veer', willing_on: '11-1-2027' }, 'Bel eerst de ouders')
	await mother.reads(`/aanmelding/${a}`, 'U staat niet alleen: tot Mila op een school is ingeschreven, moet De Wilgenhoek u blijven helpen.', 'Het Veer wil Mila graag plaatsen', 'bezwaar maken')
	const child = house.sql(`SELECT r.pid FROM route r WHERE r.given_name = 'Mila' AND r.family_name = 'Aydin'`)
	await mother.does(`/kind/${child}/aanmelding/nieuw`, { school_1: school('Het Veer') })
	const c = of('Mila', 'Het Veer')
	await ib.reads(`/aanmelding/${a}`)
	await ib.sends(`/aanmelding/${a}/gebeld`, { called_on: '12-1-2027', called_by: 'J. Bakker, IB' })
	await ib.reads('/werk?groep=alles', 'Zorgplicht: help tot het kind is ingeschreven')
	await ib.reads(`/aanmelding/${c}`)
	await ib.sends(`/aanmelding/${c}/toelaten`)
	await ib.sends(`/aanmelding/${c}/inschrijven`, { enrolled_on: '1-2-2027' }, 'Hier ingeschreven')
	await ib.reads(`/aanmelding/${a}`, 'Geweigerd, een andere school wil plaatsen')
	await ib.sends(`/aanmelding/${a}/elders-ingeschreven`, { ended_where: 'Het Veer', elsewhere_on: '12-1-2027' }, 'Elders ingeschreven')
})
