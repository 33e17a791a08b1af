// Practice J9: a knooppunt with a guest, by the internal supervisor on a projector, the mother on a phone, a guest with a
// code, and the adviser; from planning in few clicks to a report that each reads in a version of their own.
import { tell } from './person.mjs'

export const knooppunt = tell('j9', async (people, house) => {
	// Planning: from the child, counted.
	const ib = await people.enter('ib1', 1280)
	const child = house.sql("SELECT pid FROM route WHERE given_name = 'Emir' AND family_name = 'Aydin'")
	let clicks = 0
	const click = async selector => { clicks++; await ib.follows(selector) }
	const plan = `/kind/${child}/knooppunt/nieuw`
	await ib.reads(`/kind/${child}`)
	await click(`nav a[href="/kind/${child}/knooppunt"]`)
	await click(`main a[href="${plan}"]`)
	for (const [name, value] of Object.entries({ question: 'Wat helpt Emir om te leren?', gast_a: 'W. Boskamp, JGZ-arts', day_a: '23-11-2026', time_a: '09:30', place: 'Vergaderkamer Kastanje' }))
		await ib.fill(plan, name, value)
	await click(`main form[action="${plan}"] button[type=submit]:not([name])`)
	const talk = ib.path
	people.must(talk.startsWith('/knooppunt/'), 'not planned: ' + talk)
	await ib.says('dit gesprek en het verslag') // what is shared is shown before it happens
	await click(`main form[action="${talk}/uitnodigen"] button`)
	people.must(clicks <= 8, `planning takes ${clicks} clicks`)

	// The guest by a code that is given by phone.
	await ib.follows('main form[action$="/code"] button')
	const code = (await ib.tab.textContent('p.codes')).trim()
	await ib.lacks('Emir') // in the letter with the code
	const guest = await people.comes('gast', 390)
	await guest.reads('/gast')
	await guest.sends('/gast', { code })
	const own = guest.path
	people.must(own === '/gast' + talk, 'the guest is at ' + own)
	await guest.tab.goto(house.url + '/kinderen')
	people.must(guest.path === own, 'a guest leaves the talk: ' + guest.path)
	await guest.does(own + '/bijdrage', { words: 'In een kleine groep praat hij mee.' })
	await guest.reads(own + '/bestanden')
	await guest.tab.setInputFiles('main input[type=file]', { name: 'verslag.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') })
	await guest.tab.fill(`main form[action="${own}/bestanden"] input[type=text]`, 'Verslag van de JGZ')
	await guest.sends(own + '/bestanden')

	// The mother, on her phone.
	const mother = await people.enter('ouder1', 390)
	await mother.reads(talk, 'We praten samen over wat Emir helpt')
	await mother.does(talk + '/antwoord', { answer: 'ja', can_a: '1', wants_interpreter: '1', talk_language: 'Arabisch' })
	await mother.does(talk + '/bijdrage', { words: 'Thuis rekent hij graag.' })

	// Not without an interpreter, nor before the child is heard; and before it was held there is no form to promise a place.
	await ib.reads(talk, 'Iemand heeft een tolk nodig', 'Luister eerst naar het kind')
	await ib.does(talk + '/tolk', { interpreter: 'Tolkentelefoon', language: 'Arabisch', interpreter_adult: '1' })
	await ib.does(talk + '/opschrijven', { voice: 'leerling', words: 'Ik wil een plek waar het stil is.' })
	await ib.tab.goto(house.url + talk + '/besluit')
	people.must(await ib.tab.locator(`form[action="${talk}/besluit"]`).count() === 0, 'a place can be promised before the talk')
	await ib.reads(talk)
	await ib.sends(talk + '/gehouden')
	const first = await ib.tab.locator('.voices li').first().textContent()
	people.must(first.includes('stil'), 'the child does not speak first: ' + first)

	// A referral: with fewer than seven, with seven about the child, with two about context.
	await ib.does(talk + '/besluit', { outcome: 'groep', arrangement: 'Startklas Het Vlot', learns_where: 'Een half jaar in de startklas.', outlook: 'Terug in de eigen klas.' })
	await ib.does(talk + '/aanwezig', {})
	const parent = house.sql(`SELECT i.pid FROM invitee i JOIN meeting m ON m.id = i.meeting WHERE m.pid = '${talk.split('/').pop()}' AND i.as_who = 'ouder'`)
	for (const what of ['Een vaste plek regelen', 'Met de groep praten', 'Elke avond voorlezen'])
		await ib.does(talk + '/actie', { what, wie: parent, by_day: '07-12-2026' })
	await ib.does(talk + '/samenvatting', { summary: 'تحدثنا معًا عن ما يساعد أمير.', summary_language: 'Arabisch', summary_by: 'machine' })
	await ib.reads(talk, 'Bekijk eerst samen zeven oplossingen')
	const cards = n => Object.fromEntries([0, 1, 2, 3, 4, 5, 6].flatMap(i => [[`kaart_${i}_wat`, `Oplossing ${i + 1}`],
		[`kaart_${i}_over`, i < n ? 'groep' : 'kind'], [`kaart_${i}_oordeel`, 'past-niet'], [`kaart_${i}_waarom`, 'Dit gaat nu niet.']]))
	await ib.does(talk + '/kaarten', cards(0))
	await ib.reads(talk, 'Minstens twee oplossingen')
	await ib.reads(talk + '/kaarten')
	await ib.sends(talk + '/kaarten', cards(2))
	await ib.reads(talk)
	await ib.lacks('Minstens twee oplossingen')
	await ib.sends(talk + '/verslag')

	// Versions per reader, at once.
	await mother.reads(talk + '/verslag', 'Arabisch', 'Vertaald door een machine', 'versie voor het gezin')
	await guest.reads(own + '/verslag', 'versie voor gasten')
	await guest.lacks('Fatima')
	await mother.reads(`/kind/${child}`)

	// Read back, and close.
	await ib.does(talk + '/teruglezen', Object.fromEntries([0, 1, 2, 3, 4].map(i => [`klopt_${i}`, 'klopt'])))
	await ib.reads(talk)
	await ib.sends(talk + '/afronden', {}, 'fgerond')
})
