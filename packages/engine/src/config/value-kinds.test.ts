import { compareRational, rational } from '@arbkit/core'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { CONFIG_PATHS, configKeyOf } from './config-keys.ts'
import type { Kind } from './kind.ts'
import {
  byteSize,
  count,
  DELAY_MS_MAX,
  delaySpread,
  dollars,
  dollarsAboveZero,
  duration,
  durationText,
  filePath,
  flag,
  parseDurationMs,
  parseShare,
  PATH_LENGTH_MAX,
  share,
  shareText,
  stake,
} from './value-kinds.ts'
import { books, kalshiHost, oddsHost, parseKalshiHost, storePlace } from './venue-kinds.ts'

/** A kind of whatever values, as far as it reads. */
type Readable = Pick<Kind<unknown>, 'schema' | 'rawOf'>

const read = <T>(kind: Pick<Kind<T>, 'schema' | 'rawOf'>, text: string): T | undefined =>
  kind.schema.safeParse(kind.rawOf(text)).data

const DAY = 86_400_000
const anyDuration = duration(0, 366 * DAY)
const anyShare = share({ mostPercent: 100, isMostIncluded: true })

describe('values with units', () => {
  it.each<[Readable, string, unknown]>([
    [anyDuration, '0s', 0],
    [anyDuration, '250ms', 250],
    [anyDuration, '90s', 90_000],
    [anyDuration, '1.5h', 5_400_000],
    [anyDuration, '5min', 300_000],
    [anyDuration, '5m', 300_000],
    [anyDuration, '366d', 366 * DAY],
    [anyDuration, '0.001s', 1],
    [dollars, '$0', 0],
    [dollars, '0.000001', 1],
    [dollars, '$37.04', 37_040_000],
    [dollars, '500', 500_000_000],
    [stake, '$0.01', 1],
    [stake, '99.50', 9950],
    [dollarsAboveZero, '0.1', 100_000],
    [count(0, 10), '10', 10],
    [byteSize, '1MB', 1_000_000],
    [byteSize, '1.5GB', 1_500_000_000],
    [byteSize, '1TB', 1_000_000_000_000],
    [delaySpread, '90ms', { medianMs: 90, p99Ms: 90 }],
    [delaySpread, '90ms .. 0.4s', { medianMs: 90, p99Ms: 400 }],
    [flag, 'true', true],
    [flag, 'false', false],
    [filePath, 'a b/c.pem', 'a b/c.pem'],
  ])('%#: %s', (kind, text, value) => {
    expect(read(kind, text)).toEqual(value)
  })

  it.each<[Readable, string]>([
    ...[
      '30',
      '-1s',
      '1 s',
      '1e3s',
      '010s',
      '1_0s',
      '.5s',
      '1.s',
      '0.1ms',
      '367d',
      '1w',
      's',
      '',
    ].map((text): [Readable, string] => [anyDuration, text]),
    ...[
      '-1',
      '$',
      '$-1',
      '1,000',
      '1_000',
      '1e3',
      '010',
      '0x10',
      '0.0000001',
      '1000000000.01',
      '€5',
      'NaN',
    ].map((text): [Readable, string] => [dollars, text]),
    ...['0', '$0.001', '0.00'].map((text): [Readable, string] => [stake, text]),
    [dollarsAboveZero, '0'],
    ...['1', '2', '100.1%', '-1%', '%', '1 %', '01%', '1%%', '0.0000000001%'].map(
      (text): [Readable, string] => [anyShare, text],
    ),
    [share({ mostPercent: 7, isMostIncluded: false }), '7%'],
    [share({ leastPercent: 2, mostPercent: 7, isMostIncluded: false }), '1.99%'],
    ...['-1', '11', '1.0', '01', '1e0', ''].map((text): [Readable, string] => [count(0, 10), text]),
    ...['20', '20gb', '0.5MB', '1.0000001MB', '20 GB'].map((text): [Readable, string] => [
      byteSize,
      text,
    ]),
    ...['400ms..90ms', '90', '90ms..', '..90ms', '1ms..2ms..3ms', '601s', '1s..601s'].map(
      (text): [Readable, string] => [delaySpread, text],
    ),
    ...['yes', 'no', 'on', 'TRUE', '1', ''].map((text): [Readable, string] => [flag, text]),
    ...['', 'a\nb', 'x'.repeat(PATH_LENGTH_MAX + 1)].map((text): [Readable, string] => [
      filePath,
      text,
    ]),
  ])('%#: refuses %j', (kind, text) => {
    expect(kind.schema.safeParse(text).success).toBe(false)
  })

  it('a range takes its ends, and nothing beyond', () => {
    const kind = duration(1000, 2000)
    expect(['1s', '2s', '999ms', '2001ms'].map((text) => read(kind, text))).toEqual([
      1000,
      2000,
      undefined,
      undefined,
    ])
    expect(read(delaySpread, durationText(DELAY_MS_MAX))?.p99Ms).toBe(DELAY_MS_MAX)
    expect(read(share({ mostPercent: 7, isMostIncluded: true }), '7%')).toEqual(rational(7, 100))
    expect(read(share({ leastPercent: 2, mostPercent: 7, isMostIncluded: true }), '2%')).toEqual(
      rational(1, 50),
    )
  })

  it('only texts are values', () => {
    for (const path of CONFIG_PATHS) {
      const { schema } = configKeyOf(path).kind
      for (const raw of [null, 1, true, [], {}, [[]], [null]]) {
        expect([path, schema.safeParse(raw).success]).toEqual([path, false])
      }
    }
  })
})

describe('exactness', () => {
  test.prop([fc.nat(999_999_999), fc.nat(999_999)])('of money', (whole, micro) => {
    const text = `$${whole}.${String(micro).padStart(6, '0')}`
    expect(read(dollars, text)).toBe(Number(BigInt(whole) * 1_000_000n + BigInt(micro)))
  })

  test.prop([fc.integer({ min: 0, max: 366 * DAY })])('of durations, there and back', (ms) => {
    expect(parseDurationMs(durationText(ms))).toBe(ms)
  })

  test.prop([fc.integer({ min: 0, max: 100_000_000 })])('of shares, in every spelling', (part) => {
    const value = rational(part, 100_000_000)
    const percent = `${Math.floor(part / 1_000_000)}.${String(part % 1_000_000).padStart(6, '0')}%`
    const bps = `${Math.floor(part / 10_000)}.${String(part % 10_000).padStart(4, '0')}bps`
    for (const text of [percent, bps, shareText(value)]) {
      expect(compareRational(parseShare(text), value)).toBe(0)
    }
  })

  it('of every default and sample: printed, it reads back as what it was', () => {
    let checked = 0
    for (const path of CONFIG_PATHS) {
      const { kind, initial, sample } = configKeyOf(path)
      const texts = [...(typeof initial === 'object' ? Object.values(initial) : [initial]), sample]
      for (const text of texts) {
        if (text === undefined) continue
        const value = kind.schema.parse(kind.rawOf(text))
        expect([path, kind.schema.parse(kind.rawOf(kind.print(value)))]).toEqual([path, value])
        checked += 1
      }
    }
    expect(checked).toBeGreaterThan(60)
  })
})

describe('venues, books and the store', () => {
  it('reads books as flags say them', () => {
    expect(read(books, 'draftkings, fanduel=$250,x=5%,y=0.05/$100')).toEqual([
      { key: 'draftkings', commission: undefined, maxStakeCents: undefined },
      { key: 'fanduel', commission: undefined, maxStakeCents: 25_000 },
      { key: 'x', commission: rational(1, 20), maxStakeCents: undefined },
      { key: 'y', commission: rational(1, 20), maxStakeCents: 10_000 },
    ])
    for (const wrong of [
      '',
      'a,a',
      'A',
      'a=',
      'a=100%',
      'a=5%/',
      'a=$1/5%',
      'a=5%=6%',
      '__proto__',
      'a,__proto__',
    ]) {
      expect([wrong, read(books, wrong)]).toEqual([wrong, undefined])
    }
  })

  it('knows the hosts by their names', () => {
    expect(['production', 'demo'].map((name) => parseKalshiHost(name).name)).toEqual([
      'production',
      'demo',
    ])
    expect(read(kalshiHost, 'https://x.example/trade-api/v2')?.streamUrl).toBe(
      'wss://x.example/trade-api/ws/v2',
    )
    expect(read(kalshiHost, 'http://x.example/trade-api/v2')).toBeUndefined()
    expect(read(oddsHost, 'https://api.the-odds-api.com')?.name).toBe('production')
    expect(read(oddsHost, 'http://localhost:99')?.name).toBe('custom')
  })

  it.each([
    'sqlite:',
    'sqlite://x',
    'arb.sqlite',
    'postgres://',
    'postgres://h',
    'postgres://h/',
    'postgres://h/a/b',
    'mysql://h/a',
  ])('%j is no store', (text) => {
    expect(read(storePlace, text)).toBeUndefined()
  })

  it('shows the address of a store without its password', () => {
    const shown = [
      'postgres://me:made-up@h:5/d?x=1',
      'postgresql://h/d',
      'postgres://h/d?password=made-up',
    ]
    expect(
      shown.map((text) => {
        const place = read(storePlace, text)!
        return [storePlace.print(place), place.tag === 'postgres' && place.hasPassword]
      }),
    ).toEqual([
      ['postgres://me@h:5/d', true],
      ['postgresql://h/d', false],
      ['postgres://h/d', true],
    ])
  })
})
