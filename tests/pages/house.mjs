// A house of our own to look at: a data folder, a server at a time of our choosing, its accounts.
import { spawn, execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, existsSync, openSync, rmSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = join(process.env.BUILD, 'thuisnabij')
export const PASSWORD = 'thuis in de proefomgeving'
const pause = ms => new Promise(done => setTimeout(done, ms))

const freePort = () => new Promise(done => {
	const s = createServer().listen(0, '127.0.0.1', () => {
		const { port } = s.address()
		s.close(() => done(port))
	})
})

const answers = port => new Promise(done => {
	const s = connect(port, '127.0.0.1')
	s.on('connect', () => { s.destroy(); done(true) })
	s.on('error', () => done(false))
})

export class House {
	static async open({ empty = false, mode = 'demo', today = '2026-11-23' } = {}) {
		const h = new House()
		h.work = mkdtempSync(join(tmpdir(), 'tn-pages-'))
		h.data = join(h.work, 'data')
		h.log = join(h.work, 'log')
		h.port = await freePort()
		h.mode = mode
		h.clock = Date.parse(`${today}T10:00:00+01:00`)
		if (!empty)
			execFileSync(program, ['--data', h.data, 'demo', '--seed', '1', '--today', today], { stdio: ['ignore', 'ignore', 'pipe'] })
		await h.start()
		return h
	}

	get url() { return `http://127.0.0.1:${this.port}` }
	now() { return this.clock + Date.now() - this.began }

	async start() {
		const log = openSync(this.log, 'a')
		const conf = join(this.data, 'thuisnabij.conf')
		if (existsSync(conf))
			writeFileSync(conf, readFileSync(conf, 'utf8').replace(/^mode = .*/m, `mode = ${this.mode}`))
		const clock = this.mode !== 'production' ? ['--clock', new Date(this.clock).toISOString().replace(/\.\d+Z$/, 'Z')] : []
		this.process = spawn(program, ['--data', this.data, 'serve', '--mode', this.mode, '--listen', `127.0.0.1:${this.port}`, ...clock], { stdio: ['ignore', log, log] })
		this.began = Date.now()
		for (let tries = 0; tries < 500; tries++, await pause(20)) {
			if (this.process.exitCode !== null)
				throw new Error('the server ended at once:\n' + readFileSync(this.log, 'utf8').slice(-2000))
			if (await answers(this.port))
				return
		}
		throw new Error('the server does not answer')
	}

	async stop() {
		if (this.process.exitCode !== null)
			return
		const ended = new Promise(done => this.process.on('exit', done))
		this.process.kill('SIGTERM')
		await ended
	}

	/** What the server prints, by its first group. */
	async said(pattern) {
		for (let tries = 0; tries < 250; tries++, await pause(20)) {
			const found = readFileSync(this.log, 'utf8').match(pattern)
			if (found)
				return found[1]
		}
		throw new Error(`the server never said ${pattern}`)
	}

	/** The server again, so much later. */
	async later(ms) {
		this.clock = this.now() + ms
		await this.stop()
		await this.start()
	}

	async close() {
		await this.stop()
		rmSync(this.work, { recursive: true, force: true })
	}

	sql(text) {
		return execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(this.data, 'db', 'thuisnabij.db'), text], { encoding: 'utf8' }).trim()
	}
}

export function totp(hex, now) {
	const counter = Buffer.alloc(8)
	counter.writeBigUInt64BE(BigInt(Math.floor(now / 30000)))
	const mac = createHmac('sha1', Buffer.from(hex, 'hex')).update(counter).digest()
	const at = mac[19] & 15
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0')
}

/** base 32, as it stands on the page for typing. */
export function base32hex(text) {
	let bits = ''
	for (const c of text.replace(/[^A-Z2-7]/gi, '').toUpperCase())
		bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')
	return (bits.match(/.{8}/g) || []).map(b => parseInt(b, 2).toString(16).padStart(2, '0')).join('')
}
