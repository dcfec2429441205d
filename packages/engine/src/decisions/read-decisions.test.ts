import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { contractOf, oddsOf } from '@arbkit/core/testing'
import { NO_DECISIONS } from '@arbkit/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { jsonDecisionStore } from './json-decision-store.ts'
import { matchWithDecisions } from './match-with-decisions.ts'
import { readDecisions } from './read-decisions.ts'

const TICKER = 'KXNBAGAME-26NOV22BOSNYK-NYK'
const input = {
  contracts: [contractOf(TICKER)],
  odds: [
    oddsOf('nba', {
      away: 'Boston Celtics',
      home: 'New York Knicks',
      start: '2026-11-23T00:40:00Z',
      id: 'o1',
    }),
  ],
}

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'arb-read-decisions-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

describe('log and overrides together', () => {
  it('decide what is a pair; an override beats the log and is told apart', async () => {
    expect(matchWithDecisions(input, NO_DECISIONS).pairs).toHaveLength(1)
    const store = jsonDecisionStore(path.join(dir, 'log.jsonl'))
    const subject = {
      contract: { venue: 'kalshi', marketId: TICKER, eventId: 'KXNBAGAME-26NOV22BOSNYK' },
      odds: { feed: 'the-odds-api', eventId: 'o1' },
    } as const
    await store.append([
      { id: 'a', action: 'reject', subject, atMs: 9e12, by: 'user1', reason: 'wrong game' },
    ])
    const alone = await readDecisions(store)
    expect(matchWithDecisions(input, alone.state)).toMatchObject({
      pairs: [],
      rejectedByPerson: [{ decision: { reason: 'wrong game' } }],
    })
    const overrides = path.join(dir, 'mine.yaml')
    writeFileSync(
      overrides,
      `pairs: [{ contract: ${TICKER}, odds: o1, decision: approve, reason: checked }]`,
    )
    const both = await readDecisions(store, overrides)
    expect(matchWithDecisions(input, both.state).pairs).toMatchObject([
      { decision: { id: 'mine.yaml:1', reason: 'checked' } },
    ])
    expect(both.state.verdicts.map(({ origin }) => origin)).toEqual(['log', 'override'])
    expect(both.overrides[0]?.atMs).toBeGreaterThan(1_700_000_000_000)
  })

  it('a file of overrides that is not there is an error, a log is not', async () => {
    const store = jsonDecisionStore(path.join(dir, 'log.jsonl'))
    expect(await readDecisions(store)).toMatchObject({ log: [] })
    await expect(readDecisions(store, path.join(dir, 'gone.yaml'))).rejects.toThrow(
      'gone.yaml: can not be read: no such file',
    )
  })
})
