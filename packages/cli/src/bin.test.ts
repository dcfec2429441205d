import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { scanReportSchema } from '@arbkit/engine'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const BIN = path.join(import.meta.dirname, 'bin.ts')
const FILES = path.join(import.meta.dirname, '../fixtures/small-session')
const { version } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'),
) as { version: string }

/** Runs the real program from its source in a process of its own. */
function arb(args: readonly string[], { env = {}, closeEarly = false } = {}) {
  const child = spawn(process.execPath, ['--conditions=@arbkit/source', BIN, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  if (closeEarly) child.stdout.destroy()
  else child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }))
  })
}

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-bin-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

describe('the program in a process of its own', () => {
  it('prints the demo and nothing else, uncoloured as it is piped', async () => {
    const { code, out, err } = await arb(['scan', '--demo'], { env: { NO_COLOR: '' } })
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^2 locked, 2 conditional, \d+ near misses\n/)
    expect(out).not.toContain('\u001b')
    expect(out.endsWith('wire to result.\n') || out.endsWith('any of them.\n')).toBe(true)
  })

  it('imports, then scans what it imported', async () => {
    const names = (await readdir(FILES)).filter((name) => name.endsWith('.json'))
    const session = path.join(root, 'logs', 'small')
    const files = names.map((name) => path.join(FILES, name))
    const imported = await arb(['import', ...files, '--out', session])
    expect([imported.code, imported.err]).toEqual([0, ''])
    const scan = await arb(['scan', '--from', session, '--json', '--rejected'])
    expect([scan.code, scan.err]).toEqual([0, ''])
    const report = scanReportSchema.parse(JSON.parse(scan.out))
    expect([report.session, report.counts.locked]).toEqual(['small', 1])
    expect(await readdir(root)).toEqual(['logs'])
  })

  it('says its version, and what is wrong on one line of standard error', async () => {
    expect(await arb(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
    const usage = await arb(['scan', '--demo', '--limit', 'x'])
    expect([usage.code, usage.out]).toEqual([2, ''])
    expect(usage.err).toMatch(/^error: [^\n]+\n$/)
    const data = await arb(['scan', '--from', path.join(root, 'gone')])
    expect([data.code, data.out]).toEqual([3, ''])
    expect(data.err).toMatch(/^error: [^\n]+\n$/)
  })

  it('is ended by the first signal where nothing is to be put in order', async () => {
    const fifo = path.join(root, 'never.json')
    execFileSync('mkfifo', [fifo])
    const child = spawn(
      process.execPath,
      ['--conditions=@arbkit/source', BIN, 'import', fifo, '--out', path.join(root, 'out')],
      { stdio: 'ignore' },
    )
    const closed = new Promise<NodeJS.Signals | null>((resolve) => {
      child.on('close', (_code, signal) => resolve(signal))
    })
    // Opening the other end waits until the program reads: it has begun by then.
    const writing = await open(fifo, 'w')
    child.kill('SIGINT')
    expect(await closed).toBe('SIGINT')
    await writing.close()
    expect(await readdir(root)).toEqual(['never.json'])
  })

  it('ends quietly where its reader stops early', async () => {
    const { code, err } = await arb(['scan', '--demo', '--json', '--rejected'], {
      closeEarly: true,
    })
    expect([code, err]).toEqual([0, ''])
  })

  it('stops in order at the first signal, and as the system does at the second', async () => {
    const stopped = async (signals: readonly NodeJS.Signals[]) => {
      const args = ['simulate', '--sports', 'nhl', '--games', '1', '--duration', '10m']
      const child = spawn(process.execPath, ['--conditions=@arbkit/source', BIN, ...args], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      await new Promise((resolve) => child.stdout.once('data', resolve))
      // Held, so that all of them arrive together.
      child.kill('SIGSTOP')
      for (const signal of signals) child.kill(signal)
      child.kill('SIGCONT')
      return new Promise<unknown>((resolve) => {
        child.on('exit', (code, signal) => resolve(code ?? signal))
      })
    }
    expect(await stopped(['SIGTERM'])).toBe(0)
    expect(['SIGINT', 'SIGTERM']).toContain(await stopped(['SIGINT', 'SIGTERM']))
  })
})
