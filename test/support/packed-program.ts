/**
 * A small program as a user of `@arbkit/core` would write it, with figures that are known. It runs
 * from the packed package, in Node and in a bundle for browsers: nothing here may touch Node.
 * @module
 */
import {
  centicontracts,
  cents,
  Decimal,
  devigShin,
  exactDecimalOdds,
  feeOfFill,
  findTwoLeg,
  formatMicrodollars,
  impliedProbabilityOf,
  kalshiRoundingAt,
  kalshiTakerCosts,
  microdollars,
  NEW_ORDER,
  OrderBook,
  parseAmericanOdds,
  parseCenticontracts,
  parsePriceTicks,
} from '@arbkit/core'

const TERMS = {
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
} as const

/** What {@link figures} has to return, wherever it runs. */
export const KNOWN_FIGURES = {
  // 110 risked for 100: 110 / 210.
  impliedProbability: '0.52380952381',
  // The published example of mberk/shin, tests/test_shin.py.
  shin: ['0.3729941', '0.4047794', '0.2222265'],
  // 0.07 × 100 × 0.50 × 0.50
  fee: '1.750000',
  bestBid: 4000,
  asks: [
    [4400, 300],
    [4500, 700],
  ],
  // 100 YES at .60 and their fee of 1.68, against $37.04 at 2.70: 100.00 − 98.72 either way.
  twoLeg: ['locked', 3704, 1_280_000, [1_280_000, 1_280_000]],
} as const

/** Returns odds, devig, fee, order book and two-leg sizing of one small market each. */
export function figures(): unknown {
  return {
    impliedProbability: impliedProbabilityOf(parseAmericanOdds('-110')).toFixed(11),
    shin: shinOf(['2.6', '2.4', '4.3']),
    fee: feeOfHundred(),
    ...bookFigures(),
    twoLeg: twoLegFigures(),
  }
}

function shinOf(decimalOdds: readonly string[]): readonly string[] {
  const implied = decimalOdds.map((odds) => new Decimal(1).div(odds))
  return devigShin(implied).probabilities.map((probability) => probability.toFixed(7))
}

function feeOfHundred(): string {
  const fill = {
    action: 'buy',
    liquidity: 'taker',
    price: parsePriceTicks('0.50'),
    count: parseCenticontracts('100'),
  } as const
  return formatMicrodollars(feeOfFill(TERMS, NEW_ORDER, fill).netFee)
}

function bookFigures() {
  const book = OrderBook.of({
    yesBids: [
      { price: parsePriceTicks('0.40'), size: parseCenticontracts('10') },
      { price: parsePriceTicks('0.42'), size: parseCenticontracts('5') },
    ],
    noBids: [{ price: parsePriceTicks('0.55'), size: parseCenticontracts('7') }],
  })
  book.apply({ side: 'yes', price: parsePriceTicks('0.42'), change: centicontracts(-500) })
  book.apply({ side: 'no', price: parsePriceTicks('0.56'), change: centicontracts(300) })
  return {
    bestBid: book.bestBid('yes'),
    asks: book.askLadder('yes').map(({ price, size }) => [price, size]),
  }
}

function twoLegFigures() {
  const finding = findTwoLeg({
    league: 'mlb',
    question: { tag: 'moneyline', period: 'full-game', team: 'home' },
    contract: {
      venue: 'kalshi',
      side: 'yes',
      ladder: [{ price: parsePriceTicks('0.60'), size: parseCenticontracts('100') }],
      costs: kalshiTakerCosts(TERMS),
      step: centicontracts(100),
    },
    bet: {
      book: 'draftkings',
      returnRatio: exactDecimalOdds('2.70').returnRatio,
      stakeMax: cents(50_000),
      stakeStep: cents(1),
    },
    bankroll: microdollars(10_000_000_000),
  })
  if (finding.tag === 'miss') return [finding.tag]
  const { stake, guaranteed, outcomes } = finding.position
  return [finding.tag, stake, guaranteed, outcomes.map(({ profit }) => profit)]
}
