/**
 * Why a candidate came out as it did: every number from the wire to the result, in the order in
 * which it was computed, each with where it comes from.
 * @module
 */
import {
  allInCost,
  Decimal,
  feeOfOrder,
  formatCenticontracts,
  formatCents,
  formatPriceTicks,
  type KalshiFill,
  kalshiRoundingAt,
  kalshiTakerCosts,
  type KalshiFeeTerms,
  ladderCostOf,
  modelFeeDollars,
  rationalToDecimal,
  takenLevels,
  type TwoLegPosition,
} from '@arbkit/core'
import type { MarketState } from '../session/market-state.ts'
import type { Arrival } from '../session/frame-request.ts'
import type { Candidate } from './priced-candidate.ts'
import { formatDuration } from './duration.ts'
import { outcomeLabel, propositionLabel } from './labels.ts'
import { isoOf, moneyOf } from './report.ts'

/** One line: what, how much, and why. */
export interface ExplanationLine {
  readonly what: string
  readonly value: string
  /** Where the value comes from, or how it was computed; empty where the label says it all. */
  readonly why: string
}

/** A group of lines. */
export interface ExplanationSection {
  readonly title: string
  readonly lines: readonly ExplanationLine[]
}

/** Returns the explanation of a candidate, section by section. */
export function explainCandidate(candidate: Candidate, state: MarketState): ExplanationSection[] {
  const { position } = candidate.finding
  return [
    { title: 'Game and pairing', lines: pairingLines(candidate) },
    { title: 'Quotes', lines: quoteLines(candidate, state) },
    { title: 'Prices', lines: priceLines(candidate) },
    ...(position === undefined
      ? []
      : [
          { title: 'Contracts and fees', lines: feeLines(candidate, position) },
          { title: 'Size', lines: sizeLines(candidate, position) },
          { title: 'Every regular outcome', lines: outcomeLines(candidate, position) },
          { title: 'Tail: outcomes the guarantee does not cover', lines: tailLines(candidate) },
        ]),
    { title: 'Verdict', lines: verdictLines(candidate) },
  ]
}

function line(what: string, value: string, why = ''): ExplanationLine {
  return { what, value, why }
}

function pairingLines({ pair, side }: Candidate): ExplanationLine[] {
  const { fixture, yes, no, contract, odds } = pair
  const bought = side === 'yes' ? yes : no
  return [
    line('fixture', fixture.id, `${fixture.away.fullName} at ${fixture.home.fullName}`),
    line('start', isoOf(fixture.startMs)),
    line('kalshi market', contract.marketId, contract.yesLabel ?? 'known by its ticker alone'),
    line('odds event', odds.eventId, `${odds.awayName} at ${odds.homeName}`),
    line('YES means', propositionLabel(fixture, yes), `NO means ${propositionLabel(fixture, no)}`),
    line('contracts pay on', propositionLabel(fixture, bought)),
    ...pair.evidence.map(({ part, score, detail }) =>
      line(`evidence: ${part}`, String(score), detail),
    ),
    line('confidence', String(pair.confidence), 'the product of the scores'),
  ]
}

function quoteLines(candidate: Candidate, state: MarketState): ExplanationLine[] {
  const { contract, side, market, outcome, pair, contractAgeMs, betAgeMs } = candidate
  const { book } = contract
  const event = state.oddsEventOf(pair.odds.eventId)
  const ladder = book?.levels.askLadder(side) ?? []
  return [
    line(
      `${side.toUpperCase()} asks`,
      ladder
        .slice(0, 5)
        .map(({ price, size }) => `${formatCenticontracts(size)} @ ${formatPriceTicks(price)}`)
        .join(', '),
      `${ladder.length} levels; a ${side.toUpperCase()} ask is 1 - the other side's bid`,
    ),
    ...(book === undefined ? [] : [line('book from', book.origin, arrivalText(book.arrival))]),
    line(
      'book right as of',
      isoOf(book?.asOfMs ?? 0),
      `${formatDuration(contractAgeMs)} before the scan`,
    ),
    line(
      `${market.book} ${market.marketKey}`,
      outcome.price.original,
      `${outcome.name}${outcome.point === undefined ? '' : ` ${outcome.point}`}`,
    ),
    ...(event === undefined ? [] : [line('odds from', 'the-odds-api', arrivalText(event.arrival))]),
    line(
      'last_update',
      isoOf(market.updatedMs),
      `${formatDuration(betAgeMs)} before the scan; the feed's scrape clock`,
    ),
  ]
}

function arrivalText({ frameSeq, file, path, atMs, timeSource }: Arrival): string {
  return `frame ${frameSeq}: ${file} ${path}, captured ${isoOf(atMs)} (time ${timeSource})`
}

function priceLines({ outcome, returnRatio, commission, finding }: Candidate): ExplanationLine[] {
  const { price } = outcome
  const ratio = `${returnRatio.numerator}/${returnRatio.denominator}`
  const { margin } = finding
  return [
    line(
      'a bet of 1 returns',
      rationalToDecimal(returnRatio).toFixed(6),
      price.exactness === 'exact'
        ? `${ratio}, exact from the ${price.format} price`
        : `${ratio}: the feed's decimal is rounded, the lowest value that prints so is taken`,
    ),
    line(
      'commission',
      commission === undefined
        ? 'unknown'
        : `${rationalToDecimal(commission).times(100).toFixed()} %`,
      'on net winnings',
    ),
    line('stake that returns $1', margin.stake.toFixed(6)),
    line('a contract costs', margin.contractCost.toFixed(6), 'best ask and its fee at most'),
    line(
      'left of $1',
      margin.unit.toFixed(6),
      `${percent(margin.returnOnCost)} of the cost, nothing rounded yet`,
    ),
  ]
}

function feeLines(candidate: Candidate, position: TwoLegPosition): ExplanationLine[] {
  const { contract, feeRate, side } = candidate
  const rounding = kalshiRoundingAt(contract.book?.asOfMs ?? 0)
  const terms: KalshiFeeTerms = { rate: feeRate, rounding, membership: 'direct' }
  const cost = ladderCostOf(contract.book?.levels.askLadder(side) ?? [], kalshiTakerCosts(terms))
  const taken = takenLevels(cost, position.size)
  const fills = taken.map((level): KalshiFill => ({ ...level, action: 'buy', liquidity: 'taker' }))
  const model = fills.reduce(
    (sum, fill) => sum.plus(modelFeeDollars(feeRate, fill)),
    new Decimal(0),
  )
  return [
    line(
      'fee',
      `${feeRate.feeType}, multiplier ${feeRate.multiplier.toFixed()}`,
      feeRate.assumedBecause ?? `from ${feeRate.origin}`,
    ),
    line('rounding rule', rounding.id, rounding.source),
    ...taken.map(({ price, count }) =>
      line(
        `buy at ${formatPriceTicks(price)}`,
        formatCenticontracts(count),
        `model fee ${modelFeeDollars(feeRate, { liquidity: 'taker', price, count }).toFixed(6)}`,
      ),
    ),
    line('contracts cost', moneyOf(position.contractCost), 'sum of price x count'),
    line('fee of the model', model.toFixed(6), 'unrounded'),
    line(
      'fee, one fill a level',
      moneyOf(feeOfOrder(terms, fills).total),
      'if each level is one fill',
    ),
    line(
      'fee at most',
      moneyOf(position.contractFees),
      'however the order is split; this one is used',
    ),
    line('contracts, all in', moneyOf(allInCost(cost, position.size))),
  ]
}

/** Where the bet is placed, as far as the feed knows. */
function linkLines({ outcome: { link, selectionId } }: Candidate): ExplanationLine[] {
  return [
    ...(link === undefined ? [] : [line('place the bet', link.url, LINK_WORDS[link.opens])]),
    ...(selectionId === undefined ? [] : [line('selection', selectionId, "the book's own id")]),
  ]
}

const LINK_WORDS = {
  'bet-slip': 'opens the bet slip with this selection',
  market: 'opens the market: find the selection there',
  event: 'opens the game: find the selection there',
} as const

function sizeLines(candidate: Candidate, position: TwoLegPosition): ExplanationLine[] {
  const { stakeMax, finding } = candidate
  const needed = formatCenticontracts(position.size)
  return [
    line('contracts', needed, 'whole contracts'),
    line(
      'stake',
      formatCents(position.stake),
      `whole cents; if it wins it pays ${formatCents(position.betWinPayout)} against ${needed} from the contracts`,
    ),
    line('largest stake', formatCents(stakeMax), "the feed's bet_limit or --max-stake"),
    ...linkLines(candidate),
    line('total cost', moneyOf(position.totalCost)),
    ...(finding.tag === 'miss'
      ? [line('size shown', 'the best price level', 'there is no size that pays')]
      : [
          line('limited by', finding.limitedBy),
          line(
            'search',
            finding.isProvenBest ? 'proven best' : 'cut short',
            'over whole contracts and cents',
          ),
        ]),
  ]
}

function outcomeLines({ pair, finding }: Candidate, position: TwoLegPosition): ExplanationLine[] {
  const exceptions = finding.tag === 'conditional' ? finding.exceptions : []
  const isException = (id: string) => exceptions.some(({ outcome }) => outcome === id)
  return [
    ...position.outcomes.map(({ id, contractPayout, betPayout, profit }) =>
      line(
        outcomeLabel(pair.fixture, pair, id),
        signed(moneyOf(profit)),
        `${isException(id) ? 'not guaranteed: ' : ''}${moneyOf(contractPayout)} from contracts + ${moneyOf(betPayout)} from the bet - ${moneyOf(position.totalCost)}`,
      ),
    ),
    line(
      'guaranteed',
      signed(moneyOf(position.guaranteed)),
      exceptions.length === 0 ? 'the least of these' : 'the least of the others',
    ),
  ]
}

function tailLines({ finding }: Candidate): ExplanationLine[] {
  return (finding.tail?.states ?? []).flatMap(
    ({ state, worst, atFairPrice, contractRule, betRule }) => [
      line(
        state,
        `${signed(moneyOf(worst))} worst`,
        `${signed(moneyOf(atFairPrice))} if fair prices equal the price paid`,
      ),
      line(
        '  kalshi',
        contractRule.effect,
        `${contractRule.summary} (${contractRule.source}, ${contractRule.asOf})`,
      ),
      line('  book', betRule.effect, `${betRule.summary} (${betRule.source}, ${betRule.asOf})`),
    ],
  )
}

function verdictLines({ finding, reasons }: Candidate): ExplanationLine[] {
  const found = finding.tag === 'miss' ? `no profit: ${finding.cause}` : finding.tag
  const exceptions = finding.tag === 'conditional' ? finding.exceptions : []
  return [
    line('finding', found),
    ...exceptions.map(({ outcome, profit }) =>
      line(`except on ${outcome}`, signed(moneyOf(profit))),
    ),
    ...reasons.map(({ code, detail }) => line('rejected', code, detail)),
    ...(reasons.length === 0 ? [line('verdict', 'opportunity')] : []),
  ]
}

function percent(share: Decimal): string {
  return `${share.times(100).toFixed(4)} %`
}

function signed(amount: string): string {
  return amount.startsWith('-') ? amount : `+${amount}`
}
