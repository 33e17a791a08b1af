// One child from the first sign to back in class (systems.md A; issue 4), by the forms of the people themselves: preschool,
// mother, two schools, adviser, municipality, a guest with a code, the team of the group, the teacher and the pupil. The
// days lie between October 2026 and November 2029; the house is started again on each of them.
import { Person } from './person.mjs'

const at = day => Date.parse(`${day}T10:00:00+01:00`)
const CHILD = { given_name: 'Mila', family_name: 'Zomerdijk', born: '12-5-2023', pc4: '8603' }
const PASSWORD = 'groene kikker zingt 31'

/** What was found stands with what stopped it. */
export async function oneChild(browser, house, how, signIn) {
	const faults = []
	try {
		await goes(browser, house, how, signIn, faults)
	} catch (e) {
		faults.push(e.stack.split('\n').slice(0, 8).join('\n       '))
	}
	return faults
}

async function goes(browser, house, how, signIn, faults) {
	let open = {}
	const wide = how.width ?? 1280
	async function enter(name, width = wide) {
		open[name] ??= await Person.of(browser, house, faults, name, { ...how, width }, typeof signIn === 'function' && signIn)
		return open[name]
	}
	/** A parent or pupil who chose a password with a code that was given. */
	async function family(name, email) {
		const p = open[name] ??= await Person.of(browser, house, faults, name, { ...how, width: 390 })
		await p.tab.goto(house.url + '/in')
		await p.tab.fill('#email', email)
		await p.tab.fill('#password', PASSWORD)
		await p.follows('main form button[type=submit]:not([name])')
		return p
	}
	async function until(day) {
		for (const p of Object.values(open))
			await p.leaves()
		open = {}
		await house.later(at(day) - house.now())
	}
	const sql = text => house.sql(text)
	const last = (table, where = '') => sql(`SELECT t.pid FROM ${table} t JOIN route r ON r.id = t.route WHERE r.family_name = 'Zomerdijk' ${where} ORDER BY t.id DESC LIMIT 1`)
	const school = name => sql(`SELECT pid FROM school WHERE name = '${name}'`)
	const phase = () => sql("SELECT phase FROM route WHERE family_name = 'Zomerdijk'")
	const must = (right, what) => { if (!right) faults.push(what) }
	const at_phase = want => must(phase() === want, `the route is at ${phase()}, and should be at ${want} (${new Date(house.now()).toISOString().slice(0, 10)})`)

	/** The code of a letter, accepted by someone with a browser of their own. */
	async function invites(who, child, is, name, email) {
		await who.reads(`/kind/${child}/betrokkenen/uitnodigen`)
		await who.sends(`/kind/${child}/betrokkenen/uitnodigen`, { is, way: 'mail', name, email })
		const code = (await who.tab.textContent('p.codes')).trim()
		const p = open[is === 'pupil' ? 'pupil' : 'mother'] = await Person.of(browser, house, faults, is, { ...how, width: 390 })
		await p.reads('/uitnodiging')
		await p.sends('/uitnodiging', { code })
		await p.sends(p.path, { email, wachtwoord: PASSWORD })
		p.must(p.path === '/start', 'is not in after the code: ' + p.path)
		return p
	}

	// ---- October 2026: the preschool sees something, the mother is let in and says yes ----
	let psz = await enter('psz1')
	const kind = sql("SELECT pid FROM sign_kind WHERE list = 'soort' ORDER BY name LIMIT 1")
	const fits = sql("SELECT pid FROM sign_kind WHERE list = 'kenmerk' ORDER BY name LIMIT 2").split('\n')
	await psz.reads('/signalen/nieuw')
	await psz.sends('/signalen/nieuw', { ...CHILD, soort: kind, seen: 'Zegt weinig woorden en kijkt weg in de kring. Bouwt graag.',
		done: 'Plaatjes bij de dag. Dat helpt.', kenmerk_a: fits[0], kenmerk_b: fits[1], naar: school('De Wilgenhoek') }, 'Signaal bewaard')
	const child = sql("SELECT pid FROM route WHERE family_name = 'Zomerdijk'"), sign = last('sign')
	at_phase('signaal')
	await psz.keeps('01-preschool-sign')
	const mothers = 'moeder.zomerdijk@merenland.test'
	let mother = await invites(psz, child, 'guardian', 'Elif Zomerdijk', mothers)
	await psz.reads(`/signaal/${sign}`)
	await psz.sends(`/signaal/${sign}/toestemming-vragen`, { talked_on: '5-10-2026' })
	await mother.reads('/start', 'Mila')
	await mother.reads(`/signaal/${sign}`, 'Mag', 'De Wilgenhoek')
	await mother.keeps('02-mother-consent')
	let ib = await enter('ib1')
	await ib.refused(`/signaal/${sign}`)
	await mother.sends(`/signaal/${sign}/ja`)
	await ib.reads(`/signaal/${sign}`, 'kijkt weg in de kring')

	// ---- 12 November 2026, three years and six months: the preschool's own knooppunt, with the adviser ----
	await until('2026-11-12')
	psz = await enter('psz1')
	const traject = sql("SELECT pid FROM account WHERE email = 'traject1@merenland.test'")
	await psz.reads(`/kind/${child}/knooppunt/nieuw`)
	await psz.tab.check(`main [type=checkbox][value="${traject}"]`, { force: true })
	await psz.sends(`/kind/${child}/knooppunt/nieuw`, { question: 'Welke school past bij Mila?', day_a: '12-11-2026', time_a: '10:30', place: 'Peuterspeelzaal Zonnetje' })
	const first = last('meeting')
	await psz.sends(`/knooppunt/${first}/uitnodigen`)
	mother = await family('mother', mothers)
	let adviser = await enter('traject1')
	await adviser.does(`/knooppunt/${first}/antwoord`, { answer: 'ja', can_a: '1' })
	await mother.does(`/knooppunt/${first}/antwoord`, { answer: 'ja', can_a: '1' })
	await mother.does(`/knooppunt/${first}/bijdrage`, { words: 'Thuis vertelt ze veel met haar handen.' })
	await psz.does(`/knooppunt/${first}/opschrijven`, { voice: 'leerling', words: 'Mila wijst naar de bouwhoek en lacht.' })
	await psz.reads(`/knooppunt/${first}`)
	await psz.sends(`/knooppunt/${first}/gehouden`)
	await psz.does(`/knooppunt/${first}/besluit`, { outcome: 'anders', learns_where: 'Moeder meldt aan bij twee scholen.', outlook: 'Een school in de buurt, met hulp bij praten.' })
	await psz.does(`/knooppunt/${first}/aanwezig`, {})
	const who = (talk, as) => sql(`SELECT i.pid FROM invitee i JOIN meeting m ON m.id = i.meeting WHERE m.pid = '${talk}' AND i.as_who = '${as}' ORDER BY i.id LIMIT 1`)
	await psz.does(`/knooppunt/${first}/actie`, { what: 'Aanmelden bij twee scholen', wie: who(first, 'ouder'), by_day: '27-11-2026' })
	await psz.reads(`/knooppunt/${first}`)
	await psz.sends(`/knooppunt/${first}/verslag`)
	await mother.reads(`/knooppunt/${first}/verslag`, 'Moeder meldt aan bij twee scholen.')
	await mother.does(`/knooppunt/${first}/klopt`, { read_back: 'klopt' })
	await closes(psz, first)
	at_phase('knooppunt')

	// ---- 16 November 2026: two schools in order ----
	await until('2026-11-16')
	mother = await family('mother', mothers)
	await mother.reads(`/kind/${child}`, 'Mila')
	await mother.does(`/kind/${child}/aanmelding/nieuw`, { school_1: school('De Wilgenhoek'), school_2: school('De Oude Sluis'), need_known: '1', need_what: 'Plaatjes helpen haar te begrijpen wat er komt.' })
	await mother.keeps('03-mother-receipt')
	await mother.says('De Wilgenhoek', 'De Oude Sluis')
	at_phase('aanmelding')
	const application = name => sql(`SELECT a.pid FROM application a JOIN route r ON r.id = a.route JOIN organisation o ON o.id = a.school WHERE r.family_name = 'Zomerdijk' AND o.name = '${name}'`)
	const a = application('De Wilgenhoek'), b = application('De Oude Sluis')
	ib = await enter('ib1')
	await ib.reads('/aanmeldingen', 'Mila')
	await ib.reads(`/aanmelding/${a}`)
	await ib.sends(`/aanmelding/${a}/oppakken`)
	await ib.does(`/aanmelding/${a}/aanpassing`, { kind: 'klas', what: 'Plaatjes bij de dag in de kleutergroep', takes: 'Een half uur per week', reasonable: 'ja', why: 'Dat helpt meer kinderen.' })
	await ib.does(`/aanmelding/${a}/intake`, { tour_on: '9-11-2026', fill_on: '30-11-2026' })
	await ib.reads(`/aanmelding/${a}`)
	await ib.keeps('04-school-application')
	const list = last('intake')
	await mother.reads(`/intake/${list}`)
	await mother.does(`/intake/${list}/kind-en-thuis`, { blij: 'Torens bouwen. Ze is geduldig.' })
	await mother.does(`/intake/${list}/praten`, { praten: 'Met haar handen en twintig woorden.', praten_hulp: '1', begrijpen: 'Voordoen en plaatjes.' })
	await mother.reads(`/intake/${list}`, 'Torens bouwen')
	await mother.keeps('05-mother-intake')
	await mother.sends(`/intake/${list}/ouders-klaar`)

	// ---- 30 November 2026: the rest of the list together; what needs help becomes a proposal ----
	await until('2026-11-30')
	ib = await enter('ib1')
	await ib.reads(`/intake/${list}`, 'Met haar handen en twintig woorden.')
	await ib.does(`/intake/${list}/zorg-en-hulp`, { helpt: 'Elke ochtend samen de dag bekijken.', helpt_hulp: '1' })
	await ib.reads(`/intake/${list}`)
	await ib.sends(`/intake/${list}/klaar`)
	await ib.reads(`/kind/${child}/doelen`, 'Met haar handen en twintig woorden.', 'Elke ochtend samen de dag bekijken.')
	await ib.keeps('06-needs-proposed')

	// ---- 7 December 2026: the school's knooppunt, with the municipality and a guest; the outcome is a group ----
	await until('2026-12-07')
	ib = await enter('ib1')
	const town = sql("SELECT h.pid FROM holds h JOIN account a ON a.id = h.account WHERE a.email = 'gemeente1@merenland.test' ORDER BY h.id LIMIT 1")
	const gives = `/kind/${child}/betrokkenen/nieuw/partner/${town}`
	await ib.does(gives, { tot: '31-1-2027', deel_knooppunt: '1' })
	await ib.sends(gives)
	await ib.reads(`/kind/${child}/knooppunt/nieuw`)
	await ib.tab.check(`main [type=checkbox][value="${traject}"]`, { force: true })
	await ib.sends(`/kind/${child}/knooppunt/nieuw`, { question: 'Wat heeft Mila nodig om mee te doen?', gast_a: 'W. Boskamp, logopedist', day_a: '7-12-2026', time_a: '09:30', place: 'Vergaderkamer Kastanje' })
	const talk = last('meeting')
	await ib.sends(`/knooppunt/${talk}/uitnodigen`)
	await ib.sends(`/uitgenodigde/${who(talk, 'gast')}/code`)
	const code = (await ib.tab.textContent('p.codes')).trim()
	const guest = open.guest = await Person.of(browser, house, faults, 'guest', { ...how, width: 390 })
	await guest.reads('/gast')
	await guest.sends('/gast', { code })
	await guest.does(`/gast/knooppunt/${talk}/bijdrage`, { words: 'In een kleine groep praat zij mee.' })
	mother = await family('mother', mothers)
	await mother.does(`/knooppunt/${talk}/antwoord`, { answer: 'ja', can_a: '1' })
	await mother.does(`/knooppunt/${talk}/bijdrage`, { words: 'Ik wil dat ze bij haar broer op school komt.' })
	adviser = await enter('traject1')
	await adviser.does(`/knooppunt/${talk}/bijdrage`, { words: 'De startklas heeft plek in het voorjaar.' })
	const gemeente = await enter('gemeente1')
	await gemeente.does(`/knooppunt/${talk}/antwoord`, { answer: 'ja', can_a: '1' })
	await gemeente.does(`/knooppunt/${talk}/bijdrage`, { words: 'De gemeente betaalt het vervoer.' })
	await gemeente.keeps('07-municipality-talk')
	await gemeente.refused(`/aanmelding/${a}`)
	await ib.does(`/knooppunt/${talk}/opschrijven`, { voice: 'leerling', words: 'Mila koos het plaatje van de rustige hoek.' })
	await ib.reads(`/knooppunt/${talk}`)
	await ib.sends(`/knooppunt/${talk}/gehouden`)
	must((await ib.tab.locator('.voices li').first().textContent()).includes('rustige hoek'), 'the child does not speak first')
	await ib.does(`/knooppunt/${talk}/kaarten`, Object.fromEntries([0, 1, 2, 3, 4, 5, 6].flatMap(i => [[`kaart_${i}_wat`, ['Plaatjes bij de dag', 'Kleinere kring', 'Vaste plek', 'Logopedie op school', 'Rustige hoek', 'Halve dagen', 'Extra handen'][i]],
		[`kaart_${i}_over`, ['groep', 'groep', 'gebouw', 'kind', 'gebouw', 'rooster', 'leerkracht'][i]], [`kaart_${i}_oordeel`, i < 2 ? 'proberen' : 'past-niet'], [`kaart_${i}_waarom`, 'Dat is nu niet genoeg.']])))
	await ib.does(`/knooppunt/${talk}/besluit`, { outcome: 'groep', arrangement: 'Startklas Het Vlot', learns_where: 'Een half jaar in de startklas.', outlook: 'Daarna in groep 1 van De Wilgenhoek.' })
	await ib.does(`/knooppunt/${talk}/aanwezig`, {})
	await ib.does(`/knooppunt/${talk}/actie`, { what: 'Kijken in de startklas', wie: who(talk, 'ouder'), by_day: '15-1-2027' })
	await ib.does(`/knooppunt/${talk}/actie`, { what: 'Plek aanvragen', wie: who(talk, 'school'), by_day: '15-1-2027' })
	await ib.reads(`/knooppunt/${talk}`)
	await ib.keeps('08-knooppunt-table')
	await ib.sends(`/knooppunt/${talk}/verslag`)
	await guest.reads(`/gast/knooppunt/${talk}/verslag`)
	await mother.reads(`/knooppunt/${talk}/verslag`, 'Een half jaar in de startklas.')
	await mother.keeps('09-mother-report')
	await closes(ib, talk)
	await mother.reads('/start', 'Mila')
	await mother.reads(`/kind/${child}`)

	// ---- 14 December 2026: admitted; the mother takes back the second application ----
	await until('2026-12-14')
	ib = await enter('ib1')
	await ib.reads(`/aanmelding/${a}`)
	await ib.sends(`/aanmelding/${a}/toelaten`)
	mother = await family('mother', mothers)
	await mother.reads(`/aanmelding/${b}`)
	await mother.sends(`/aanmelding/${b}/intrekken`)

	// ---- May 2027, four years: enrolled, and the place in the group is prepared and answered ----
	await until('2027-05-03')
	ib = await enter('ib1')
	await ib.reads(`/aanmelding/${a}`)
	await ib.sends(`/aanmelding/${a}/inschrijven`, { enrolled_on: '17-5-2027' })
	const group = sql("SELECT pid FROM place_group WHERE name = 'Het Vlot'")
	await ib.does(`/kind/${child}/plaatsing/nieuw`, { soort: sql("SELECT pid FROM place_kind WHERE name = 'Startklas'"), why: 'Wij bieden hulp in de klas; Mila heeft de hele dag iemand nodig die meepraat.' })
	const placement = last('placement')
	await ib.sends(`/plaatsing/${placement}/bijwerken`, { need_language: '1', way_back: 'Elke maand een bezoek aan groep 1.', responsible: 'moederschool' })
	await ib.sends(`/plaatsing/${placement}/ouders-vragen`)
	mother = await family('mother', mothers)
	await mother.does(`/plaatsing/${placement}/antwoord`, { answer: 'ja', because: 'Als ze daarna terugkomt.' })
	await mother.reads(`/plaatsing/${placement}`)
	await mother.keeps('10-mother-placement')
	await ib.does(`/plaatsing/${placement}/groep`, { groep: group })
	await until('2027-05-17')
	ib = await enter('ib1')
	let team = await enter('startklas1')
	await team.refused(`/kind/${child}`)
	await ib.reads(`/plaatsing/${placement}`)
	await ib.sends(`/plaatsing/${placement}/plaatsen`, { begins: '17-5-2027' })
	at_phase('startklas')
	await team.reads(`/kind/${child}`, 'Mila')
	await team.does(`/plaatsing/${placement}/doel`, { goal: 'Vertelt met plaatjes wat zij wil', start_level: 'Wijst, en zegt twee woorden.', aim: 'Drie keer per dag uit zichzelf.', host_does: 'Elke ochtend oefenen met het plaatjesboek.' })
	const heard = last('place_goal')
	await ib.does(`/plaatsing/${placement}/doel`, { goal: 'Doet tien minuten mee in de kring', start_level: 'Twee minuten.', aim: 'Tien minuten.', host_does: 'Een kleine kring.', mother_does: 'De kring in groep 1 wordt korter.' })
	const circle = last('place_goal')
	await ib.reads(`/terugkeerdoel/${heard}`)
	await ib.sends(`/terugkeerdoel/${heard}/afspreken`, { mother_does: 'Hetzelfde plaatjesboek ligt in groep 1.' })
	await team.reads(`/terugkeerdoel/${circle}`)
	await team.sends(`/terugkeerdoel/${circle}/afspreken`)
	await team.reads(`/plaatsing/${placement}`, 'Vertelt met plaatjes wat zij wil', 'Doet tien minuten mee in de kring')
	await team.keeps('11-team-road')

	// ---- June 2027: the plan, with the child's idea answered and the mother's yes; the teacher and the guidance talk ----
	await until('2027-06-07')
	ib = await enter('ib1')
	await ib.does(`/kind/${child}/plan/nieuw`, { enrolled: '17-5-2027' })
	const plan = last('opp')
	await ib.reads(`/kind/${child}/doelen`)
	const proposed = sql("SELECT t.pid FROM opp_help t JOIN route r ON r.id = t.route WHERE r.family_name = 'Zomerdijk' AND t.state = 'voorstel' ORDER BY t.id").split('\n')
	must(proposed.length >= 2, `of the intake list came ${proposed.length} proposals`)
	for (const [i, pid] of proposed.entries()) {
		await ib.reads(`/hulp/${pid}`)
		await ib.sends(`/hulp/${pid}/${i === 0 ? 'overnemen' : 'opzij'}`)
	}
	await ib.does(`/hulp/${proposed[0]}/wijzig`, { form: 'groepje', who: 'De leerkracht', minutes_week: '50', from_on: '7-6-2027', until_on: '31-1-2028', on_card: '1' })
	await ib.does(`/kind/${child}/doel/nieuw`, { area: 'sociaal', what: 'Ik vertel wat ik wil', measure: 'keer per dag', start_at: '1', start_on: '4-6-2027', aim: '5', aim_by: '31-1-2028' })
	await ib.does(`/plan/${plan}/idee`, { words: 'Mila wil haar bouwblokken meenemen.', wie_leest: 'open' })
	const idea = last('opp_say')
	await ib.reads(`/idee/${idea}`)
	await ib.sends(`/idee/${idea}/antwoord`, { answer: 'gedaan', because: 'De blokken staan in de hoek van de klas.', told_by: 'Juf Lotte', told_on: '7-6-2027' })
	await ib.does(`/plan/${plan}/wijzig`, { mastery: 'Bouwen, en wachten op haar beurt.', heard_on: '4-6-2027', heard_how: 'Met plaatjes, samen met moeder.', pupil_view: 'Bouwen is fijn. De kring is lang.', pupil_done: 'De kring wordt korter.', told_on: '7-6-2027',
		destination: 'vmbo-gt', grounds: 'Zij leert snel als zij het ziet.', hindering: 'Zij zegt nog weinig.', promoting: 'Plaatjes en bouwen.', guidance: 'Elke ochtend tien minuten plaatjesboek.', deviations: 'Er wijkt niets af.' })
	await ib.reads(`/plan/${plan}`)
	await ib.sends(`/plan/${plan}/bespreken`, { talked_on: '7-6-2027' })
	await ib.sends(`/plan/${plan}/instemming-vragen`)
	mother = await family('mother', mothers)
	await mother.reads(`/plan/${plan}`, 'Ik vertel wat ik wil')
	await mother.does(`/plan/${plan}/instemming`, { answer: 'ja' })
	await mother.keeps('12-mother-plan')
	await ib.reads(`/plan/${plan}`)
	await ib.sends(`/plan/${plan}/vaststellen`)
	await ib.keeps('13-plan')
	const teacher = sql("SELECT h.pid FROM holds h JOIN account a ON a.id = h.account JOIN seat s ON s.id = h.seat WHERE a.email = 'leerkracht1@merenland.test' AND s.role = 'teacher' ORDER BY h.id LIMIT 1")
	const teaches = `/kind/${child}/betrokkenen/nieuw/leerkracht/${teacher}`
	await ib.does(teaches, { tot: '31-5-2028' })
	await ib.sends(teaches)
	team = await enter('startklas1')
	await team.does(`/plaatsing/${placement}/gesprek`, { held_on: '7-6-2027', joined: '1', words: 'Mila zegt meer. Moeder is blij met het plaatjesboek.', agreed: 'Het boek gaat mee naar huis.' })
	await mother.reads(`/plaatsing/${placement}`, 'plaatjesboek')
	await ib.does(`/kind/${child}/observatie`, { held_on: '4-6-2027', observer: 'leerkracht', child_seen: 'Doet zes minuten mee in de kleine kring.', takes_back: 'Een kring van zes kinderen, met plaatjes.' })
	let juf = await enter('leerkracht1')
	const goal = last('opp_goal')
	await juf.reads(`/doel/${goal}`, 'Ik vertel wat ik wil')
	await juf.sends(`/doel/${goal}/meting`, { measured_on: '7-6-2027', value: '2', words: 'Twee keer met het plaatjesboek.' })
	await juf.reads(`/kind/${child}`, 'Mila')
	await juf.keeps('14-teacher-child')

	// ---- September and October 2027: second observation, practice, full return ----
	await until('2027-09-20')
	ib = await enter('ib1')
	await ib.does(`/kind/${child}/observatie`, { held_on: '17-9-2027', observer: 'ib', child_seen: 'Vraagt uit zichzelf om het boek.', takes_back: 'Het boek op een vaste plek.' })
	await ib.reads(`/plaatsing/${placement}`)
	await ib.sends(`/plaatsing/${placement}/terugkeer`, { practise: '20-9-2027' })
	at_phase('terug')
	team = await enter('startklas1')
	await team.does(`/plaatsing/${placement}/oefenen`, { from_day: '20-9-2027', days: '1', where_to: 'Groep 1, de ochtend', watched: '1' })
	const practice = last('place_practice')
	await team.reads(`/oefenmoment/${practice}`)
	await team.sends(`/oefenmoment/${practice}/gedaan`, { watched: '1', how: 'Ging goed. Het kan een dag meer.' })
	await ib.does(`/plaatsing/${placement}/oefenen`, { from_day: '4-10-2027', days: '3', where_to: 'Groep 1, hele dagen' })
	mother = await family('mother', mothers)
	await mother.reads(`/plaatsing/${placement}`)
	await mother.keeps('15-mother-return')
	await until('2027-10-25')
	ib = await enter('ib1')
	await ib.reads(`/plaatsing/${placement}`)
	await ib.sends(`/plaatsing/${placement}/helemaal-terug`, { returned: '25-10-2027' })
	at_phase('nazorg')

	// ---- 20 December 2027: eight weeks of aftercare end, and the team of the group reads nothing any more ----
	await until('2027-12-20')
	ib = await enter('ib1')
	await ib.reads(`/plaatsing/${placement}`)
	await ib.sends(`/plaatsing/${placement}/nazorg-klaar`, { care_on: '17-12-2027', care_words: 'De kleine kring blijft.', lasts: 'ja' })
	team = await enter('startklas1')
	await team.refused(`/kind/${child}`)
	await team.refused(`/plaatsing/${placement}`)

	// ---- After one and two years: the pupil with an account of her own, the checks, the end ----
	await until('2028-10-23')
	ib = await enter('ib1')
	const check = n => sql(`SELECT t.pid FROM return_check t JOIN route r ON r.id = t.route WHERE r.family_name = 'Zomerdijk' AND t.years = ${n}`)
	const teachesAgain = { tot: '31-10-2029' }
	await ib.does(teaches, teachesAgain)
	await ib.sends(teaches)
	const pupil = await invites(ib, child, 'pupil', 'Mila Zomerdijk', 'mila.zomerdijk@merenland.test')
	await pupil.reads('/start', 'Mijn')
	await pupil.reads(`/kind/${child}`)
	await pupil.keeps('16-pupil-page')
	await pupil.does(`/kind/${child}/stem/vraag/1`, { words: 'Ik mag de blokken opruimen.', wie_leest: 'open' })
	const own = last('opp_say')
	juf = await enter('leerkracht1')
	await juf.reads(`/kind/${child}`, 'Mila')
	await ib.reads(`/idee/${own}`)
	await ib.sends(`/idee/${own}/antwoord`, { answer: 'gedaan', because: 'Jij bent de baas van de blokken.', told_by: 'Juf Sanne', told_on: '23-10-2028' })
	await pupil.reads(`/idee/${own}`, 'Jij bent de baas van de blokken.')
	await pupil.sends(`/idee/${own}/klopt`)
	await ib.reads(`/terugkeercheck/${check(1)}`)
	await ib.sends(`/terugkeercheck/${check(1)}/bekeken`, { held_on: '20-10-2028', lasts: 'ja', words: 'Zij doet mee.' })
	await until('2029-10-29')
	ib = await enter('ib1')
	await ib.reads(`/terugkeercheck/${check(2)}`)
	await ib.sends(`/terugkeercheck/${check(2)}/bekeken`, { held_on: '26-10-2029', lasts: 'ja', words: 'Zij is een van de groep.' })
	await ib.reads(`/plaatsing/${placement}`)
	await ib.sends(`/plaatsing/${placement}/afronden`)
	await ib.reads(`/kind/${child}`)
	await ib.sends(`/kind/${child}/fase/klaar`, {}, 'Route afgerond')
	at_phase('klaar')
	mother = await family('mother', mothers)
	await mother.reads(`/kind/${child}/tijdlijn`)
	await mother.keeps('17-mother-timeline')
	await ib.reads(`/kind/${child}`)
	await ib.keeps('18-school-child')
	for (const p of Object.values(open))
		await p.leaves()

	/** Everyone who was there has said whether the report is right; then the talk is closed. */
	async function closes(p, of) {
		await p.reads(`/knooppunt/${of}/teruglezen`)
		const asked = await p.tab.locator('main [name^="klopt_"][value="klopt"]').evaluateAll(all => all.map(e => e.name))
		await p.sends(`/knooppunt/${of}/teruglezen`, Object.fromEntries(asked.map(n => [n, 'klopt'])))
		await p.reads(`/knooppunt/${of}`)
		await p.sends(`/knooppunt/${of}/afronden`)
	}
}
