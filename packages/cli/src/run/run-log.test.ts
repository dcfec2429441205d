import { Secret, SECRET_MARK } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { createPaint } from '../format/columns.ts'
import type { LogLine } from './log-line.ts'
import { createRunLog, type RunLogOptions } from './run-log.ts'
import { AT_MS } from './test-support.test.ts'

function logged(lines: readonly LogLine[], options: Partial<RunLogOptions> = {}): string {
  let out = ''
  const log = createRunLog({
    level: 'info',
    format: 'text',
    write: (text) => (out += text),
    secrets: [],
    paint: createPaint(false),
    ...options,
  })
  for (const line of lines) log(line)
  return out
}
const line = (changes: Partial<LogLine> = {}): LogLine => ({
  level: 'info',
  atMs: AT_MS,
  event: 'feed',
  text: 'Kalshi is up',
  ...changes,
})

describe('lines for people', () => {
  it('are time, level and text, aligned', () => {
    expect(logged([line(), line({ level: 'warn', text: 'late' })])).toBe(
      '2026-11-21 14:03:22Z info  Kalshi is up\n2026-11-21 14:03:22Z warn  late\n',
    )
  })

  it('are one line whatever is said, and steer nothing', () => {
    expect(logged([line({ text: 'a\nb\u001b[2Jc\u202ed' })])).toBe(
      '2026-11-21 14:03:22Z info  a b [2Jc d\n',
    )
  })

  it('are coloured only where asked', () => {
    const painted = logged([line({ level: 'error' })], { paint: createPaint(true) })
    expect(painted).toContain('\u001b[31merror\u001b[39m')
    expect(painted.replaceAll(/\u001b\[\d+m/g, '')).toBe(logged([line({ level: 'error' })]))
  })
})

describe('lines for programs', () => {
  it('are JSON with fixed names, and nothing of the machine', () => {
    const out = logged([line({ fields: { feed: 'kalshi/ws', outageMs: null } })], {
      format: 'json',
    })
    expect(out).toBe(
      '{"level":"info","time":"2026-11-21T14:03:22.000Z","event":"feed","feed":"kalshi/ws","outageMs":null,"msg":"Kalshi is up"}\n',
    )
  })
})

describe('levels', () => {
  const all = [
    line({ level: 'debug', text: 'd' }),
    line({ text: 'i' }),
    line({ level: 'warn', text: 'w' }),
    line({ level: 'error', text: 'e' }),
  ]
  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ] as const)('%s lets %i through', (level, count) => {
    for (const format of ['text', 'json'] as const) {
      expect(logged(all, { level, format }).split('\n').length - 1).toBe(count)
    }
  })
})

describe('secrets', () => {
  const KEY = 'abcdef0123456789abcdef0123456789'
  const secrets = [new Secret(KEY)]
  it.each(['text', 'json'] as const)('are taken out of %s, in every form', (format) => {
    const forms = [KEY, Buffer.from(KEY).toString('base64'), `%61${KEY.slice(1)}`]
    const out = logged(
      forms.map((form) => line({ text: `failed: ?apiKey=${form}`, fields: { body: `x${form}x` } })),
      { format, secrets },
    )
    expect(out).toContain(SECRET_MARK)
    for (const form of forms) expect(out).not.toContain(form)
    expect(out).not.toContain(KEY.slice(4, 20))
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    const parsed = lines.map((each) => (format === 'json' ? (JSON.parse(each) as object) : {}))
    expect(parsed).toHaveLength(3)
  })
})
