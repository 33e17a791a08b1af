// 200 ways to break out of a page, in every field of every form (quality.md 1.2 V1): the page that comes back, and the
// pages that show what was kept, are parsed by the browser and must have no element and no attribute more than with
// plain words of the same shape.
import { contextOf } from './look.mjs'
import { signIn } from './journeys.mjs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const payloads = ['alert(1)', 'document.title=1']
const shapes = [
	p => `<script>${p}</script>`, p => `"><script>${p}</script>`, p => `'><script>${p}</script>`, p => `</script><script>${p}</script>`,
	p => `</textarea><script>${p}</script>`, p => `</title><script>${p}</script>`, p => `</select><img src=x onerror=${p}>`,
	p => `<img src=x onerror=${p}>`, p => `"><img src=x onerror="${p}">`, p => `'><img src='x' onerror='${p}'>`,
	p => `<svg onload=${p}>`, p => `<svg/onload=${p}>`, p => `"><svg/onload=${p}//`, p => `<svg><script>${p}</script></svg>`,
	p => `<svg><animate onbegin=${p} attributeName=x dur=1s>`, p => `<math><mtext><img src onerror=${p}></mtext></math>`,
	p => `<body onload=${p}>`, p => `<iframe src="javascript:${p}"></iframe>`, p => `<iframe srcdoc="<script>${p}</script>">`,
	p => `<a href="javascript:${p}">x</a>`, p => `<a href="jav&#x09;ascript:${p}">x</a>`, p => `<a href="&#106;avascript:${p}">x</a>`,
	p => `javascript:${p}`, p => `JaVaScRiPt:${p}`, p => ` javascript:${p}`, p => `data:text/html,<script>${p}</script>`,
	p => `vbscript:${p}`, p => `<object data="javascript:${p}">`, p => `<embed src="javascript:${p}">`,
	p => `<form action="javascript:${p}"><button>`, p => `<button formaction="javascript:${p}">x`, p => `<input autofocus onfocus=${p}>`,
	p => `" autofocus onfocus="${p}`, p => `' autofocus onfocus='${p}`, p => `" onmouseover="${p}" x="`, p => `' onmouseover='${p}' x='`,
	p => `\` onmouseover=\`${p}`, p => `x onmouseover=${p}`, p => `" style="background:url(javascript:${p})`, p => `"; ${p}; "`,
	p => `'; ${p}; '`, p => `';${p}//`, p => `\\";${p}//`, p => `\\'-${p}//`, p => `-->\n<script>${p}</script>`, p => `<!--><script>${p}</script>-->`,
	p => `<![CDATA[<script>${p}</script>]]>`, p => `<?xml version="1.0"?><script>${p}</script>`, p => `<style>@import'javascript:${p}';</style>`,
	p => `<style>*{x:expression(${p})}</style>`, p => `<link rel=stylesheet href="javascript:${p}">`, p => `<meta http-equiv=refresh content="0;url=javascript:${p}">`,
	p => `<base href="javascript:${p}//">`, p => `<details open ontoggle=${p}>`, p => `<video><source onerror=${p}></video>`,
	p => `<audio src=x onerror=${p}>`, p => `<marquee onstart=${p}>`, p => `<isindex action=javascript:${p}>`, p => `<keygen autofocus onfocus=${p}>`,
	p => `<table background="javascript:${p}">`, p => `<img src="javascript:${p}">`, p => `<img """><script>${p}</script>">`,
	p => `<<script>${p}//<</script>`, p => `<scr<script>ipt>${p}</scr</script>ipt>`, p => `<script\t>${p}</script>`, p => `<SCRIPT>${p}</SCRIPT>`,
	p => `<script x>${p}</script x>`, p => `<script src=//x.invalid/x.js></script><!--${p}-->`, p => `<img src=x:x onerror\t=\t${p}>`,
	p => `&lt;script&gt;${p}&lt;/script&gt;`, p => `&#60;script&#62;${p}&#60;/script&#62;`, p => `%3Cscript%3E${p}%3C/script%3E`,
	p => `\\u003cscript\\u003e${p}`, p => `\uFF1Cscript\uFF1E${p}\uFF1C/script\uFF1E`, p => `\u2028${p}\u2029`, p => `\u202Escript ${p}`,
	p => `{{${p}}}`, p => `\${${p}}`, p => `<%= ${p} %>`, p => `#{${p}}`, p => `[[${p}]]`, p => `{name}${p}`, p => `%s%n%x${p}`,
	p => `<template><script>${p}</script></template>`, p => `<noscript><p title="</noscript><img src=x onerror=${p}>">`,
	p => `<select><option></select><img src=x onerror=${p}>`, p => `<xmp><img src=x onerror=${p}></xmp>`, p => `<plaintext>${p}`,
	p => `<listing>&lt;img onerror=${p}&gt;</listing>`, p => `<textarea autofocus onfocus=${p}>`, p => `<x contenteditable onblur=${p}>`,
	p => `<x onclick=${p}>x`, p => `<a ping="https://x.invalid/${p}" href="/">x</a>`, p => `<portal src="javascript:${p}">`,
	p => `<dialog open oncancel=${p}>`, p => `<x is="x" tabindex=1 onfocus=${p}>`, p => `<div style="position:fixed;inset:0">${p}</div>`,
	p => `<img src=x onerror=&#97;lert(1)>${p}`, p => `"onpointerenter=${p} "`, p => `'/**/onfocus=${p} '`, p => `id=x name=x ${p}`,
]
export const vectors = payloads.flatMap(p => shapes.map(s => s(p)))
const plain = 'gewone woorden'

/** Elements with the names of their attributes, in order, as the browser made them. */
const shapeOf = (tab, html) => tab.evaluate(text => {
	const doc = new DOMParser().parseFromString(text, 'text/html')
	const odd = [...doc.querySelectorAll('a[href], form[action], [src]')].map(e => e.getAttribute('href') ?? e.getAttribute('action') ?? e.getAttribute('src'))
		.filter(u => !/^(\/(?!\/)|#|\?|tel:|mailto:)/.test(u))
	return { shape: [...doc.querySelectorAll('*')].map(e => e.localName + '[' + e.getAttributeNames().join(' ') + ']').join('\n'), odd }
}, html)

const difference = (a, b) => {
	const x = a.split('\n'), y = b.split('\n'), i = x.findIndex((v, k) => v !== y[k])
	return `${x[i] ?? 'end'} became ${y[i < 0 ? x.length : i] ?? 'end'}`
}

/** The forms of a page: action, method, fields with their present values. */
const formsOf = (tab, html) => tab.evaluate(text => {
	const doc = new DOMParser().parseFromString(text, 'text/html')
	return [...doc.querySelectorAll('form[method=post]')].map(f => ({
		action: f.getAttribute('action') ?? '',
		fields: [...f.elements].filter(e => e.name && e.type !== 'submit').map(e => ({ name: e.name, type: e.type, value: e.value, checked: e.checked })),
	}))
}, html)

const typed = f => !['hidden', 'radio', 'checkbox', 'select-one'].includes(f.type)

function bodyOf(form, word, { choices = false } = {}) {
	const body = new URLSearchParams()
	for (const f of form.fields) {
		if (f.type === 'checkbox' || f.type === 'radio') {
			if (f.checked)
				body.append(f.name, choices ? word : f.value)
		} else if (typed(f)) {
			body.append(f.name, f.type === 'email' ? word + '@x.test' : word)
		} else {
			body.append(f.name, choices && !f.name.startsWith('_') ? word : f.value)
		}
	}
	return body
}

export async function hostileInput(browser, house, report) {
	const golden = readFileSync(join(import.meta.dirname, '../http/hostile.list'), 'utf8')
	const vars = {}
	for (const m of readFileSync(join(import.meta.dirname, '../http/cases/matrix.case'), 'utf8').matchAll(/^let (\w+) = sql "(.*)"$/gm))
		vars[m[1]] = house.sql(m[2].replace(/\\"/g, '"').replace(/\{(\w+)\}/g, (_, v) => vars[v]))
	const contexts = {}
	let tried = 0
	for (const line of golden.split('\n')) {
		const [account, pattern] = line.split('#')[0].trim().split(/\s+/)
		if (!pattern)
			continue
		const path = pattern.replace(/\{(\w+)\}/g, (_, v) => vars[v])
		if (!contexts[account]) {
			contexts[account] = await contextOf(browser, { width: 1280 })
			await house.later(61000)
			house.sql('DELETE FROM attempt')
			if (!account.startsWith('visitor'))
				await signIn(await contexts[account].newPage(), house, account)
		}
		const ask = contexts[account].request
		const tab = await contexts[account].newPage()
		const faults = []
		const get = async () => (await ask.get(house.url + path)).text()
		const forms = (await formsOf(tab, await get())).filter(f => f.fields.some(typed))
		for (const [n, { action }] of forms.entries())
			for (const choices of [false, true]) {
				const post = async word => {
					// Neither the delays of signing in nor the limit of posts a minute may stand between a word and its page.
					if (tried % 4 === 0)
						house.sql('DELETE FROM attempt')
					if (tried++ % 60 === 0)
						await house.later(61000)
					const form = (await formsOf(tab, await get())).filter(f => f.fields.some(typed))[n]
					const answer = await ask.post(house.url + (action || path), {
						headers: { 'content-type': 'application/x-www-form-urlencoded', origin: house.url, 'sec-fetch-site': 'same-origin' },
						data: bodyOf(form, word, { choices }).toString(), maxRedirects: 0,
					})
					if (answer.status() === 429 || answer.status() >= 500)
						faults.push(`${action} answers ${answer.status()} to ${word.slice(0, 60)}`)
					return answer.status() === 303 ? (await ask.get(house.url + answer.headers().location)).text() : answer.text()
				}
				// A word that is refused for its kind gives the same page with another word of that kind.
				const before = await shapeOf(tab, await post(plain))
				for (const word of vectors) {
					const html = await post(word), after = await shapeOf(tab, html)
					if (after.odd.length)
						faults.push(`${action}: a link to ${after.odd[0].slice(0, 60)}`)
					const alike = new Set(before.shape.split('\n')), strange = after.shape.split('\n').filter(s => !alike.has(s) && !known.test(s))
					if (strange.length)
						faults.push(`${action}: ${word.slice(0, 60)}: ${strange[0]} (${difference(before.shape, after.shape)})`)
				}
			}
		report(`hostile-input ${pattern} ${account}`, faults)
		await tab.close()
	}
	for (const context of Object.values(contexts))
		await context.close()
	console.log(`hostile-input: ${vectors.length} vectors, ${tried} posts`)
}

// Our own elements that may come and go with what is right, wrong or found: only these, with only these attributes.
const known = new RegExp('^(a|b|body|button|caption|circle|dd|details|div|dl|dt|fieldset|form|h1|h2|h3|input|label|legend|li|main|nav|ol|option|p|path|rect|section|select|span|strong|summary|svg|table|tbody|td|textarea|th|thead|time|tr|ul)'
	+ '\\[((class|id|href|role|tabindex|aria-[a-z]+|viewBox|d|type|name|value|autocomplete|maxlength|inputmode|spellcheck|rows|cx|cy|r|autocapitalize|method|action|novalidate|disabled|hidden|checked|selected|for|scope|lang|hreflang|datetime|width|height|x|y|data-[a-z-]+)( |(?=\\])))*\\]$')
