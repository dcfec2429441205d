/**
 * Which contracts of an event are rungs of one ladder of strikes. Told by the number in ticker and
 * label being the strike itself: two questions that merely have a number each are never one ladder.
 * @module
 */
import { type ContractListing, type ContractStrike, Decimal } from '@arbkit/core'

/** The number at the end of a ticker's suffix, `SEAJRODRIGUEZ44-2`, `T70000`, `9`. */
const RUNG = /-?(\d+(?:\.\d+)?)$/
const NUMBERS = /\d[\d,]*(?:\.\d+)?/g
/** Ladders whose rungs contain each other. Brackets are a list of which at most one comes true. */
const NESTED: ReadonlySet<string> = new Set([
  'greater',
  'greater_or_equal',
  'less',
  'less_or_equal',
])

/** Returns the number of a rung, decimal text: its floor, or the cap of "less"; undefined for any other. */
export function strikeNumberOf(strike: ContractStrike | undefined): string | undefined {
  if (strike === undefined || !NESTED.has(strike.type)) return undefined
  return strike.type.startsWith('less') ? strike.cap : strike.floor
}

/**
 * Returns a key that is equal for rungs of one ladder of an event: the same kind of strike, and suffix
 * and label alike but for one number, which is the strike itself. "District 1" and "District 2" are two
 * questions, also where their strikes differ. Undefined for whatever is no rung.
 */
export function ladderKeyOf(
  { outcomeCode, yesLabel }: Pick<ContractListing, 'outcomeCode' | 'yesLabel'>,
  strike: ContractStrike | undefined,
): string | undefined {
  const number = strikeNumberOf(strike)
  const rung = RUNG.exec(outcomeCode)
  if (strike === undefined || number === undefined || rung === null) return undefined
  const isStrike = strikeTest(number)
  if (!isStrike(rung[1] ?? '')) return undefined
  let masked = 0
  const label = (yesLabel ?? '').replaceAll(NUMBERS, (text) => {
    if (!isStrike(text)) return text
    masked += 1
    return '#'
  })
  return masked === 1 ? `-${outcomeCode.replace(RUNG, '')}*/${strike.type}/${label}` : undefined
}

/** True for the strike, and for the whole number K that stands for "over K − 0.5" (`9`, `7+`). */
function strikeTest(strike: string): (text: string) => boolean {
  const number = new Decimal(strike)
  const above = number.plus('0.5')
  const rung = number.isInteger() || !above.isInteger() ? undefined : above
  return (text) => {
    const value = new Decimal(text.replaceAll(',', ''))
    return value.eq(number) || (rung !== undefined && value.eq(rung))
  }
}
