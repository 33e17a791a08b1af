// What must hold for every page of ours, in a browser: axe, sizes, reachability, silence of the console, valid HTML.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { HtmlValidate } from 'html-validate'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const validator = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
	rules: {
		'require-sri': 'off', 'long-title': 'off',
		'tel-non-breaking': 'off', // the stylesheet's work
		// One question of many ticks has one name.
		'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
		'heading-level': ['error', { minInitialRank: 'h2' }], // the error summary stands before the h1
	},
})

export const launch = () => chromium.launch({
	executablePath: '/usr/bin/chromium',
	args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
		'--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

/** A browser context as someone has it; `how`: width, dark, js, forced, lang, state. */
export async function contextOf(browser, how = {}) {
	const context = await browser.newContext({
		viewport: { width: how.width ?? 390, height: 844 },
		colorScheme: how.dark ? 'dark' : 'light',
		javaScriptEnabled: how.js ?? true,
		forcedColors: how.forced ? 'active' : 'none',
		locale: how.lang === 'en' ? 'en-GB' : 'nl-NL',
		reducedMotion: 'reduce', // what slides away covers nothing
		storageState: how.state,
	})
	context.scripts = how.js ?? true
	return context
}

/** Collects what a page says to the console, and what it asks of others than its own server. */
export function listen(page, origin) {
	const said = []
	page.on('console', m => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) said.push('console: ' + m.text()) })
	page.on('pageerror', e => said.push('script: ' + e.message))
	page.on('request', r => { if (!r.url().startsWith(origin) && !r.url().startsWith('data:')) said.push('asks elsewhere: ' + r.url()) })
	return said
}

export async function axeFaults(page) {
	if (!page.context().scripts)
		return [] // axe waits for promises, which never come without scripts; the HTML is the same
	await page.evaluate(axe)
	return page.evaluate(async () => {
		const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
		const found = await globalThis.axe.run(document, { runOnly: tags })
		return found.violations.map(v => `axe ${v.id}: ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')}`)
	})
}

/** Nothing sticks out sideways; whatever can be pressed is at least 24 px (WCAG 2.5.8; links in a sentence excepted). */
export async function layoutFaults(page) {
	return page.evaluate(() => {
		const faults = []
		const over = document.documentElement.scrollWidth - window.innerWidth
		if (over > 0) {
			const who = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 0.5 && !e.closest('.tw')).slice(0, 3)
			faults.push(`${over} px sideways: ${who.map(e => e.tagName.toLowerCase() + '.' + e.className).join(', ')}`)
		}
		for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
			const box = e.getBoundingClientRect(), style = getComputedStyle(e)
			if (box.width === 0 || style.visibility === 'hidden' || box.bottom < 0 || style.clipPath !== 'none')
				continue
			const inSentence = style.display === 'inline' && /\S/.test([...e.parentNode.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(''))
			const label = e.matches('[type=checkbox], [type=radio]') && e.labels[0]?.getBoundingClientRect()
			const width = Math.max(box.width, label?.width ?? 0), height = Math.max(box.height, label?.height ?? 0)
			if (!inSentence && (width < 24 || height < 24))
				faults.push(`target ${Math.round(width)} x ${Math.round(height)}: ${e.outerHTML.slice(0, 80)}`)
		}
		return faults
	})
}

/** Skip link first, everything reachable in the order of the page, focus always visible. */
export async function keyboardFaults(page) {
	const faults = []
	await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0) })
	const wanted = await page.evaluate(() => {
		const seen = e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && !(e.closest('details:not([open])') && !e.matches('summary'))
		const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(seen)
		const radios = new Set()
		return all.filter(e => e.type !== 'radio' || (!radios.has(e.name) && radios.add(e.name))).length
	})
	const reached = []
	for (let i = 0; i < wanted + 5; i++) {
		await page.keyboard.press('Tab')
		const at = await page.evaluate(() => {
			const e = document.activeElement
			if (!e || e === document.body)
				return null
			const s = getComputedStyle(e), order = [...document.querySelectorAll('*')].indexOf(e)
			const box = e.getBoundingClientRect()
			const covered = box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && (() => {
				const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
				return top && !e.contains(top) && !top.contains(e) && !e.labels?.[0]?.contains(top)
			})()
			const visible = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none' || e.matches('[type=checkbox], [type=radio]')
			return { order, visible, covered, html: e.outerHTML.slice(0, 80), skip: e.matches('a[href^="#"]') }
		})
		if (!at || reached.some(r => r.order === at.order))
			break
		if (reached.length === 0 && !at.skip)
			faults.push('the first stop is no skip link: ' + at.html)
		if (!at.visible)
			faults.push('focus not visible: ' + at.html)
		if (at.covered)
			faults.push('focus covered: ' + at.html)
		if (reached.length && at.order < reached.at(-1).order)
			faults.push('tab order jumps back: ' + at.html)
		reached.push(at)
	}
	if (reached.length < wanted)
		faults.push(`${reached.length} of ${wanted} reachable by Tab`)
	return faults
}

/** Valid HTML, and within the sizes of ui.md 2.2. */
export async function htmlFaults(html) {
	const faults = []
	const report = await validator.validateString(html)
	for (const result of report.results)
		for (const m of result.messages)
			faults.push(`html ${m.ruleId} at ${m.line}:${m.column}: ${m.message}`)
	const size = gzipSync(html, { level: 9 }).length
	if (size > 25 * 1024)
		faults.push(`page of ${size} bytes gzip`)
	return faults
}
