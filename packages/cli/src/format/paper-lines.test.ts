import { describe, expect, it } from 'vitest'
import { AT_MS, decided } from '../run/test-support.test.ts'
import { createDecisionLines } from './decision-lines.ts'
import { type PaperDecision, paperLine } from './paper-lines.ts'

type Step = Extract<PaperDecision, { tag: 'paper-step' }>

const said = (decision: PaperDecision): string => {
  const { level, text } = paperLine(decision, AT_MS)
  return `${level} ${text}`
}

const STARTED: Extract<PaperDecision, { tag: 'paper-started' }> = {
  tag: 'paper-started',
  turn: 7,
  t: AT_MS,
  trade: 't1',
  id: 'rsalp7nq',
  fixture: 'f1',
  league: 'NHL',
  marketType: 'moneyline',
  legs: [
    {
      venue: 'kalshi',
      shard: 0,
      marketId: 'KXNHL-ANA',
      side: 'no',
      bestPrice: '0.6200',
      limitPrice: '0.6350',
      contracts: '1460.00',
    },
    {
      venue: 'betmgm',
      oddsEventId: 'a1',
      marketKey: 'spreads',
      outcome: 'Nashville Predators',
      point: 1.5,
      odds: '2.920000',
      minimumOdds: '2.899999',
      stake: '500.00',
      stakeMax: '500.00',
    },
  ],
  guaranteed: '16.259000',
  reserved: '1443.750000',
  fillProbability: { contract: '0.950000', bet: '0.900000', both: '0.855999' },
  chances: {
    prepareMs: 3000,
    orderMs: 120,
    commitMs: 3000,
    unwindMs: 120,
    accept: '0.500000',
    change: '0.500000',
    cap: '0.500000',
    driftPrepare: '0.000000',
    driftCommit: '0.000000',
  },
}

const step = (changes: Partial<Step>): Step => ({
  tag: 'paper-step',
  turn: 8,
  t: AT_MS,
  trade: 't1',
  id: 'rsalp7nq',
  atMs: AT_MS,
  event: 'order-arrived',
  stage: 'sent',
  dropped: null,
  shown: null,
  slipOdds: null,
  fill: null,
  bet: null,
  naked: '0.00',
  guaranteed: '16.259000',
  realised: null,
  isOver: false,
  ...changes,
})
const fill = (filled: string): NonNullable<Step['fill']> => ({
  ordered: '1460.00',
  filled,
  value: '919.801000',
  fee: '20.001000',
  levels: [],
})
const bet = (changes: Partial<NonNullable<Step['bet']>>): NonNullable<Step['bet']> => ({
  isAccepted: true,
  reason: null,
  asked: '500.00',
  odds: '2.920000',
  stake: '500.00',
  payout: '1460.00',
  isChanged: false,
  isCapped: false,
  ...changes,
})

describe('a paper trade', () => {
  it('is said as planned when it is started', () => {
    expect(said(STARTED)).toBe(
      'info paper t1 started (of rsalp7nq): 1,460 NO of KXNHL-ANA at 0.635 or less and $500.00 on Nashville Predators +1.5 at 2.899 or more at BetMGM: guarantees +$16.25 if both are filled (85.59 % likely)',
    )
  })

  it.each<readonly [Partial<Step>, string]>([
    [{ event: 'bet-prepared', slipOdds: '2.9199' }, 'debug paper t1: slip read at 2.919'],
    [{ event: 'bet-prepared' }, 'debug paper t1: slip looked at'],
    [
      {
        event: 'bet-prepared',
        stage: 'dropped',
        dropped: 'odds-below-minimum',
        isOver: true,
        realised: '0.00',
      },
      'info paper t1: slip looked at; dropped: the odds are too low by now; over, +$0.00 realised',
    ],
    [
      { fill: fill('1460.00'), naked: '1460.00', stage: 'committing' },
      'info paper t1: bought all 1,460 contracts for $919.81, fee $20.01; 1,460 contracts naked',
    ],
    [
      { fill: fill('1200.50'), stage: 'committing' },
      'info paper t1: bought 1,200.50 of 1,460 contracts for $919.81, fee $20.01',
    ],
    [
      {
        fill: fill('0.00'),
        stage: 'dropped',
        dropped: 'not-filled',
        isOver: true,
        realised: '0.00',
      },
      'info paper t1: bought none of 1,460 contracts; dropped: no contract was filled; over, +$0.00 realised',
    ],
    [
      { event: 'bet-asked', bet: bet({}), stage: 'both' },
      'info paper t1: bet of $500.00 taken at 2.92; both legs stand, +$16.25 guaranteed',
    ],
    [
      {
        event: 'bet-asked',
        bet: bet({ isChanged: true, isCapped: true, stake: '250.00' }),
        stage: 'unwinding',
        naked: '730.00',
      },
      'warn paper t1: bet of $250.00 taken at 2.92 (other odds than asked, of $500.00 asked); 730 contracts naked',
    ],
    [
      {
        event: 'bet-asked',
        bet: bet({ isAccepted: false, reason: 'not-accepted', odds: null }),
        stage: 'unwinding',
        naked: '1460.00',
      },
      'warn paper t1: bet of $500.00 refused (not-accepted); 1,460 contracts naked',
    ],
    [
      {
        event: 'unwind-arrived',
        fill: fill('1460.00'),
        stage: 'unwound',
        isOver: true,
        realised: '-45.011',
      },
      'info paper t1: unwound: sold all 1,460 contracts for $919.80, fee $20.01; over, -$45.02 realised',
    ],
    [
      { event: 'unwind-arrived', fill: fill('100.00'), stage: 'held', naked: '1360.00' },
      'warn paper t1: unwound: sold 100 of 1,460 contracts for $919.80, fee $20.01; 1,360 contracts naked; the naked leg is held to its result',
    ],
    [
      { event: 'bet-undecided', stage: 'both' },
      'warn paper t1: the contract has its result, and the bet can not be graded by it: it stays open; both legs stand, +$16.25 guaranteed',
    ],
  ])('%j', (changes, line) => {
    expect(said(step(changes))).toBe(line)
  })

  it('is settled leg by leg', () => {
    const settled = {
      tag: 'paper-settled',
      turn: 9,
      t: AT_MS,
      trade: 't1',
      id: 'rsalp7nq',
      atMs: AT_MS,
      leg: 'contract',
      pays: { quantity: '1.000000', cost: '0.000000' },
      payout: '1460.009',
      stage: 'settled',
      realised: null,
      isOver: false,
    } as const
    expect(said(settled)).toBe('info paper t1: the contract paid $1,460.00')
    expect(said({ ...settled, leg: 'bet', payout: '0.00', isOver: true, realised: '16.259' })).toBe(
      'info paper t1: the bet paid $0.00; over, +$16.25 realised',
    )
  })

  it('that is not made is for debugging', () => {
    expect(
      said({
        tag: 'paper-skipped',
        turn: 7,
        t: AT_MS,
        id: 'rsalp7nq',
        code: 'per-game',
        detail: '$12.00 left',
      }),
    ).toBe('debug no paper trade of rsalp7nq: the limit of the game is reached ($12.00 left)')
  })

  it('stands among the decisions', () => {
    const event = decided(STARTED)
    if (event.tag !== 'decision') throw new Error('no decision')
    const [line] = createDecisionLines()(event)
    expect(line).toMatchObject({ event: 'paper-started', fields: { decision: STARTED } })
  })
})
