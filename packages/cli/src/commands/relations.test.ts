import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { relationsReportSchema } from '@arbkit/engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallSession } from '../small-session.test.ts'
import { runProgram } from '../program.ts'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'arb-relations-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

async function relations(...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await runProgram(['relations', ...args], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => Date.UTC(2026, 10, 21),
    randomId: () => 'abc',
    openDemo: smallSession,
  })
  return { code, out, err }
}

function fileOf(text: string): string {
  const file = path.join(dir, 'mine.yaml')
  writeFileSync(file, text)
  return file
}

const FILE = `
propositions:
  a proposition with a name that is longer than the column for it: { yes: 0.39, no: 0.62, size: 100 }
  west: { yes: 0.31, no: 0.72, size: 200 }
relations:
  - subset: [a proposition with a name that is longer than the column for it, west]
`

describe('arb relations', () => {
  it('shows what pays within 80 columns, without blanks at the end of a line', async () => {
    const { code, out, err } = await relations('--file', fileOf(FILE), '--max-return', '50%')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(
      /^1 locked, 0 conditional, 0 rejected, 0 near misses\ntyped prices: 1 group of related/,
    )
    expect(out).toMatch(/LOCKED \+\$3\.85 \(4\.00 %\) on capital \$96\.15, cost \$96\.15/)
    expect(out).toMatch(/tail: -\$/)
    for (const line of out.split('\n')) {
      expect(line.length).toBeLessThanOrEqual(80)
      expect(line).toBe(line.trimEnd())
    }
  })

  it('prints data that its schema describes', async () => {
    const { out } = await relations('--file', fileOf(FILE), '--json', '--rejected')
    const report = relationsReportSchema.parse(JSON.parse(out))
    expect(report.counts).toMatchObject({ groups: 1, markets: 2 })
  })

  it('finds nothing in the demo, and says so', async () => {
    const { code, out } = await relations('--demo')
    expect(code).toBe(0)
    expect(out).toMatch(/No opportunity/)
    expect(out).toMatch(/session demo, .*: \d+ groups? of related contracts/)
  })

  it.each([
    [[], 2, /^error: say what to check: --from <session>, --demo, or --file <yaml>\n$/],
    [
      ['--demo', '--from', 'x'],
      2,
      /^error: say where to read from: --from <session>, or --demo\n$/,
    ],
    [['--file', 'nowhere.yaml'], 3, /^error: nowhere\.yaml: can not be read: no such file\n$/],
    [['--demo', '--max-age', 'soon'], 2, /^error: option '--max-age <duration>'.* got "soon"\n$/],
    [['--demo', '--rejcted'], 2, /^error: unknown option '--rejcted' \(Did you mean/],
  ] as const)('%j ends in one line', async (args, exitCode, message) => {
    const { code, out, err } = await relations(...args)
    expect([code, out]).toEqual([exitCode, ''])
    expect(err).toMatch(message)
  })

  it('names file, line and place of what is wrong in a file', async () => {
    const { code, err } = await relations('--file', fileOf(FILE.replace('0.31', '31')))
    expect(code).toBe(3)
    expect(err).toBe(
      'error: mine.yaml:4: propositions.west.yes: expected a price in dollars above 0 and below 1, got "31"\n',
    )
  })
})
