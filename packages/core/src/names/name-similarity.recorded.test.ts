import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { NAME_SIMILARITY_MIN, nameSimilarity } from './name-similarity.ts'
import { comparePersonNames } from './person-name.ts'
import { prepareName } from './prepared-name.ts'

const NAMES_FILE = path.join(
  import.meta.dirname,
  '../../../../../shared/data/oddsapi/team_names_seen.json',
)

const hasRecordings = existsSync(NAMES_FILE)
if (!hasRecordings) {
  process.stderr.write(
    'WARNING: no recordings beside this checkout: similarity of recorded names is not tested\n',
  )
}

describe.skipIf(!hasRecordings)('recorded names', () => {
  const seen = hasRecordings
    ? (JSON.parse(readFileSync(NAMES_FILE, 'utf8')) as Record<string, string[]>)
    : {}

  test('two teams of one league are never the same, and never suggested for each other', () => {
    const suggested: string[] = []
    let pairs = 0
    for (const [sport, names] of Object.entries(seen)) {
      const prepared = names.map(prepareName)
      for (const [at, a] of prepared.entries()) {
        expect(nameSimilarity(a, a)).toBe(1)
        for (const b of prepared.slice(0, at)) {
          pairs += 1
          const similarity = nameSimilarity(a, b)
          if (similarity >= NAME_SIMILARITY_MIN) suggested.push(`${sport}: ${a.text} / ${b.text}`)
        }
      }
    }
    expect(suggested).toEqual([])
    expect(pairs).toBeGreaterThan(90_000)
  })

  test('two players of one tournament are never the same or compatible', () => {
    const players = Object.entries(seen).filter(([sport]) => sport.startsWith('tennis_'))
    const alike: string[] = []
    let pairs = 0
    for (const [, names] of players) {
      for (const [at, a] of names.entries()) {
        expect(comparePersonNames(a, a).tag).toBe('same')
        for (const b of names.slice(0, at)) {
          pairs += 1
          if (comparePersonNames(a, b).tag !== 'different') alike.push(`${a} / ${b}`)
        }
      }
    }
    expect(alike).toEqual([])
    expect(pairs).toBeGreaterThan(10_000)
  })
})
