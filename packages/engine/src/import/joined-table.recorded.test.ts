import { mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { NO_DECISIONS } from '@arbkit/core'
import { openSession } from '@arbkit/store'
import { expect, it } from 'vitest'
import { matchWithDecisions } from '../decisions/match-with-decisions.ts'
import { MarketState } from '../session/market-state.ts'
import { importSession } from './import-session.ts'

const FILE = fileURLToPath(
  new URL(
    '../../../../../shared/data/series/kalshi-x-books-2026-07-first.jsonl.gz',
    import.meta.url,
  ),
)
const isThere = existsSync(FILE)
if (!isThere) console.warn('\nSKIPPED: no ../shared/data/series, no joined table was imported\n')

it.skipIf(!isThere)(
  'a real table imports whole, and its games pair but for those that moved',
  async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'arbkit-series-'))
    try {
      const dir = path.join(root, 'session')
      const { report } = await importSession({
        paths: [FILE],
        dir,
        hints: { atByFile: new Map(), at: undefined, oddsFormats: new Map() },
        createdBy: 'test',
        nowMs: 1000,
        tempId: 'abc',
      })
      expect(report.unknownSports.size).toBe(0)
      expect(report.imports[0]?.note).toBe(
        '613 of 1112 rows say no sizes, no depth: nothing can be bought there; books last polled 187 to 1397 s before',
      )
      const state = new MarketState()
      const [paired, suggested, quoteAgesS] = [new Set<string>(), new Set<string>(), [] as number[]]
      let [frames, turns] = [0, 0]
      const look = (): void => {
        turns += 1
        const input = { contracts: state.contractListings(), odds: state.oddsListings() }
        const { pairs, suggestions } = matchWithDecisions(input, NO_DECISIONS)
        for (const { contract, odds } of pairs) paired.add(`${contract.eventId} ${odds.eventId}`)
        for (const { contract } of suggestions) suggested.add(contract.eventId)
        const quotes = input.odds.flatMap(({ markets }) => markets)
        quoteAgesS.push(...quotes.map(({ updatedMs }) => (state.nowMs - updatedMs) / 1000))
      }
      let turn = 1
      for await (const frame of (await openSession(dir)).frames()) {
        if (frame.turn !== turn) look()
        turn = frame.turn
        state.apply(frame)
        frames += 1
      }
      look()
      // Two frames a row, and one a moment and sport that follows another.
      expect([frames, turns, report.frames]).toEqual([2291, 54, 2291])
      expect(new Set(state.contractListings().map(({ eventId }) => eventId)).size).toBe(98)
      expect(paired.size).toBe(93)
      // Their start moved within the day: for a person to decide. A fifth moved to the next day.
      expect([...suggested].toSorted()).toEqual([
        'KXMLBGAME-26JUL101840MILPIT',
        'KXMLBGAME-26JUL101845NYYWSH',
        'KXMLBGAME-26JUL181610PITCLE',
        'KXMLBGAME-26JUL211840LADPHI',
      ])
      expect(quoteAgesS).toHaveLength(10_707)
      expect(quoteAgesS.filter((ageS) => ageS < 187 || ageS > 1397)).toEqual([])
    } finally {
      await rm(root, { recursive: true })
    }
  },
)
