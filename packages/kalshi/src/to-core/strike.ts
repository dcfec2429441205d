/**
 * The strike of a line, from the market's own `floor_strike`. The ticker's suffix says it again as a
 * whole number K, meaning K − 0.5 (`SEA2` is over 1.5, `9` over 8.5, `-2` of a player 2 or more), and so
 * does the label; where two of them disagree the market is rejected by name, never paired on either.
 * @module
 */
import { type ContractSubject, type EasternDate, LEAGUES } from '@arbkit/core'

/** "Over `floor`". */
export type Strike = { readonly tag: 'greater'; readonly floor: number } | undefined

/** A strike, or the word for why it can not be trusted. */
export type StrikeVerdict =
  | { readonly tag: 'strike'; readonly strike: Strike }
  | { readonly tag: 'rejected'; readonly reason: StrikeRejection }

/** `strike-conflict`: two sources disagree; `strike-not-greater`: not an "over" question. */
export type StrikeRejection = 'strike-conflict' | 'strike-not-greater'

/** What a market's ticker says of its strike. */
export interface StrikeSuffix {
  readonly outcomeCode: string
  /** Day of the game; undefined where the ticker has none. */
  readonly easternDate: EasternDate | undefined
  /** True where the series asks whether something happens at all and prints no number. */
  readonly happensOnce: boolean
}

/**
 * First day of games whose rungs are known to mean K − 0.5 everywhere. Before it the `-214` of an NBA
 * total was over 214.5 (tickers of 2026-03 to 2026-05; K − 0.5 from 2026-06-27 on): two readings.
 */
const RUNGS_FROM = '2026-06-27'

/** A rung never begins with 0: `M052` is Mainz, whose code is `M05`, and is not read here. */
const TEAM_SUFFIX = /^[A-Z-]*[A-Z]([1-9]\d{0,2})$/
/** Codes of clubs hold digits and goals are few: one digit behind a letter, or two readings. */
const SOCCER_TEAM_SUFFIX = /^[A-Z-]*[A-Z]([1-9])$/
const TOTAL_SUFFIX = /^([1-9]\d{0,2})$/
/** Behind a player: `CHCMBOYD16-2`, or all that is left of it. */
const PLAYER_SUFFIX = /(?:^|-)([1-9]\d{0,3})$/

/** What happens at all happens more than half a time. */
const ONCE: Strike = { tag: 'greater', floor: 0.5 }

/** Returns the strike that a ticker states; undefined where it states none, or one that reads in two ways. */
export function strikeOfSuffix(subject: ContractSubject, suffix: StrikeSuffix): Strike {
  if (!hasStrike(subject)) return undefined
  if (suffix.happensOnce) return ONCE
  const isOfPlayer = subject.marketType === 'player-prop'
  const { easternDate, outcomeCode } = suffix
  if (!isOfPlayer && (easternDate === undefined || easternDate < RUNGS_FROM)) return undefined
  const rung = patternOf(subject).exec(outcomeCode)?.[1]
  return rung === undefined ? undefined : { tag: 'greater', floor: Number(rung) - 0.5 }
}

function patternOf({ marketType, league }: GameSubject): RegExp {
  if (marketType === 'player-prop') return PLAYER_SUFFIX
  if (marketType === 'total') return TOTAL_SUFFIX
  return LEAGUES[league].sport === 'soccer' ? SOCCER_TEAM_SUFFIX : TEAM_SUFFIX
}

/** Returns the strike of a market of which the record is known. */
export function strikeOfMarket(
  subject: ContractSubject,
  stated: StrikeSuffix & {
    readonly strikeType: string | undefined
    readonly floorStrike: number | undefined
    /** Number in the YES label that has to be exceeded. */
    readonly labelNumber: number | undefined
  },
): StrikeVerdict {
  if (!hasStrike(subject)) return { tag: 'strike', strike: undefined }
  const { strikeType, floorStrike, labelNumber } = stated
  if (!isOver(subject, strikeType)) return { tag: 'rejected', reason: 'strike-not-greater' }
  const ofSuffix = strikeOfSuffix(subject, stated)
  const floors = [floorStrike, ofSuffix?.floor, labelNumber].filter((value) => value !== undefined)
  if (new Set(floors).size > 1) return { tag: 'rejected', reason: 'strike-conflict' }
  const [floor] = floors
  return { tag: 'strike', strike: floor === undefined ? undefined : { tag: 'greater', floor } }
}

/** A player's market is `structured` around the player as often as it is `greater` (captures of 2026-08). */
function isOver({ marketType }: GameSubject, strikeType: string | undefined): boolean {
  if (strikeType === undefined || strikeType === 'greater') return true
  return marketType === 'player-prop' && strikeType === 'structured'
}

type GameSubject = Extract<ContractSubject, { readonly tag: 'game' }>

function hasStrike(subject: ContractSubject): subject is GameSubject {
  if (subject.tag !== 'game') return false
  const { marketType } = subject
  return marketType !== 'moneyline' && marketType !== 'three-way' && marketType !== 'draw-no-bet'
}
