// What the people of a story read. A story says it once, in Dutch; told in English it is looked up in the catalogues of
// the program, and the page must read the English of a text that says this in Dutch. What is in no text was typed by
// somebody, and reads the same in every language.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const months = [['januari', 'January'], ['februari', 'February'], ['maart', 'March'], ['mei', 'May'], ['juni', 'June'],
	['juli', 'July'], ['augustus', 'August'], ['oktober', 'October'], ['mrt', 'Mar'], ['okt', 'Oct'],
	...['april', 'september', 'november', 'december', 'jan', 'feb', 'apr', 'jun', 'jul', 'aug', 'sep', 'nov', 'dec'].map(m => [m, m[0].toUpperCase() + m.slice(1)])]
const dated = new RegExp(`(\\d{1,2}) (${months.map(m => m[0]).join('|')}) (\\d{4})`, 'g')
const typed = said => said.replace(dated, (_, day, month, year) => `${day} ${months.find(m => m[0] === month)[1]} ${year}`)

/** [{context, ids: one and many, texts}] of a catalogue. */
function catalogue(lang) {
	const text = s => JSON.parse(s.replaceAll('"\n"', ''))
	const found = []
	for (const entry of readFileSync(join(import.meta.dirname, `../../po/${lang}.po`), 'utf8').split('\n\n').slice(1)) {
		const of = word => [...entry.matchAll(new RegExp(`^${word} ((?:"(?:[^"\\\\]|\\\\.)*"\\n?)+)`, 'gm'))].map(m => text(m[1].trim()))
		found.push({ context: of('msgctxt')[0] ?? '', ids: of('msgid(?:_plural)?'), texts: of('msgstr(?:\\[\\d\\])?') })
	}
	return found
}

const pieces = text => text.split(/\{(\w+)\}/) // words and names of slots in turn

/** What stands in the slots when `said` is a part of this text, {} when it touches none; null when it is no part of it. */
function filled(text, said) {
	const parts = pieces(text)
	for (let i = 0; i < parts.length; i += 2) {
		if (parts[i].includes(said))
			return {}
		for (let at = 0; at <= parts[i].length; at++) {
			const begin = parts[i].slice(at)
			const slots = said.startsWith(begin) && after(parts, i + 1, said.slice(begin.length))
			if (slots && Object.values(slots).join('').length * 2 <= said.length) // most of it is the text's own
				return slots
		}
	}
	return null
}

/** The same for the rest, which begins in the slot at `i`. */
function after(parts, i, rest) {
	if (i >= parts.length)
		return null
	const next = parts[i + 1], at = next === '' ? -1 : rest.indexOf(next)
	if (at < 0) {
		let n = Math.min(next.length, rest.length)
		while (!rest.endsWith(next.slice(0, n)))
			n--
		return { [parts[i]]: rest.slice(0, rest.length - n) }
	}
	const further = rest.slice(at + next.length)
	const slots = further === '' ? {} : after(parts, i + 2, further)
	return slots && { ...slots, [parts[i]]: rest.slice(0, at) }
}

let nl, en
/** The English texts of an entry of the Dutch catalogue: for the same reader, else for everyone. */
function english({ context, ids }) {
	const own = en.filter(e => e.ids[0] === ids[0]), same = own.filter(e => e.context === context)
	return context !== '' && same.length > 0 ? same[0].texts : [...ids, ...own.flatMap(e => e.texts)]
}

const escaped = s => s.replace(/\s+/g, ' ').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const pattern = (text, slots) => new RegExp(pieces(text).map((part, i) => i % 2 === 0 ? escaped(part)
	: slots[part] ? `[^]{0,99}?${escaped(typed(slots[part]))}[^]{0,99}?` : '[^]{0,999}?').join(''))

/** Whether this page says in its language what stands here in Dutch. */
export function told(page, lang, said) {
	if (lang !== 'en')
		return page.includes(said)
	nl ??= catalogue('nl')
	en ??= catalogue('en')
	const texts = nl.flatMap(e => e.texts.flatMap(text => {
		const slots = filled(text, said)
		return slots ? english(e).map(t => pattern(t, slots)) : []
	}))
	if (texts.length > 0)
		return texts.some(t => t.test(page))
	const label = said.split(': ') // a label and its value are two texts
	return label.length > 1 ? label.every(part => told(page, lang, part)) : page.includes(typed(said))
}
