import { reveal } from '@arbkit/core'
import { InvalidInputError, VenueNoAnswerError } from '@arbkit/core'
import { loadConfig } from '@arbkit/engine'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../commands/session-flags.ts'
import { checkedDuration, DURATION_MS_MAX } from './checked-duration.ts'
import { hiddenSecrets } from './hidden-secrets.ts'
import { runSecrets } from './run-secrets.ts'

const KEY = '0123456789abcdef0123456789abcdef'

function secretsOf(environment: Readonly<Record<string, string>>) {
  const { config, problems } = loadConfig({ text: '', path: 'arb.config.yaml', environment })
  if (config === undefined) throw new Error(JSON.stringify(problems))
  return runSecrets(config)
}

describe('secrets of a configuration', () => {
  it.each([
    [{}, []],
    [{ ODDS_API_KEY: KEY }, [KEY]],
    [{ KALSHI_KEY_ID: 'c2b121a6-d25f', KALSHI_PRIVATE_KEY_FILE: 'k.pem' }, ['c2b121a6-d25f']],
    // Too short to be looked for by itself: it would be found in figures.
    [{ ARBKIT_STORE: 'postgres://me:short@host/arb' }, ['postgres://me:short@host/arb']],
    [{ ARBKIT_STORE: 'postgres://me@host/arb' }, []],
    [
      { ARBKIT_STORE: 'postgres://me:pass%40word@host/arb' },
      ['postgres://me:pass%40word@host/arb', 'pass%40word', 'pass@word'],
    ],
    [{ ARBKIT_STORE: 'postgres://me:12345678@host/arb' }, ['postgres://me:12345678@host/arb']],
  ])('%j', (environment, secrets) => {
    expect(secretsOf(environment).map(reveal)).toEqual(secrets)
  })
})

describe('an error of a run', () => {
  const secrets = secretsOf({ ODDS_API_KEY: KEY })
  const failing = async (error: unknown): Promise<unknown> =>
    hiddenSecrets(secrets, async () => Promise.reject(error)).catch((thrown: unknown) => thrown)

  it('stays what it is, without the secret: in message, stack and causes', async () => {
    const cause = new Error(`GET /?apiKey=${KEY}`)
    const error = new VenueNoAnswerError(`no answer of ${KEY}`, { isRead: true, cause })
    const thrown = await failing(error)
    expect(thrown).toBe(error)
    expect([error.message, cause.message]).toEqual([
      'no answer of [secret]',
      'GET /?apiKey=[secret]',
    ])
    expect(`${error.stack}${cause.stack}`).not.toContain(KEY)
  })

  it('that is no error is thrown on', async () => {
    expect(await failing('a text')).toBe('a text')
    expect(await hiddenSecrets(secrets, async () => Promise.resolve(7))).toBe(7)
  })

  it('may be its own cause', async () => {
    const error = new InvalidInputError(KEY)
    error.cause = error
    await failing(error)
    expect(error.message).toBe('[secret]')
  })
})

describe('--duration', () => {
  it.each([undefined, 1000, DURATION_MS_MAX])('%s is taken', (durationMs) => {
    expect(checkedDuration(durationMs)).toBe(durationMs)
  })
  it.each([0, 999, DURATION_MS_MAX + 1])('%i is refused', (durationMs) => {
    expect(() => checkedDuration(durationMs)).toThrow(UsageError)
    expect(() => checkedDuration(durationMs)).toThrow('--duration: expected 1s to 24d')
  })
})
