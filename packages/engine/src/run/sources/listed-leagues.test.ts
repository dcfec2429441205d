import { expect, it } from 'vitest'
import { ListedLeagues } from './listed-leagues.ts'

it('waits for the first look', async () => {
  const listed = new ListedLeagues()
  const { signal } = new AbortController()
  const known = Promise.all([listed.known(signal), listed.known(signal)])
  listed.set(new Set(['nfl']))
  expect(await known).toEqual([new Set(['nfl']), new Set(['nfl'])])
  listed.set(new Set(['nba']))
  expect(await listed.known(signal)).toEqual(new Set(['nba']))
})

it('waits no longer than its signal', async () => {
  const listed = new ListedLeagues()
  const stop = new AbortController()
  const known = listed.known(stop.signal)
  stop.abort()
  expect(await known).toBeUndefined()
  expect(await listed.known(stop.signal)).toBeUndefined()
})
