/**
 * One fault as text, read and written: `kalshi.rest.latency=50ms..200ms:0.1@5m..7m`.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import { durationOf, durationTextOf } from './duration-text.ts'
import { FAULT_KINDS, FAULT_NAMES, type FaultKind } from './fault-kinds.ts'
import { FAULT_LEVELS } from './fault-levels.ts'
import type { FaultName } from './fault-names.ts'
import type { FaultItem } from './fault-schedule.ts'
import { nearestWord } from './nearest-word.ts'

/** The word for random outages. */
export const RANDOM = 'random'

/** Values as they are asked for where another stood. */
const EXPECTED = {
  share: 'a share such as 0.05 or 5%',
  latency: 'a length such as 200ms or a range such as 50ms..200ms, and at most a share: 200ms:0.05',
  slow: 'a length such as 200ms, and at most a share: 200ms:0.05',
  wrong: 'one word, and at most a share',
  skew: 'a length with its sign, such as +3s',
  span: 'when, such as 10m+2m (at 10 minutes, for 2) or 10m..12m',
} as const

const SHARE = /^(?<count>\d{1,3}(?:\.\d{1,6})?)(?<percent>%?)$/
/** Shares are millionths. */
const SHARE_DECIMALS = 6

/**
 * Returns a fault.
 * @throws {InvalidInputError} one line, with what was expected and the nearest name.
 */
export function itemOf(text: string, where: string): FaultItem {
  const [whole = '', span, ...spans] = text.split('@')
  const [name = '', value, ...values] = whole.split('=')
  const kind = kindOf(name, where)
  const wrongValue = (): never => {
    const words = kind.words === undefined ? '' : ` of ${kind.words.join(', ')}`
    const expected = EXPECTED[kind.value].replace('one word', `one word${words}`)
    throw refusal(`${where}: ${name}: expected ${expected}; got '${value ?? ''}'`)
  }
  if (values.length > 0) wrongValue()
  if (spans.length > 0 || (span !== undefined && spanOf(span) === undefined)) {
    throw refusal(
      `${where}: ${name}: expected a span behind @ such as 5m..7m, 5m+2m or 5m..; got '${text.slice(text.indexOf('@') + 1)}'`,
    )
  }
  const said = value === undefined ? unsaid(kind) : valueOf(kind, value)
  if (said === undefined) return wrongValue()
  const when = span === undefined ? {} : spanOf(span)
  if (said.fromMs !== undefined && span !== undefined) {
    throw refusal(`${where}: ${name}: when it happens is said twice: '${text}'`)
  }
  return { name: name as FaultName, ...said, ...when }
}

/** Returns a fault as {@link itemOf} reads it, but for the conditions that only a file can say. */
export function itemTextOf(item: FaultItem): string {
  const { name, ms, mostMs, share, wrong } = item
  const isSkew = FAULT_KINDS.get(name)?.value === 'skew'
  const length =
    ms === undefined
      ? undefined
      : `${isSkew ? (ms < 0 ? '-' : '+') : ''}${durationTextOf(Math.abs(ms))}`
  const range = mostMs === undefined ? length : `${length ?? ''}..${durationTextOf(mostMs)}`
  const parts = [range, wrong, share === undefined ? undefined : String(share)]
  const value = parts.filter((part) => part !== undefined).join(':')
  return `${name}${value === '' ? '' : `=${value}`}${spanText(item)}`
}

function spanText({ fromMs, untilMs }: FaultItem): string {
  if (fromMs === undefined && untilMs === undefined) return ''
  const until = untilMs === undefined ? '' : durationTextOf(untilMs)
  return `@${durationTextOf(fromMs ?? 0)}..${until}`
}

/** Returns what a name stands for. @throws {InvalidInputError} */
export function kindOf(name: string, where: string): FaultKind {
  const kind = FAULT_KINDS.get(name)
  if (kind !== undefined) return kind
  const words = [...Object.keys(FAULT_LEVELS), RANDOM, ...FAULT_NAMES]
  const nearest = nearestWord(name, words)
  if (nearest !== undefined) {
    throw refusal(`${where}: unknown fault '${name}' (Did you mean ${nearest}?)`)
  }
  const levels = [...Object.keys(FAULT_LEVELS), RANDOM].join(', ')
  const [start = ''] = /^(?:kalshi\.rest|kalshi\.stream|kalshi|odds)\b/.exec(name) ?? []
  const names = FAULT_NAMES.filter((one) => start !== '' && one.startsWith(`${start}.`))
  const some = names.length > 0 ? names.join(', ') : `${levels} or one such as odds.429=0.05`
  throw refusal(`${where}: unknown fault '${name}'; expected ${some}`)
}

type Said = Omit<FaultItem, 'name'>

/** What a name alone says; undefined where it needs more. */
function unsaid({ value }: FaultKind): Said | undefined {
  return value === 'share' || value === 'span' ? {} : undefined
}

function valueOf(kind: FaultKind, value: string): Said | undefined {
  switch (kind.value) {
    case 'share':
      return shareOf(value)
    case 'span':
      return spanOf(value)
    case 'skew':
      return skewOf(value)
    case 'wrong':
      return withShare(value, (word) =>
        kind.words?.includes(word) === true ? { wrong: word } : undefined,
      )
    case 'slow':
      return withShare(value, lengthOf)
    case 'latency':
      return withShare(value, rangeOf)
  }
}

function withShare(value: string, read: (text: string) => Said | undefined): Said | undefined {
  const [first = '', second, ...others] = value.split(':')
  const said = read(first)
  const share = second === undefined ? {} : shareOf(second)
  return said === undefined || share === undefined || others.length > 0
    ? undefined
    : { ...said, ...share }
}

/** Returns a share above 0; the whole is as good as no share. */
function shareOf(text: string): Said | undefined {
  const { count, percent } = SHARE.exec(text)?.groups ?? {}
  if (count === undefined) return undefined
  const exact = percent === '%' ? Number(count) / 100 : Number(count)
  const share = Number(exact.toFixed(SHARE_DECIMALS))
  if (share <= 0 || share > 1) return undefined
  return share === 1 ? {} : { share }
}

function lengthOf(text: string): Said | undefined {
  const ms = durationOf(text)
  return ms === undefined ? undefined : { ms }
}

function rangeOf(text: string): Said | undefined {
  const [least = '', most, ...others] = text.split('..')
  const ms = durationOf(least)
  const mostMs = most === undefined ? ms : durationOf(most)
  if (ms === undefined || mostMs === undefined || others.length > 0 || mostMs < ms) return undefined
  return mostMs === ms ? { ms } : { ms, mostMs }
}

function skewOf(text: string): Said | undefined {
  const ms = /^[+-]/.test(text) ? durationOf(text.slice(1)) : undefined
  return ms === undefined || ms === 0 ? undefined : { ms: text.startsWith('-') ? -ms : ms }
}

/** Returns a span after the start: `5m..7m`, `5m+2m`, or `5m..` to the end. */
function spanOf(text: string): Pick<FaultItem, 'fromMs' | 'untilMs'> | undefined {
  const mark = text.includes('..') ? '..' : '+'
  const [first = '', second, ...others] = text.split(mark)
  const fromMs = durationOf(first)
  if (fromMs === undefined || second === undefined || others.length > 0) return undefined
  if (second === '') return mark === '..' ? { fromMs } : undefined
  const ms = durationOf(second)
  if (ms === undefined) return undefined
  const untilMs = mark === '+' ? fromMs + ms : ms
  return untilMs > fromMs ? { fromMs, untilMs } : undefined
}

/** Returns an error of one line. */
export const refusal = (message: string): InvalidInputError => new InvalidInputError(message)
