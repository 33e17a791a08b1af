// A whole route by the people who take part in it, each by an own account: what each reads, what each may do, and what
// none of them may see (systems.md A; issue 4: parent, preschool, internal supervisor, adviser, team of the group,
// teacher, pupil, municipality).
import { tell } from './person.mjs'

const tabs = ['', '/tijdlijn', '/betrokkenen', '/wie-keek-mee', '/route-kaart']

export const wholeRoute = tell('route', async (people, house) => {
	const pid = where => house.sql(`SELECT pid FROM route WHERE ${where} ORDER BY id LIMIT 1`)
	const noor = pid("given_name = 'Noor' AND family_name = 'Jansen'"), saar = pid("given_name = 'Saar' AND prefix = 'van den'")
	const lina = pid("given_name = 'Lina' AND prefix = 'van der'"), emir = pid("given_name = 'Emir'")
	const enter = name => people.enter(name)
	/** A step of the route, by its button. */
	async function step(p, name, done) {
		await p.reads(`/kind/${noor}`)
		await p.follows(`main form[action$="/fase/${name}"] button[type=submit]`)
		await p.hears(done)
	}

	// The internal supervisor ends the route and begins again: from the first sign on.
	const ib = await enter('ib1')
	await ib.reads(`/kind/${noor}`, 'Nu te doen', 'Wat gebeurt er daarna?', 'Wat zeggen zij zelf?', 'Wie doet mee')
	await step(ib, 'klaar', 'Route afgerond')
	await step(ib, 'opnieuw', 'Opnieuw begonnen')
	await ib.reads(`/kind/${noor}`, 'Eerste signaal', 'Nu te doen')

	// Her parent reads it in plain words, at the start and on her page, and may not move it.
	const parent = await enter('ouder2')
	await parent.reads('/start', 'Dit loopt ook voor Noor', 'Wacht op')
	await parent.reads(`/kind/${noor}`, 'Wat gebeurt er nu met Noor?', 'hier bent u nu', 'Hulp nodig?', 'Er wordt niets besloten zonder u.')
	await parent.lacks('Nu te doen', 'Kies daarna samen: een aanmelding')
	people.must(await parent.tab.locator('main form[action*="/fase/"]').count() === 0, 'a parent is offered a step of the route')
	await parent.refused(`/kind/${emir}`, 'Emir')

	// The pupil reads it as her own.
	const pupil = await enter('leerling1')
	await pupil.reads('/start', 'Mijn route')
	await pupil.reads(`/kind/${noor}`, 'Mijn route', 'Jouw route', 'hier ben jij nu', 'Kindertelefoon')
	await pupil.lacks('Nu te doen', 'Wat gebeurt er nu met Noor?')
	await pupil.reads('/wie-helpt', 'Wie doet mee')
	await pupil.refused(`/kind/${lina}`, 'Lina')

	// An application is begun where it is written down; of one that runs the parents read what the school does.
	await ib.reads(`/kind/${noor}`)
	people.must(await ib.tab.locator('main form[action$="/fase/aanmelding"]').count() === 0, 'an application without one is offered')
	const applied = await enter('gezin009a')
	await applied.reads('/start', 'De school kijkt eerst wat zij zelf kan aanpassen.')

	// A knooppunt, help at school, aftercare; each time the others see where it is.
	await step(ib, 'overleg', 'Knooppunt begonnen')
	await parent.reads(`/kind/${noor}`, 'U krijgt een uitnodiging.')
	await pupil.reads(`/kind/${noor}`, 'Jij zegt vooraf wat zij moeten weten.')
	await step(ib, 'ondersteuning', 'begonnen')
	await step(ib, 'nazorg', 'Nazorg begonnen')
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
		await who.lacks(...never, 'Hulp nodig?')
		if (name !== 'traject1')
			for (const t of tabs)
				await who.refused(`/kind/${foreign}${t}`)
	}

	// The municipality has no task for any of them: nothing opens, and the picture of the route is for everyone.
	const town = await enter('gemeente1')
	await town.reads('/start', 'Alles is gedaan')
	for (const child of [noor, saar, lina, emir])
		await town.refused(`/kind/${child}`, 'Noor', 'Saar', 'Lina', 'Emir')
	await town.reads('/route-kaart', 'Eerste signaal')
})
