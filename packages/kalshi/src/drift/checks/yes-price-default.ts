/**
 * At which prices does the stream state NO bids? The default of `use_yes_price` will flip (AsyncAPI of
 * 2026-08-22, "migration plan"), and a book read the wrong way round is a mirror image of the market.
 * The same book over REST, where NO bids are at NO prices, tells which way it is.
 * @module
 */
import { isRecord } from '@arbkit/core'
import {
  ask,
  bodyOf,
  type CanaryCheck,
  type CanaryPorts,
  judgementOf,
  type Observation,
  observe,
  silences,
} from '../canary-check.ts'
import { bookMarketOf, OPEN_MARKETS, orderBookRequest } from '../canary-requests.ts'
import { noPriceConvention, type NoPriceConvention } from '../no-price-convention.ts'

/**
 * Returns the check.
 * @param usesYesPricesByDefault what the venue's default is taken for: false until it announces the flip.
 */
export function yesPriceDefaultCheck(usesYesPricesByDefault: boolean): CanaryCheck {
  const byDefault: NoPriceConvention = usesYesPricesByDefault ? 'yes-prices' : 'no-prices'
  return {
    id: 'yes-price-default',
    question: 'Does the stream state NO bids at the prices that it was asked for?',
    isRequired: true,
    probe,
    judge: (observation) => {
      const notChecked = reasonNotChecked(observation)
      if (notChecked !== undefined) {
        const cure =
          'subscribe to a market with bids on both sides and compare it with its REST book'
        return judgementOf({ failures: [], warnings: [notChecked], cure })
      }
      const asked = conventionIn(observation, 'asked')
      const unasked = conventionIn(observation, 'unasked')
      return judgementOf({
        failures: [
          ...silences(observation, ['markets', 'book', 'asked', 'unasked']),
          ...(asked === 'no-prices' ? ['use_yes_price=true is no longer heeded'] : []),
          ...(unasked !== 'unclear' && unasked !== byDefault
            ? [`the default of use_yes_price flipped: NO bids now come at ${wordsOf(unasked)}`]
            : []),
        ],
        warnings:
          asked === 'unclear' || unasked === 'unclear'
            ? ['the book tells nothing about the prices of NO bids: not checked']
            : [],
        cure: 'see that every subscription sets use_yes_price, then tell the canary the new default',
      })
    },
  }
}

function reasonNotChecked(observation: Observation): string | undefined {
  if (observation['stream'] !== undefined) return 'no stream is used: not checked'
  const isAsked = observation['book'] !== undefined
  return observation['markets']?.tag === 'answered' && !isAsked
    ? 'no market has bids on both sides: not checked'
    : undefined
}

async function probe(ports: CanaryPorts): Promise<Observation> {
  const { readSnapshot, clock } = ports
  if (readSnapshot === undefined) {
    return { stream: { tag: 'unanswered', because: 'no stream is used' } }
  }
  const markets = await ask(ports, OPEN_MARKETS)
  const market = bookMarketOf(bodyOf({ markets }, 'markets'))
  if (market?.isTwoSided !== true) return { markets }
  const { marketId } = market
  return {
    markets,
    unasked: await observe(clock, () => readSnapshot(marketId, undefined)),
    asked: await observe(clock, () => readSnapshot(marketId, true)),
    book: await ask(ports, orderBookRequest(marketId)),
  }
}

function conventionIn(observation: Observation, name: string): NoPriceConvention {
  const book = bodyOf(observation, 'book')
  const message = bodyOf(observation, name)
  const sides = isRecord(book) ? book['orderbook_fp'] : undefined
  const msg = isRecord(message) ? message['msg'] : undefined
  return noPriceConvention(
    isRecord(sides) ? sides['no_dollars'] : undefined,
    isRecord(msg) ? msg['no_dollars_fp'] : undefined,
  )
}

function wordsOf(convention: NoPriceConvention): string {
  return convention === 'yes-prices' ? 'YES prices' : 'NO prices'
}
