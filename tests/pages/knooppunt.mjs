// Practice J9: a knooppunt with a guest, by the internal supervisor on a projector, the mother on a phone, a guest with a
// code, and the adviser; from planning in few clicks to a report that each reads in a version of their own.
import { axeFaults, contextOf, layoutFaults, listen } from './look.mjs'

export async function knooppunt(browser, house, how, signIn) {
	const faults = [], open = []
	const must = (right, what) => { if (!right) faults.push(what) }
	const shots = process.env.TN_SHOTS
	const keep = async (tab, name) => shots && tab.screenshot({ path: `${shots}/j9-${name}-${tab.viewportSize().width}${how.js === false ? '-plain' : ''}.png`, fullPage: true })

	async function enter(name, width) {
		const context = await contextOf(browser, { ...how, width }), tab = await context.newPage()
		const said = listen(tab, house.url)
		if (name !== 'gast')
			await signIn(tab, house, name)
		open.push({ name, context, said })
		return tab
	}
	async function look(tab, where) {
		for (const f of [...await axeFaults(tab), ...await layoutFaults(tab)])
			faults.push(`${where}: ${f}`)
	}
	async function see(tab, where) {
		await tab.goto(house.url + where)
		await look(tab, where)
		return await tab.textContent('body')
	}
	async function send(tab, form, values = {}) {
		const folded = tab.locator(`details:not([open]):has(form[action="${form}"]) > summary`)
		if (await folded.count() > 0)
			await folded.first().click()
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
		await tab.click(`main form[action="${form}"] button[type=submit]:not([name])`)
		await tab.waitForLoadState('load')
	}
	const path = tab => new URL(tab.url()).pathname

	// Planning: from the child, counted.
	const ib = await enter('ib1', 1280)
	const child = house.sql("SELECT pid FROM route WHERE given_name = 'Emir' AND family_name = 'Aydin'")
	let clicks = 0
	const click = async selector => { clicks++; await ib.click(selector); await ib.waitForLoadState('load') }
	await ib.goto(house.url + `/kind/${child}`)
	await click(`nav a[href="/kind/${child}/knooppunt"]`)
	await click(`main a[href="/kind/${child}/knooppunt/nieuw"]`)
	await look(ib, 'planning')
	await ib.fill('[name=question]', 'Wat helpt Emir om te leren?')
	await ib.fill('[name=gast_a]', 'W. Boskamp, JGZ-arts')
	await ib.fill('[name=day_a]', '23-11-2026')
	await ib.fill('[name=time_a]', '09:30')
	await ib.fill('[name=place]', 'Vergaderkamer Kastanje')
	await keep(ib, 'plan')
	await click(`main form[action="/kind/${child}/knooppunt/nieuw"] button[type=submit]:not([name])`)
	const talk = path(ib)
	must(talk.startsWith('/knooppunt/'), 'not planned: ' + ib.url())
	await look(ib, 'what is shared')
	must((await ib.textContent('main')).includes('dit gesprek en het verslag'), 'what is shared is not shown before it happens')
	await keep(ib, 'shared')
	await click(`main form[action="${talk}/uitnodigen"] button`)
	must(clicks <= 8, `planning takes ${clicks} clicks`)

	// The guest by a code that is given by phone.
	await ib.click('main form[action$="/code"] button')
	await ib.waitForLoadState('load')
	const code = (await ib.textContent('p.codes')).trim()
	must(!(await ib.textContent('main')).includes('Emir'), 'the letter with the code names the child')
	const guest = await enter('gast', 390)
	await guest.goto(house.url + '/gast')
	await look(guest, 'door of guests')
	await guest.fill('[name=code]', code)
	await guest.click('main form button')
	await guest.waitForLoadState('load')
	const own = path(guest)
	must(own === '/gast' + talk, 'the guest is at ' + own)
	await look(guest, 'talk of the guest')
	await keep(guest, 'guest')
	await guest.goto(house.url + '/kinderen')
	must(path(guest) === own, 'a guest leaves the talk: ' + guest.url())
	await see(guest, own + '/bijdrage')
	await send(guest, own + '/bijdrage', { words: 'In een kleine groep praat hij mee.' })
	await see(guest, own + '/bestanden')
	await guest.setInputFiles('main input[type=file]', { name: 'verslag.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') })
	await guest.fill(`main form[action="${own}/bestanden"] input[type=text]`, 'Verslag van de JGZ')
	await guest.click(`main form[action="${own}/bestanden"] button[type=submit]:not([name])`)
	await guest.waitForLoadState('load')
	await keep(guest, 'guest-file')

	// The mother, on her phone.
	const mother = await enter('ouder1', 390)
	let text = await see(mother, talk)
	must(text.includes('We praten samen over wat Emir helpt'), 'the invitation of M2 is not there')
	await keep(mother, 'mother')
	await see(mother, talk + '/antwoord')
	await send(mother, talk + '/antwoord', { answer: 'ja', can_a: '1', wants_interpreter: '1', talk_language: 'Arabisch' })
	await see(mother, talk + '/bijdrage')
	await send(mother, talk + '/bijdrage', { words: 'Thuis rekent hij graag.' })
	await keep(mother, 'mother-answered')

	// Not without an interpreter, nor before the child is heard.
	text = await see(ib, talk)
	must(text.includes('Iemand heeft een tolk nodig'), 'the talk could be held without an interpreter')
	must(text.includes('Luister eerst naar het kind'), 'the talk could be held without the child')
	await see(ib, talk + '/tolk')
	await send(ib, talk + '/tolk', { interpreter: 'Tolkentelefoon', language: 'Arabisch', interpreter_adult: '1' })
	await see(ib, talk + '/opschrijven')
	await send(ib, talk + '/opschrijven', { voice: 'leerling', words: 'Ik wil een plek waar het stil is.' })
	await ib.goto(house.url + talk + '/besluit')
	must(await ib.locator(`form[action="${talk}/besluit"]`).count() === 0, 'a place can be promised before the talk')
	await ib.goto(house.url + talk)
	await send(ib, talk + '/gehouden')
	const first = await ib.locator('.voices li').first().textContent()
	must(first.includes('stil'), 'the child does not speak first: ' + first)
	await look(ib, 'at the table')
	await keep(ib, 'table')

	// A referral: with fewer than seven, with seven about the child, with two about context.
	await see(ib, talk + '/besluit')
	await send(ib, talk + '/besluit', { outcome: 'groep', arrangement: 'Startklas Het Vlot', learns_where: 'Een half jaar in de startklas.', outlook: 'Terug in de eigen klas.' })
	await see(ib, talk + '/aanwezig')
	await send(ib, talk + '/aanwezig')
	const people = house.sql(`SELECT i.pid FROM invitee i JOIN meeting m ON m.id = i.meeting WHERE m.pid = '${talk.split('/').pop()}' AND i.as_who = 'ouder'`)
	for (const what of ['Een vaste plek regelen', 'Met de groep praten', 'Elke avond voorlezen']) {
		await see(ib, talk + '/actie')
		await send(ib, talk + '/actie', { what, wie: people, by_day: '07-12-2026' })
	}
	await see(ib, talk + '/samenvatting')
	await send(ib, talk + '/samenvatting', { summary: 'تحدثنا معًا عن ما يساعد أمير.', summary_language: 'Arabisch', summary_by: 'machine' })
	text = await see(ib, talk)
	must(text.includes('Bekijk eerst samen zeven oplossingen'), 'a referral without seven solutions')
	await see(ib, talk + '/kaarten')
	const cards = n => Object.fromEntries([0, 1, 2, 3, 4, 5, 6].flatMap(i => [[`kaart_${i}_wat`, `Oplossing ${i + 1}`],
		[`kaart_${i}_over`, i < n ? 'groep' : 'kind'], [`kaart_${i}_oordeel`, 'past-niet'], [`kaart_${i}_waarom`, 'Dit gaat nu niet.']]))
	await send(ib, talk + '/kaarten', cards(0))
	text = await see(ib, talk)
	must(text.includes('Minstens twee oplossingen'), 'seven about the child are enough')
	await see(ib, talk + '/kaarten')
	await keep(ib, 'cards')
	await send(ib, talk + '/kaarten', cards(2))
	text = await see(ib, talk)
	must(!text.includes('Minstens twee oplossingen'), 'two about context are refused')
	await send(ib, talk + '/verslag')
	await look(ib, 'after the report')

	// Versions per reader, at once.
	text = await see(mother, talk + '/verslag')
	must(text.includes('Arabisch') && text.includes('Vertaald door een machine'), 'the summary of the mother is not marked')
	must(text.includes('versie voor het gezin'), 'not the version of the family')
	await keep(mother, 'report')
	text = await see(guest, own + '/verslag')
	must(text.includes('versie voor gasten') && !text.includes('Fatima'), 'not the version of a guest')
	await keep(guest, 'guest-report')
	text = await see(mother, `/kind/${child}`)

	// Read back, and close.
	await see(ib, talk + '/teruglezen')
	await send(ib, talk + '/teruglezen', Object.fromEntries([0, 1, 2, 3, 4].map(i => [`klopt_${i}`, 'klopt'])))
	await ib.goto(house.url + talk)
	await send(ib, talk + '/afronden')
	must((await ib.textContent('main')).includes('Afgerond') || (await ib.textContent('main')).includes('afgerond'), 'not closed')
	await keep(ib, 'closed')
	for (const { name, context, said } of open) {
		faults.push(...said.filter(s => !/422/.test(s)).map(s => `${name}: ${s}`))
		await context.close()
	}
	return faults
}
