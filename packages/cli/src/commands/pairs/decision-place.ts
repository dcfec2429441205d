/**
 * Where people's decisions are kept: what a flag says, the database of the configuration, or a log in the
 * current folder. Who never heard of a database has the log.
 * @module
 */
import { access } from 'node:fs/promises'
import { reveal } from '@arbkit/core'
import {
  configKeyOf,
  databaseDecisionStore,
  type DecisionStore,
  jsonDecisionStore,
  problemText,
  readConfigText,
  storeBesideLog,
  type StorePlace,
} from '@arbkit/engine'
import type { DatabaseLocation } from '@arbkit/store'
import { countText, readConfigOf } from '../../config/open-config.ts'
import type { Host } from '../../host.ts'
import { UsageError } from '../session-flags.ts'
import type { PlaceFlags } from './decision-flags.ts'

/** The log, in the current folder, where nothing else is said. */
export const DECISIONS_FILE = 'arb-decisions.jsonl'

/** A store of decisions that is opened. */
export interface DecisionPlace {
  /** As it is shown: a file, or an address without a password. */
  readonly path: string
  readonly store: DecisionStore
  /** What a person must know about it, one line each; asked after the store was read. */
  notes(): readonly string[]
}

/** How a place is used. */
export interface PlaceUse {
  /** It is about to be made: that it is not there is no news. */
  readonly isMade: boolean
  /** Only the store itself: what it does not have yet is about to be moved there. */
  readonly isAlone: boolean
}

const DATABASE = /^(?:sqlite:|postgres(?:ql)?:\/\/)/

/**
 * Returns where decisions are kept.
 * @throws {UsageError} a flag or a configuration that can not be. @throws {InvalidInputError} a file of it
 * that can not be read.
 */
export async function decisionPlaceOf(
  flags: PlaceFlags,
  host: Host,
  use: PlaceUse,
): Promise<DecisionPlace> {
  const named = flags.decisions
  if (named !== undefined && DATABASE.test(named)) {
    return databasePlace(placeIn(named), host, { ...use, isAlone: true })
  }
  if (named !== undefined) return logPlace(named, { isNamed: true, ...use })
  const place = await configuredPlace(flags, host)
  return place === undefined
    ? logPlace(DECISIONS_FILE, { isNamed: false, ...use })
    : databasePlace(place, host, use)
}

function placeIn(text: string): StorePlace {
  const place = { from: 'flag', name: '--decisions' } as const
  const { values, problems } = readConfigText('store', text, place)
  const [value] = values
  if (value !== undefined) return value.value as StorePlace
  throw new UsageError(problems.map(problemText).join('; '))
}

/** The database that somebody chose, or the usual one where it is there. */
async function configuredPlace(
  { store, config: file }: PlaceFlags,
  host: Host,
): Promise<StorePlace | undefined> {
  const flags = new Map(store === undefined ? [] : [['store', store] as const])
  const read = readConfigOf({ file, flags, environment: onlyStore(host) }, host)
  const { config, problems, path } = read
  if (config === undefined) {
    for (const problem of problems) host.writeError(`${problemText(problem)}\n`)
    throw new UsageError(countText(problems, path))
  }
  const isChosen = (read.sources.get('store')?.from ?? 'default') !== 'default'
  return isChosen || (await isThere(config.store)) ? config.store : undefined
}

/** What is wrong with a key of a venue is no matter of decisions. */
function onlyStore({ network }: Host): Readonly<Record<string, string | undefined>> {
  const name = configKeyOf('store').variable
  return { [name]: network?.environment[name] }
}

async function isThere(place: StorePlace): Promise<boolean> {
  if (place.tag !== 'sqlite') return true
  return access(place.file).then(
    () => true,
    () => false,
  )
}

function databasePlace(place: StorePlace, host: Host, { isAlone }: PlaceUse): DecisionPlace {
  const path = place.tag === 'sqlite' ? `sqlite:${place.file}` : place.shown
  const location: DatabaseLocation =
    place.tag === 'sqlite' ? { sqliteFile: place.file } : reveal(place.url)
  const database = databaseDecisionStore({
    location,
    ports: { clock: { now: () => host.now() }, ids: { next: () => host.randomId() } },
    isThere: () => isThere(place),
  })
  if (isAlone) return { path, store: database, notes: () => [] }
  const log = jsonDecisionStore(DECISIONS_FILE)
  const store = storeBesideLog(database, log)
  const notes = () => {
    const { length } = store.unmoved()
    const moves = `arb pairs import ${DECISIONS_FILE} moves them there`
    const beside = `${DECISIONS_FILE}: ${length} of its decisions are not in ${path}; they count too (${moves})`
    return [...log.problems(), ...(length === 0 ? [] : [beside])]
  }
  return { path, store, notes }
}

function logPlace(
  path: string,
  { isNamed, isMade }: PlaceUse & { readonly isNamed: boolean },
): DecisionPlace {
  const store = jsonDecisionStore(path)
  const missing = `${path}: no such file yet, so it holds no decision`
  const notes = () => [
    ...store.problems(),
    ...(isNamed && !isMade && !store.isThere() ? [missing] : []),
  ]
  return { path, store, notes }
}
