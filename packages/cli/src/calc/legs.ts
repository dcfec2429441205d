/**
 * The legs of `arb calc` as they are typed: `<price>[@venue][,option…]`, nothing in it that a shell
 * takes for its own. From one argument to one leg of the calculator, refused with what was expected.
 * @module
 */
import {
  ASSUMED_FEE_TYPE,
  type CalculatorLeg,
  type Centicontracts,
  type Cents,
  type ContractCosts,
  Decimal,
  FEE_MULTIPLIER_MAX,
  InvalidInputError,
  kalshiRoundingAt,
  kalshiTakerCosts,
  NO_COMMISSION,
  type OddsNotation,
  type OddsPrice,
  parseFixedPoint,
  parseOdds,
  parsePriceTicks,
  POLYMARKET_SPORTS_RATE,
  polymarketTakerCosts,
  type PriceNotation,
  type PriceTicks,
  priceTicks,
  printable,
  type Rational,
  SCALE_PLACES_MAX,
} from '@arbkit/core'
import { CommanderError } from 'commander'
import { parseStake } from '../flags.ts'
import {
  expected,
  flagOption,
  type LegOptions,
  nameOption,
  parseCommission,
  parseContracts,
  parseFee,
  parseLegOptions,
  refuseOptions,
  valueOption,
} from './leg-options.ts'

/** What holds for every leg that does not say otherwise. */
export interface LegDefaults {
  /** Stakes are multiples of this. */
  readonly round: Cents
  /** True where contracts come in hundredths. */
  readonly isFractional: boolean
  /** True where decimals and percentages are rounded figures of a page. */
  readonly isPrinted: boolean
  /** Decides which rounding of fees is in force, Unix ms. */
  readonly nowMs: number
}

/** One leg as typed, and what it comes to. */
export interface TypedLeg {
  readonly leg: CalculatorLeg
  /** The price as typed, with a plain minus. */
  readonly original: string
  readonly venue: string | undefined
  /** Its quantity where it was typed, in the leg's own unit. */
  readonly quantity: number | undefined
  /** How its break-even price is written. */
  readonly notation: PriceNotation
  /** `2 % commission`, `fee multiplier 0.5`; undefined where nothing is taken. */
  readonly charge: string | undefined
}

const MINUS = /^\u2212/
const VENUE = /^[A-Za-z0-9][\w.-]{0,19}$/

/**
 * Parses the leg of a number, 1 or more; unless it says otherwise it is called by its letter.
 * @throws {InvalidInputError} with the leg, what was wrong, and what was expected.
 */
export function parseLeg(text: string, number: number, defaults: LegDefaults): TypedLeg {
  try {
    const [head = '', ...rest] = text.replace(MINUS, '-').split(',')
    const [price = '', venue, ...more] = head.split('@')
    if (venue !== undefined && (more.length > 0 || !VENUE.test(venue))) {
      throw expected('a venue of up to 20 letters and digits behind @', head)
    }
    const options = parseLegOptions(rest)
    const id = nameOption(options) ?? 'ABC'.charAt(number - 1)
    const typed = { id, price, venue, options }
    return isContract(typed) ? contractLeg(typed, defaults) : betLeg(typed, defaults)
  } catch (error) {
    if (!(error instanceof InvalidInputError || error instanceof CommanderError)) throw error
    throw new InvalidInputError(
      `leg ${number} ${printable(text.replace(MINUS, '-'))}: ${error.message}`,
    )
  }
}

interface LegParts {
  readonly id: string
  readonly price: string
  readonly venue: string | undefined
  readonly options: LegOptions
}

const CENTS_PRICE = /^(\d{1,2}(?:\.\d{1,2})?)c$/

/** The venues whose contracts and fees are known. */
const CONTRACT_VENUES: readonly string[] = ['kalshi', 'polymarket']

function isContract({ price, venue }: LegParts): boolean {
  return CENTS_PRICE.test(price) || CONTRACT_VENUES.includes(venue?.toLowerCase() ?? '')
}

function betLeg({ id, price, venue, options }: LegParts, defaults: LegDefaults): TypedLeg {
  refuseOptions(options, ['fee', 'fractional'], 'is for contracts')
  const odds = parsePrice(price, defaults)
  const isLay = flagOption(options, 'lay')
  const commission = valueOption(options, 'commission', parseCommission) ?? NO_COMMISSION
  const most = valueOption(options, 'limit', parseStake)
  const common = {
    id,
    price: odds,
    commission,
    step: valueOption(options, 'round', parseStake) ?? defaults.round,
    ...(most === undefined ? {} : { most }),
  }
  if (isLay) refuseOptions(options, ['free'], 'and lay do not go together')
  const isFreeBet = options.has('free')
  const free = options.get('free')
  if (free !== undefined) refuseOptions(options, ['stake'], 'and free=… both size the leg')
  return {
    leg: isLay ? { tag: 'lay', ...common } : { tag: 'bet', isFreeBet, ...common },
    original: odds.original,
    venue,
    quantity: free === undefined ? valueOption(options, 'stake', parseStake) : parseStake(free),
    notation: notationOf(odds),
    charge: commission.numerator === 0 ? undefined : `${percentOf(commission)} commission`,
  }
}

function contractLeg(parts: LegParts, defaults: LegDefaults): TypedLeg {
  const { id, options } = parts
  const venue = parts.venue?.toLowerCase() ?? 'kalshi'
  if (!CONTRACT_VENUES.includes(venue)) {
    throw expected(`${CONTRACT_VENUES.join(' or ')} behind a price in cents`, venue)
  }
  refuseOptions(options, ['commission', 'free', 'lay', 'round'], 'is for bets')
  const price = parseContractPrice(parts.price)
  const isFractional = defaults.isFractional || flagOption(options, 'fractional')
  const step = (isFractional ? 1 : 100) as Centicontracts
  const most = valueOption(options, 'limit', parseContracts)
  const { costs, charge } = feesOf(venue, options, defaults)
  return {
    leg: { tag: 'contract', id, price, costs, step, ...(most === undefined ? {} : { most }) },
    original: parts.price,
    venue,
    quantity: valueOption(options, 'stake', parseContracts),
    notation: { tag: 'contract', stepTicks: [100, 10].find((ticks) => price % ticks === 0) ?? 1 },
    charge,
  }
}

/** Kalshi's taker fee at most, at the multiplier typed, 1 otherwise; Polymarket's at the rate typed, that of sports otherwise. */
function feesOf(
  venue: string,
  options: LegOptions,
  { nowMs }: LegDefaults,
): { readonly costs: ContractCosts; readonly charge: string } {
  if (venue === 'polymarket') {
    const rate = valueOption(options, 'fee', (text) => parseFee(text, 1)) ?? POLYMARKET_SPORTS_RATE
    return {
      costs: polymarketTakerCosts(rate),
      charge: `Polymarket taker fee at most, rate ${rate.toString()}`,
    }
  }
  const multiplier =
    valueOption(options, 'fee', (text) => parseFee(text, FEE_MULTIPLIER_MAX)) ?? new Decimal(1)
  const origin = options.has('fee') ? 'series' : 'assumed'
  const rate = { feeType: ASSUMED_FEE_TYPE, multiplier, origin, assumedBecause: undefined } as const
  return {
    costs: kalshiTakerCosts({ rate, rounding: kalshiRoundingAt(nowMs), membership: 'direct' }),
    charge: `Kalshi taker fee at most, multiplier ${multiplier.toString()}`,
  }
}

function parsePrice(text: string, { isPrinted }: LegDefaults): OddsPrice<OddsNotation> {
  if (/^0?\.\d+$/.test(text)) {
    throw expected("odds above 1, or a contract's price with its venue: 0.45@kalshi", text)
  }
  return parseOdds(text, { reading: isPrinted ? 'printed' : 'exact' })
}

/** `45c`, `45.5c`, or dollars, `0.455`. */
function parseContractPrice(text: string): PriceTicks {
  const inCents = CENTS_PRICE.exec(text)?.[1]
  const isDollars = /^0?\.\d{1,4}$/.test(text)
  const price =
    inCents === undefined
      ? isDollars
        ? parsePriceTicks(text.replace(/^\./, '0.'))
        : undefined
      : priceTicks(parseFixedPoint(inCents, 2))
  if (price === undefined || price === 0) {
    throw expected("a contract's price between 0 and 1 dollar, such as 45c or 0.455", text)
  }
  return price
}

/** The prices of the same notation, at least as fine as the one typed. */
function notationOf({ format, original, exactness }: OddsPrice<OddsNotation>): PriceNotation {
  if (format === 'american' || format === 'fractional') return { tag: format }
  const typed = /\.(\d+)/.exec(original)?.[1]?.length ?? 0
  const places = Math.min(Math.max(typed, format === 'decimal' ? 2 : 1), SCALE_PLACES_MAX)
  return { tag: format, places, reading: exactness === 'lowest' ? 'printed' : 'exact' }
}

function percentOf({ numerator, denominator }: Rational): string {
  return `${new Decimal(numerator).times(100).div(denominator).toString()} %`
}
