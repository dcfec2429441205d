import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { FEEDS } from './engine-event.ts'
import { FeedHealth } from './feed-health.ts'

describe('the health of feeds', () => {
  it('is off where a feed is not read, and waits for its first word where it is', () => {
    const health = new FeedHealth(['kalshi/rest'], 1000)
    expect(health.views(1500).map(({ feed, status }) => [feed, status])).toEqual([
      ['kalshi/rest', 'waiting'],
      ['kalshi/ws', 'off'],
      ['the-odds-api', 'off'],
    ])
    expect(health.heard('kalshi/rest', 1600)).toEqual({
      feed: 'kalshi/rest',
      status: 'up',
      detail: undefined,
      outageMs: undefined,
    })
    expect(health.heard('kalshi/rest', 1700)).toBeUndefined()
    expect(health.views(2000)[0]).toEqual({
      feed: 'kalshi/rest',
      status: 'up',
      ageMs: 300,
      frames: 2,
      outages: 0,
      detail: undefined,
    })
  })

  it('tells an outage once, and how long it was when it is over', () => {
    const health = new FeedHealth(['kalshi/ws'], 0)
    health.heard('kalshi/ws', 10)
    expect(health.lost('kalshi/ws', 100, 'gone')).toMatchObject({ status: 'down', detail: 'gone' })
    expect(health.lost('kalshi/ws', 200, 'still gone')).toBeUndefined()
    expect(health.views(250)[1]).toMatchObject({
      status: 'down',
      detail: 'still gone',
      outages: 1,
      ageMs: 240,
    })
    expect(health.heard('kalshi/ws', 400)).toMatchObject({ status: 'up', outageMs: 300 })
    expect(health.views(400)[1]).toMatchObject({ detail: undefined, outages: 1, frames: 2 })
  })

  it('says that a feed is down which was never heard', () => {
    const health = new FeedHealth(['the-odds-api'], 50)
    expect(health.lost('the-odds-api', 60, 'refused')).toMatchObject({ status: 'down' })
    expect(health.views(70)[2]).toMatchObject({ ageMs: undefined, outages: 1 })
    expect(health.heard('the-odds-api', 90)).toMatchObject({ outageMs: 30 })
  })
})

prop.prop([fc.array(fc.tuple(fc.constantFrom(...FEEDS), fc.boolean(), fc.nat(1000)))])(
  'every outage that is told is followed by its end, with the time between them',
  (steps) => {
    const health = new FeedHealth(FEEDS, 0)
    const downMs = new Map<string, number>()
    let nowMs = 0
    for (const [feed, isHeard, ms] of steps) {
      nowMs += ms
      const change = isHeard ? health.heard(feed, nowMs) : health.lost(feed, nowMs, 'why')
      const sinceMs = downMs.get(feed)
      if (isHeard) {
        expect(change?.outageMs).toBe(sinceMs === undefined ? undefined : nowMs - sinceMs)
        downMs.delete(feed)
      } else {
        expect(change === undefined).toBe(sinceMs !== undefined)
        if (sinceMs === undefined) downMs.set(feed, nowMs)
      }
    }
    for (const { feed, status } of health.views(nowMs)) {
      expect(status === 'down').toBe(downMs.has(feed))
    }
  },
)
