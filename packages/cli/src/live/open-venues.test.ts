import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { createKeyFiles } from '@arbkit/kalshi'
import { TEST_API_KEY } from '@arbkit/odds/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Network } from '../host.ts'
import { readSettings } from '../settings.ts'
import { openVenues, type OpenVenues } from './open-venues.ts'
import { SetupError } from './setup-error.ts'

let userHome = ''
beforeEach(async () => {
  userHome = await mkdtemp(path.join(tmpdir(), 'arbkit-venues-'))
})
afterEach(async () => {
  await rm(userHome, { recursive: true })
})

async function opened(environment: Record<string, string>): Promise<OpenVenues> {
  const network: Network = {
    environment,
    userHome,
    fetch: async () => Promise.reject(new Error('was asked')),
    sleep: async () => undefined,
    rng: createSeededRng(1),
    ids: { next: () => 'id' },
    keyFiles: createKeyFiles(process.platform),
    stop: new AbortController().signal,
  }
  return openVenues({
    settings: readSettings(environment, userHome),
    network,
    clock: { now: () => 0 },
    credits: {},
    onCredits: () => undefined,
  })
}

it('makes the folder of the log of credits, and asks nobody', async () => {
  const { venues } = await opened({ ODDS_API_KEY: TEST_API_KEY })
  expect(venues.kalshi.isSigned).toBe(false)
  expect((await stat(path.join(userHome, '.arbkit', 'credits'))).isDirectory()).toBe(true)
})

it('says in one line that the folder of the log of credits can not be', async () => {
  const home = path.join(userHome, 'file')
  await writeFile(home, '')
  const opening = opened({ ODDS_API_KEY: TEST_API_KEY, ARBKIT_HOME: home })
  await expect(opening).rejects.toBeInstanceOf(InvalidInputError)
  await expect(opening).rejects.toThrow(/^folder of the credit log .*expected ARBKIT_HOME/)
})

it('needs a key of The Odds API', async () => {
  await expect(opened({})).rejects.toBeInstanceOf(SetupError)
})
