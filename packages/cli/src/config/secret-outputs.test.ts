import { Console } from 'node:console'
import { PassThrough } from 'node:stream'
import { Secret, SECRET_MARK } from '@arbkit/core'
import { type Config, loadConfig } from '@arbkit/engine'
import pino from 'pino'
import { expect, it } from 'vitest'
import { settingsOfConfig } from '../settings.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const PASSWORD = 'made-up-password'

function planted(): Config {
  const environment = { ODDS_API_KEY: KEY, ARBKIT_STORE: `postgres://me:${PASSWORD}@h/d` }
  const { config } = loadConfig({ text: '', path: 'arb.config.yaml', environment })
  if (config === undefined) throw new Error('does not load')
  return config
}

function written(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough()
  return { stream, text: () => String(stream.read() ?? '') }
}

it('a log of pino never holds a secret of the configuration, wherever it stands', () => {
  const { stream, text } = written()
  const config = planted()
  const log = pino({ level: 'trace' }, stream)
  const secret = config.odds.key!
  log.info(config, 'started')
  log.info({ config, list: [secret], deep: { a: { b: { c: secret } } } })
  log.info(secret as unknown as object)
  log.info('%s %o %j %d', ...([secret, secret, secret, secret] as never[]))
  log.error(Object.assign(new Error(`failed with ${String(secret)}`), { secret, config }))
  log.child({ secret }).warn({ err: new Error('outer', { cause: new Error(String(secret)) }) })
  const all = text()
  expect(all.trimEnd().split('\n')).toHaveLength(6)
  expect(all).toContain(SECRET_MARK)
  for (const each of [KEY, PASSWORD]) expect(all).not.toContain(each)
})

it('nor does the console', () => {
  const { stream, text } = written()
  const console = new Console(stream, stream)
  const config = planted()
  console.log(config, config.odds.key, [config.odds.key])
  console.dir(config, { depth: 9, showHidden: true })
  console.table([{ key: config.odds.key }])
  console.error(Object.assign(new Error('failed'), { config }))
  const all = text()
  expect(all).toContain(SECRET_MARK)
  for (const each of [KEY, PASSWORD]) expect(all).not.toContain(each)
})

it('the venues are opened with what a configuration says, and their key is as hidden', () => {
  const config = planted()
  const settings = settingsOfConfig(config, { ARBKIT_HOME: '' }, '/srv/me')
  expect(settings.odds.key?.addedTo('https://x.example')).toBe(`https://x.example?apiKey=${KEY}`)
  expect(settings.odds.creditsFolder).toBe('/srv/me/.arbkit/credits')
  expect(settingsOfConfig(config, { ARBKIT_HOME: '/a' }, '/srv/me').odds.creditsFolder).toBe(
    '/a/credits',
  )
  expect([settings.kalshi, settings.odds.host]).toEqual([config.kalshi, config.odds.host])
  expect(JSON.stringify(settings)).not.toContain(KEY)
  const without = { ...config, odds: { ...config.odds, key: undefined } }
  expect(settingsOfConfig(without, {}, '/srv/me').odds.key).toBeUndefined()
  expect(new Secret(KEY).toString()).toBe(SECRET_MARK)
})
