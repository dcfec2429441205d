/**
 * Conformance of order books kept from Kalshi's stream: frames of the real shape, and after each one
 * the books that follow from them. Any implementation can be held to them; `README.md` beside this
 * file says what the cases hold. Nothing here knows how ours is made.
 * @module
 */
import { InvalidInputError, parseCenticontracts, parsePriceTicks } from '@arbkit/core'
import cases from './cases.json' with { type: 'json' }

/** A level: price in dollars and contracts, plain decimals, any number of zeros at the end. */
export type ConformanceLevel = readonly [priceDollars: string, contracts: string]

/** A book: resting bids of both sides, NO bids at NO prices; levels in any order. */
export interface ConformanceBook {
  readonly yes: readonly ConformanceLevel[]
  readonly no: readonly ConformanceLevel[]
}

/** What is put to the test: an implementation listening to one connection after another. */
export interface ConformanceSubject {
  /** Takes a frame, word for word. Has to take everything, what it can not read too. */
  feed(frameText: string): void
  /** The connection was lost and another one is open: the frames that follow come over that. */
  reconnect(): void
  /** Returns the books by market ticker; null or missing for one that can not be relied on now. */
  books(): Readonly<Record<string, ConformanceBook | null>>
}

/** Makes a fresh subject. `useYesPrice` is what its subscriptions to order books were asked with. */
export type CreateConformanceSubject = (session: {
  readonly useYesPrice: boolean
}) => ConformanceSubject

/** Something that was not as it has to be. */
export interface ConformanceFailure {
  readonly caseName: string
  /** Index of the step, from 0. */
  readonly step: number
  /** Undefined where the step itself failed. */
  readonly marketId: string | undefined
  readonly expected: string
  readonly got: string
}

/** How an implementation did. */
export interface ConformanceReport {
  /** Cases run. */
  readonly cases: number
  /** Steps looked at. */
  readonly steps: number
  /** Names of the cases without a failure. */
  readonly passed: readonly string[]
  /** The first failure of each case that has one: what follows it proves little. */
  readonly failures: readonly ConformanceFailure[]
}

/** A book that is expected; `orResyncing` where to distrust it for now is right as well. */
interface ExpectedBook {
  readonly yes: readonly (readonly string[])[]
  readonly no: readonly (readonly string[])[]
  readonly orResyncing?: boolean
}

interface Step {
  readonly frame?: object
  readonly text?: string
  readonly reconnect?: boolean
  readonly books: Readonly<Record<string, ExpectedBook | null | undefined>>
}

interface Case {
  readonly name: string
  readonly about: string
  readonly useYesPrice: boolean
  readonly steps: readonly Step[]
}

const CASES: readonly Case[] = cases.cases

/** Returns how an implementation does on every case. Never throws because of it. */
export function runConformance(create: CreateConformanceSubject): ConformanceReport {
  const failures: ConformanceFailure[] = []
  const passed: string[] = []
  for (const each of CASES) {
    const failure = firstFailure(each, create)
    if (failure === undefined) passed.push(each.name)
    else failures.push(failure)
  }
  const steps = CASES.reduce((sum, each) => sum + each.steps.length, 0)
  return { cases: CASES.length, steps, passed, failures }
}

function firstFailure(
  { name, useYesPrice, steps }: Case,
  create: CreateConformanceSubject,
): ConformanceFailure | undefined {
  let index = 0
  try {
    const subject = create({ useYesPrice })
    for (const step of steps) {
      if (step.reconnect === true) subject.reconnect()
      else subject.feed(step.text ?? JSON.stringify(step.frame))
      const wrong = wrongBook(step.books, subject.books())
      if (wrong !== undefined) return { caseName: name, step: index, ...wrong }
      index += 1
    }
    return undefined
  } catch (error) {
    const got = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { caseName: name, step: index, marketId: undefined, expected: 'no error', got }
  }
}

function wrongBook(
  expected: Step['books'],
  books: Readonly<Record<string, ConformanceBook | null>>,
): Pick<ConformanceFailure, 'marketId' | 'expected' | 'got'> | undefined {
  for (const [marketId, due] of Object.entries(expected)) {
    const book = books[marketId] ?? null
    if (book === null && due?.orResyncing === true) continue
    const wanted = printed(due ?? null)
    const got = printed(book)
    if (wanted !== got) return { marketId, expected: wanted, got }
  }
  return undefined
}

/** Returns a book in one way of writing: levels by side and price. */
function printed(book: ExpectedBook | ConformanceBook | null): string {
  if (book === null) return 'not in sync'
  const sides = [linesOf('yes', book.yes), linesOf('no', book.no)].flat()
  return sides.length === 0 ? 'empty' : sides.join(', ')
}

function linesOf(side: string, levels: readonly (readonly string[])[]): readonly string[] {
  return levels
    .map(([price = '', size = '']) => [ticksOf(price), sizeOf(size)] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([price, size]) => `${side} ${price} ticks × ${size} centicontracts`)
}

function ticksOf(text: string): number {
  return reading(text, parsePriceTicks)
}

function sizeOf(text: string): number {
  return reading(text, parseCenticontracts)
}

/** Not a number for text that is none: it equals nothing that is expected. */
function reading(text: string, read: (text: string) => number): number {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof TypeError) return Number.NaN
    throw error
  }
}
