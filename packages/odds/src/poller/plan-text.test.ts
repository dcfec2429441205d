import { InvalidInputError } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { madeUpSaturday } from './made-up-saturday.ts'
import { planPoll } from './plan.ts'
import { durationText, PLAN_WIDTH_MIN, planText } from './plan-text.ts'
import type { PollerWorld } from './world.ts'

const NOW = Date.UTC(2026, 10, 21)
const { sports, schedule } = madeUpSaturday(NOW, createSeededRng(1))
const world: PollerWorld = {
  nowMs: NOW,
  startedMs: NOW,
  sports,
  fixtures: schedule,
  credits: { month: { limit: 20_000, reserve: 400, spent: 13_333 } },
  polled: new Map(),
  listed: new Map(),
  inFlight: [],
  pausedUntilMs: new Map(),
  cacheTtlMs: 0,
}

describe('a plan as text', () => {
  it('is a table', () => {
    const nhl = { ...sports[3]!, markets: ['h2h', 'team_totals', 'btts'] }
    const text = planText(planPoll({ ...world, sports: [...sports.slice(0, 3), nhl, sports[4]!] }))
    expect(text).toMatchInlineSnapshot(`
      "sport                    >6h  <6h  <1h live   calls  every  /hour   /day  /month
      americanfootball_ncaaf    62    .    2    .   sport  13m52      9    243    2211
      americanfootball_nfl      15    .    .    .   sport   2h45      2     30     523
      basketball_nba            16    2    6    1   sport   8m05     13     98     943
      icehockey_nhl             18    2    3    1   sport  11m24     11    296    1922
                                                    24 ev  19m57
      soccer_epl                11    .    .    .   sport   3h00      1     81     671
      all                                                            33    747    6267
      6267 credits left to spend; the month limit stretches every interval 19.9 times.
      Too rarely to be of use: 2 in-play (month-limit), 3 last-hour (month-limit), 1
      far (month-limit)."
    `)
  })

  it('says what is held back, and nothing where nothing is', () => {
    const plan = planPoll({ ...world, credits: {} })
    expect(planText(plan).split('\n').at(-1)).toBe('No limit; nothing is held back.')
  })

  it('says what is not polled', () => {
    const idle = planPoll({
      ...world,
      sports: [{ ...sports[0]!, sportKey: 'soccer_epl_and_much_more' }],
    })
    const [, row] = planText(idle, { width: PLAN_WIDTH_MIN }).split('\n')
    expect(row).toMatch(/^soccer_epl_… {2} \. {4}\. {4}\. {4}\. {4}none {6}- {6}0 {6}0 {7}0$/)
  })

  it.each([PLAN_WIDTH_MIN, 80, 120])('keeps to a page of %d', (width) => {
    const plan = planPoll({ ...world, credits: { month: { limit: 500, reserve: 0, spent: 450 } } })
    const lines = planText(plan, { width }).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width)
    expect(lines.join(' ')).toContain('Too rarely to be of use: ')
  })

  it('refuses a page too narrow', () => {
    expect(() => planText(planPoll(world), { width: PLAN_WIDTH_MIN - 1 })).toThrow(
      InvalidInputError,
    )
  })
})

it.each([
  [0, '0s'],
  [40_400, '40s'],
  [59_600, '1m00'],
  [125_000, '2m05'],
  [3_599_600, '1h00'],
  [12_000_000, '3h20'],
  [47.99 * 3_600_000, '47h59'],
  [48 * 3_600_000, '2d'],
  [99 * 86_400_000, '99d'],
  [100 * 86_400_000, '>99d'],
])('%d ms: %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})
