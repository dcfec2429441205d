/**
 * What `arb init` asks: a few keys that differ from person to person. Everything else has a default.
 * @module
 */
import { configKeyOf, type ConfigPath, problemText, readConfigText } from '@arbkit/engine'
import { UsageError } from '../commands/session-flags.ts'
import { WIDTH, wrap } from '../format/columns.ts'
import type { Answers } from './file-text.ts'

/** How often a wrong answer is asked for again. */
export const ATTEMPTS_MAX = 5

interface Question {
  readonly path: ConfigPath
  readonly text: string
  /** What an empty answer stands for. */
  readonly empty: string
  /** Left out unless this key was answered, which then needs it. */
  readonly after?: ConfigPath
}

const QUESTIONS: readonly Question[] = [
  {
    path: 'profile',
    text: 'How bold: conservative, balanced or aggressive? It sets thresholds and stakes.',
    empty: 'balanced',
  },
  {
    path: 'venues.odds.keyFile',
    text: 'File with the key of The Odds API? Empty if the key will be in the variable ODDS_API_KEY or in .env.',
    empty: 'ODDS_API_KEY',
  },
  {
    path: 'venues.kalshi.keyId',
    text: "Id of Kalshi's API key? Empty without one: prices are public.",
    empty: 'none',
  },
  {
    path: 'venues.kalshi.keyFile',
    text: 'File with its private key?',
    empty: 'asked again',
    after: 'venues.kalshi.keyId',
  },
  { path: 'games.sports', text: 'Leagues, such as nfl,nba?', empty: 'all' },
  {
    path: 'books',
    text: 'Books that you can bet at, each with its largest bet if you like: draftkings=$250,fanduel?',
    empty: 'the regulated US sportsbooks',
  },
  { path: 'stakes.bankroll', text: 'Most that one opportunity may cost?', empty: 'by profile' },
  {
    path: 'polling.creditsPerMonth',
    text: 'Most credits of The Odds API in a month?',
    empty: 'no limit but the account',
  },
  {
    path: 'recording.enabled',
    text: 'Record every answer, for replay: true or false?',
    empty: 'false',
  },
]

/** Whom to ask, and what to say. */
export interface Asking {
  readonly ask: (question: string) => Promise<string | undefined>
  readonly say: (text: string) => void
}

/**
 * Asks what was not given and returns everything that was answered.
 * @throws {UsageError} the person stopped, or gave no answer that can be.
 */
export async function askQuestions(given: Answers, asking: Asking): Promise<Answers> {
  const answers = new Map(given)
  for (const question of QUESTIONS) {
    const { path, after } = question
    if (answers.has(path) || (after !== undefined && !answers.has(after))) continue
    const answer = await answerTo(question, asking)
    if (answer !== undefined) answers.set(path, answer)
  }
  return answers
}

async function answerTo(
  { path, text, empty, after }: Question,
  { ask, say }: Asking,
): Promise<string | undefined> {
  const lines = wrap(text, { width: WIDTH, indent: '' })
  const prompt = `${lines.join('\n')}\n[${empty}] > `
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const answer = (await ask(prompt))?.trim()
    if (answer === undefined) throw new UsageError('stopped: nothing was written')
    if (answer === '' && after === undefined) return undefined
    const place = { from: 'flag', name: `--${configKeyOf(path).flag}` } as const
    const { problems } = answer === '' ? { problems: [] } : readConfigText(path, answer, place)
    if (answer !== '' && problems.length === 0) return answer
    const told = answer === '' ? ['a key needs both'] : problems.map(problemText)
    for (const each of told) say(`${wrap(each, { width: WIDTH, indent: '' }).join('\n')}\n`)
  }
  throw new UsageError(`no answer for ${path} that can be: nothing was written`)
}
