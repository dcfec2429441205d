import { existsSync } from 'node:fs'
import { easternDateOf, InvalidInputError, MATCH_CONFIDENCE_MIN } from '@arbkit/core'
import { describe, expect, test } from 'vitest'
import { evaluateMatching, groupBy, matchRows } from '../evaluation/matching/evaluate.ts'
import { judge, type Judgement } from '../evaluation/matching/judge.ts'
import { LABELLED_PAIRS_FILE, readLabelledRows } from '../evaluation/matching/labelled-pairs.ts'

/** Leagues of persons, which have no registry. */
const BY_NAME = ['TENNIS', 'UFC']
/** Where the record says more than a ticker and the league has a registry. */
const RECALL_TOLD_MIN = 0.98
const RECALL_MIN = 0.9

const isThere = existsSync(LABELLED_PAIRS_FILE)
if (!isThere) {
  process.stderr.write('WARNING: no labelled pairs beside this checkout: matching not evaluated\n')
}

const inVerdict = (judged: readonly Judgement[], verdict: Judgement['verdict']) =>
  judged.filter((each) => each.verdict === verdict)
const recallOf = (judged: readonly Judgement[]): number => {
  const right = inVerdict(judged, 'right').length
  return right / Math.max(1, right + inVerdict(judged, 'missed').length)
}

describe.skipIf(!isThere)('labelled pairs', () => {
  const all = isThere ? readLabelledRows(LABELLED_PAIRS_FILE) : []

  test('are as many as the README says', () => {
    expect(all).toHaveLength(1712)
    expect(all.filter(({ label }) => label === 'match')).toHaveLength(1105)
  })

  test('all records at once: no wrong pair, and hardly a match missed', () => {
    const result = matchRows(all)
    const judged = judge(all, result.pairs)
    expect(inVerdict(judged, 'wrong')).toEqual([])
    const isTold = ({ row: { league, kalshi } }: Judgement): boolean =>
      !BY_NAME.includes(league) &&
      (kalshi.record_is_verbatim_api === true || typeof kalshi.yes_sub_title === 'string')
    expect(recallOf(judged.filter(isTold))).toBeGreaterThanOrEqual(RECALL_TOLD_MIN)
    expect(recallOf(judged.filter((each) => !isTold(each)))).toBeGreaterThanOrEqual(RECALL_MIN)
    // What is missed was postponed or delayed by hours, so that a person has to say so, or is
    // tennis of which one player's name and the feed's next day are all there is.
    const missed = inVerdict(judged, 'missed').map(({ row }) => row.kalshi.event_ticker)
    expect(new Set(missed)).toEqual(
      new Set([
        'KXMLBGAME-26JUL101840MILPIT',
        'KXMLBGAME-26JUL181610PITCLE',
        'KXMLBGAME-26JUL211905PITNYY',
        'KXATPMATCH-26MAR06ALCDIM',
        'KXATPMATCH-26MAR06SHERUU',
      ]),
    )
    for (const { confidence } of result.suggestions) {
      expect(confidence).toBeLessThan(MATCH_CONFIDENCE_MIN)
    }
  })

  test('league by league and day by day: the same', () => {
    const days = groupBy(
      all,
      ({ league, odds }) => `${league} ${easternDateOf(Date.parse(odds.commence_time))}`,
    )
    const judged = [...days.values()].flatMap((day) => judge(day, matchRows(day).pairs))
    const evaluation = evaluateMatching(all)
    expect(inVerdict(judged, 'wrong')).toEqual([])
    expect(recallOf(judged)).toBeGreaterThanOrEqual(RECALL_MIN)
    expect(evaluation).toMatchObject({
      rows: all.length,
      right: inVerdict(judged, 'right').length,
      wrong: 0,
      missed: inVerdict(judged, 'missed').length,
      precision: 1,
    })
    process.stderr.write(
      `matching: precision ${evaluation.precision}, recall ${evaluation.recall}, f1 ${evaluation.f1}\n`,
    )
    const pairs = evaluation.calibration.reduce((sum, { count }) => sum + count, 0)
    expect(pairs).toBeGreaterThan(500)
  })

  test('the judge sees a wrong side, a wrong game and a hard negative', () => {
    const { pairs } = matchRows(all)
    const flipped = pairs.map((pair) => ({ ...pair, target: { ...pair.target, outcome: 'X' } }))
    expect(inVerdict(judge(all, flipped), 'wrong').length).toBeGreaterThan(500)
    const moved = pairs.map((pair) => ({ ...pair, odds: { ...pair.odds, eventId: 'X' } }))
    expect(inVerdict(judge(all, moved), 'wrong').length).toBeGreaterThan(500)
    const negative = all.find(({ category }) => category === 'same_teams_other_date')
    const [pair] = pairs
    if (negative === undefined || pair === undefined) throw new Error('no rows')
    const forged = {
      ...pair,
      contract: { ...pair.contract, marketId: negative.kalshi.market_ticker },
      odds: { ...pair.odds, eventId: negative.odds.id },
    }
    expect(inVerdict(judge(all, [...pairs, forged]), 'wrong')).not.toEqual([])
  })
})

test('a row that is none is named by its line', () => {
  const file = new URL('fixtures/labelled-broken.jsonl', import.meta.url).pathname
  expect(() => readLabelledRows(file)).toThrow(InvalidInputError)
  expect(() => readLabelledRows(file)).toThrow(/^line 2: expected label, league, kalshi and odds/)
})
