import { createSeededRng } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import type { BacktestReport } from './backtest-report-schema.ts'
import { decayPicture, halfLifeText } from './decay-picture.ts'
import { edgesOutside, edgesPicture } from './edges-picture.ts'
import { equityPicture, POINTS_MARKED_MAX } from './equity-picture.ts'
import { fillPicture } from './fill-picture.ts'
import type { Markup } from './markup.ts'
import { CENT_UNIT, meanPicture, SHARE_UNIT } from './mean-picture.ts'
import { COLUMN_SIZE, PAGE_SIZE } from './plot.ts'
import { spreadOutside, spreadPicture } from './spread-picture.ts'
import { madeUpReport } from './test-support/made-up-report.ts'
import {
  axisValueAt,
  byClass,
  type Element,
  elementsOf,
  numberAt,
  readMarkup,
  textOf,
} from './test-support/read-markup.ts'

const report = madeUpReport({ candidates: 120 }, createSeededRng(3))
const large = madeUpReport({ candidates: 3_000 }, createSeededRng(4))
const none = madeUpReport({ candidates: 0 }, createSeededRng(5))
const read = (picture: Markup): Element => readMarkup(picture.text)
const label = (svg: Element) => svg.attributes['aria-label'] ?? ''
/** Hundredths of a unit of the picture, in the unit of an axis. */
const near = (svg: Element, axis: 'x' | 'y', units = 0.02) => {
  const valueAt = axisValueAt(svg, axis)
  return Math.abs(valueAt(units) - valueAt(0))
}

/** Corners of a path of M, H and V, in order. */
function cornersOf(path: string): readonly { x: number; y: number }[] {
  const corners: { x: number; y: number }[] = []
  let [x, y] = [0, 0]
  for (const [, letter, first = '', second = ''] of path.matchAll(
    /([MHVZ])(-?[\d.]*) ?(-?[\d.]*)/g,
  )) {
    if (letter === 'M') [x, y] = [Number(first), Number(second)]
    else if (letter === 'H') x = Number(first)
    else if (letter === 'V') y = Number(first)
    else continue
    corners.push({ x, y })
  }
  return corners
}

describe('the equity curve', () => {
  const { equity } = report.figures

  it.each([COLUMN_SIZE, PAGE_SIZE])('has each point where it belongs, $width wide', (size) => {
    const svg = read(equityPicture(report, size))
    const dollarsAt = axisValueAt(svg, 'y')
    const circles = byClass(svg, 'circle', 'point')
    expect(equity.points.length).toBeLessThanOrEqual(POINTS_MARKED_MAX)
    expect(circles).toHaveLength(equity.points.length)
    for (const [index, { equity: dollars }] of equity.points.entries()) {
      const shown = dollarsAt(numberAt(circles[index]!, 'cy'))
      expect(Math.abs(shown - Number(dollars))).toBeLessThan(near(svg, 'y'))
    }
    const times = equity.points.map(({ at }) => Date.parse(at))
    const places = circles.map((circle) => numberAt(circle, 'cx'))
    const perMs = (places.at(-1)! - places[0]!) / (times.at(-1)! - times[0]!)
    for (const [index, time] of times.entries()) {
      expect(places[index]).toBeCloseTo(places[0]! + (time - times[0]!) * perMs, 1)
    }
  })

  it('has its times where its ticks say they are', () => {
    const svg = read(equityPicture(report, PAGE_SIZE))
    const days = byClass(svg, 'g', 'x')
      .filter((tick) => textOf(tick).startsWith('May '))
      .map((tick) => ({
        atMs: Date.parse(`2031-05-${textOf(tick).slice(4).padStart(2, '0')}T00:00:00Z`),
        x: numberAt(elementsOf(tick, ({ name }) => name === 'line')[0]!, 'x1'),
      }))
    const [first, last] = [days[0]!, days.at(-1)!]
    const timeAt = (x: number) =>
      first.atMs + ((x - first.x) * (last.atMs - first.atMs)) / (last.x - first.x)
    const circle = byClass(svg, 'circle', 'point')[5]!
    const wanted = Date.parse(equity.points[5]!.at)
    expect(Math.abs(timeAt(numberAt(circle, 'cx')) - wanted)).toBeLessThan(60_000)
  })

  it('steps from the start to every point, in order', () => {
    const svg = read(equityPicture(report, PAGE_SIZE))
    const dollarsAt = axisValueAt(svg, 'y')
    const [line] = byClass(svg, 'path', 'line')
    const corners = cornersOf(line!.attributes['d']!)
    const levels = corners.filter((corner, index) => corner.y !== corners[index - 1]?.y)
    const wanted = [equity.start, ...equity.points.map((point) => point.equity)].map(Number)
    const changes = wanted.filter((value, index) => value !== wanted[index - 1])
    expect(levels).toHaveLength(changes.length)
    for (const [index, value] of changes.entries()) {
      expect(Math.abs(dollarsAt(levels[index]!.y) - value)).toBeLessThan(near(svg, 'y'))
    }
  })

  it('shades from the best so far down to the cash, as deep as the deepest fall', () => {
    const svg = read(equityPicture(report, PAGE_SIZE))
    const dollarsAt = axisValueAt(svg, 'y')
    const [fall] = byClass(svg, 'path', 'fall')
    const shapes = fall!.attributes['d']!.split('Z').filter((shape) => shape !== '')
    const depths = shapes.map((shape) => {
      const levels = cornersOf(shape).map(({ y }) => dollarsAt(y))
      return Math.max(...levels) - Math.min(...levels)
    })
    expect(shapes).toHaveLength(equity.points.filter(({ drawdown }) => Number(drawdown) > 0).length)
    expect(Math.max(...depths)).toBeCloseTo(Number(equity.deepest?.amount), 0)
    expect(label(svg)).toContain(`the deepest fall was $${Number(equity.deepest?.amount)}`)
  })

  it('of very many trades is thinned, its highest, lowest and last point kept', () => {
    const svg = read(equityPicture(large, COLUMN_SIZE))
    const { points } = large.figures.equity
    const dollarsAt = axisValueAt(svg, 'y')
    const [line] = byClass(svg, 'path', 'line')
    const levels = cornersOf(line!.attributes['d']!).map(({ y }) => dollarsAt(y))
    const wanted = points.map((point) => Number(point.equity))
    expect(points.length).toBeGreaterThan(900)
    expect(line!.attributes['d']!.length).toBeLessThan(4 * 360 * 16)
    expect(Math.abs(Math.max(...levels) - Math.max(1_000, ...wanted))).toBeLessThan(near(svg, 'y'))
    expect(Math.abs(Math.min(...levels) - Math.min(...wanted))).toBeLessThan(near(svg, 'y'))
    expect(Math.abs(levels.at(-1)! - wanted.at(-1)!)).toBeLessThan(near(svg, 'y'))
    expect(byClass(svg, 'circle', 'point')).toHaveLength(1)
  })

  it('of nothing says so; of one trade has one step', () => {
    const empty = read(equityPicture(none, COLUMN_SIZE))
    expect(textOf(byClass(empty, 'text', 'empty')[0]!)).toBe('no trades')
    expect(label(empty)).toBe('Equity: no trades')
    const one = madeUpReport({ candidates: 1, takenShare: 1 }, createSeededRng(1))
    const svg = read(equityPicture(one, COLUMN_SIZE))
    expect(byClass(svg, 'circle', 'point')).toHaveLength(one.figures.equity.points.length)
    const open = madeUpReport(
      { candidates: 3, takenShare: 1, hasResults: false },
      createSeededRng(1),
    )
    expect(label(read(equityPicture(open, COLUMN_SIZE)))).toBe('Equity: no trades are over')
  })
})

describe('the edges', () => {
  const svg = read(edgesPicture(report.figures.edges))

  it('are bars from bin to bin, rejected on taken, as high as their counts', () => {
    const [percentAt, countAt] = [axisValueAt(svg, 'x'), axisValueAt(svg, 'y')]
    const drawn = byClass(svg, 'g', 'bin')
    const bins = report.figures.edges.bins.filter(({ taken, rejected }) => taken + rejected > 0)
    expect(drawn).toHaveLength(bins.length)
    for (const [index, { from, to, taken, rejected }] of bins.entries()) {
      const [above] = byClass(drawn[index]!, 'rect', 'rejected')
      const [below] = byClass(drawn[index]!, 'rect', 'taken')
      const heights = [below!, above!].map(
        (bar) =>
          countAt(numberAt(bar, 'y')) - countAt(numberAt(bar, 'y') + numberAt(bar, 'height')),
      )
      expect(heights[0]).toBeCloseTo(taken, 1)
      expect(heights[1]).toBeCloseTo(rejected, 1)
      expect(countAt(numberAt(below!, 'y'))).toBeCloseTo(taken, 1)
      expect(countAt(numberAt(above!, 'y'))).toBeCloseTo(taken + rejected, 1)
      const x = numberAt(below!, 'x')
      expect(percentAt(x)).toBeCloseTo(Number(from) * 100, 2)
      expect(percentAt(x + numberAt(below!, 'width'))).toBeCloseTo(Number(to) * 100, 2)
      expect(textOf(drawn[index]!)).toContain(`${taken} taken, ${rejected} rejected`)
    }
  })

  it('that lie outside are said', () => {
    expect(
      edgesOutside({
        bins: [{ from: '0.000000', to: '0.010000', taken: 1, rejected: 0 }],
        below: { taken: 0, rejected: 2 },
        above: { taken: 3, rejected: 0 },
      }),
    ).toBe(
      'Not drawn: 0 taken and 2 rejected below 0.00 %; 3 taken and 0 rejected at or above 1.00 %.',
    )
    expect(label(svg)).toContain('120 candidates')
    expect(label(read(edgesPicture(none.figures.edges)))).toBe('Edges when found: no candidates')
  })

  it('of one candidate are a bar wide enough to be seen, at its place', () => {
    const one = read(
      edgesPicture({
        bins: [{ from: '0.012345', to: '0.012346', taken: 1, rejected: 0 }],
        below: { taken: 0, rejected: 0 },
        above: { taken: 0, rejected: 0 },
      }),
    )
    const bar = elementsOf(
      one,
      ({ name, attributes }) => name === 'rect' && attributes['height'] !== '9',
    )
    const [taken] = bar.filter((each) => each.attributes['class'] === 'taken')
    const middle = numberAt(taken!, 'x') + numberAt(taken!, 'width') / 2
    expect(numberAt(taken!, 'width')).toBe(3)
    expect(axisValueAt(one, 'x')(middle)).toBeCloseTo(1.23455, 3)
  })
})

describe('the decay of edges', () => {
  const { survival } = report.figures
  const svg = read(decayPicture(survival))
  /** Milliseconds at a place: by logarithm between two ticks that have a name. */
  const named = (
    [
      ['100 ms', 100],
      ['10 s', 10_000],
    ] as const
  ).map(([name, ms]) => {
    const tick = byClass(svg, 'g', 'x').find((each) => textOf(each) === name)
    return { ms, x: numberAt(elementsOf(tick!, (each) => each.name === 'line')[0]!, 'x1') }
  })
  const msAt = (x: number) => {
    const share = (x - named[0]!.x) / (named[1]!.x - named[0]!.x)
    return Math.exp(Math.log(named[0]!.ms) + share * Math.log(named[1]!.ms / named[0]!.ms))
  }

  it.each(['earliest', 'latest'] as const)('steps where an edge ended, %s', (reading) => {
    const percentAt = axisValueAt(svg, 'y')
    const line = byClass(svg, 'path', 'line').find(
      (path) => path.attributes['class']!.includes('earliest') === (reading === 'earliest'),
    )
    const corners = cornersOf(line!.attributes['d']!)
    const survivalAtX = (x: number) => percentAt(corners.findLast((each) => each.x <= x)!.y)
    const apart = survival.curves[reading].filter(({ durationMs }, index, all) => {
      const next = all[index + 1]?.durationMs ?? Infinity
      return durationMs > 20 && next / durationMs > 1.05
    })
    expect(apart.length).toBeGreaterThan(3)
    for (const { durationMs, survival: share } of apart) {
      const stepped = corners.filter(({ x }) => Math.abs(msAt(x) / durationMs - 1) < 0.02)
      expect(stepped.length).toBeGreaterThan(0)
      const after = stepped.at(-1)!.x
      expect(survivalAtX(after)).toBeCloseTo(Number(share) * 100, 1)
    }
  })

  it('marks each horizon with its share and its interval', () => {
    const percentAt = axisValueAt(svg, 'y')
    const marks = byClass(svg, 'circle', 'point')
    const ranges = byClass(svg, 'line', 'interval')
    expect(marks).toHaveLength(4)
    for (const [index, { horizonMs, latest, isSupported }] of survival.horizons.entries()) {
      expect(percentAt(numberAt(marks[index]!, 'cy'))).toBeCloseTo(Number(latest.share) * 100, 1)
      expect(msAt(numberAt(marks[index]!, 'cx')) / horizonMs).toBeCloseTo(1, 2)
      expect(marks[index]!.attributes['class']!.includes('hollow')).toBe(!isSupported)
      expect(percentAt(numberAt(ranges[index]!, 'y1'))).toBeCloseTo(
        Number(latest.interval?.high) * 100,
        1,
      )
      expect(percentAt(numberAt(ranges[index]!, 'y2'))).toBeCloseTo(
        Number(latest.interval?.low) * 100,
        1,
      )
    }
  })

  it('marks half-lives, and each candidate that was still there', () => {
    const half = byClass(svg, 'line', 'half').slice(1)
    const wanted = [survival.halfLifeMs.earliest!, survival.halfLifeMs.latest!]
    expect(half.map((line) => Math.round(100 * Math.log(msAt(numberAt(line, 'x1')))))).toEqual(
      wanted.map((ms) => Math.round(100 * Math.log(ms))),
    )
    const told = byClass(svg, 'line', 'censored').map((line) => Number.parseInt(textOf(line), 10))
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(survival.censored)
    expect(label(svg)).toContain(`half-life ${halfLifeText(survival)}`)
  })

  it('marks who was still there on the curve, at the time of the last sighting', () => {
    const point = { atRisk: 4, ended: 1, standardError: '0.100000' }
    const latest = [
      { ...point, durationMs: 200, survival: '0.750000' },
      { ...point, durationMs: 5_000, survival: '0.500000' },
    ]
    const censoredAt = [
      { durationMs: 100, count: 1 },
      { durationMs: 1_000, count: 2 },
      { durationMs: 5_000, count: 3 },
    ]
    const curves = { earliest: latest, latest }
    const drawn = read(decayPicture({ ...survival, curves, censoredAt }))
    const percentAt = axisValueAt(drawn, 'y')
    const marks = byClass(drawn, 'line', 'censored')
    const levels = marks.map((mark) => percentAt((numberAt(mark, 'y1') + numberAt(mark, 'y2')) / 2))
    expect(levels.map((level) => Math.round(level))).toEqual([100, 75, 50])
    expect(marks.map((mark) => Number.parseInt(textOf(mark), 10))).toEqual([1, 2, 3])
  })

  it('ends where the last one was followed to, as long as some are left', () => {
    const points = [
      { durationMs: 200, survival: '0.750000', atRisk: 4, ended: 1, standardError: '0.100000' },
    ]
    const curves = { earliest: points, latest: points }
    const drawn = read(decayPicture({ ...survival, curves, censoredAt: [], longestMs: 20_000 }))
    const ends = byClass(drawn, 'path', 'line').map(
      (path) => cornersOf(path.attributes['d']!).at(-1)!.x,
    )
    const tick = (name: string) => byClass(drawn, 'g', 'x').find((each) => textOf(each) === name)!
    const placeOf = (name: string) =>
      numberAt(elementsOf(tick(name), (each) => each.name === 'line')[0]!, 'x1')
    const decade = placeOf('10 s') - placeOf('1 s')
    const wanted = placeOf('10 s') + decade * Math.log10(2)
    expect(ends).toHaveLength(2)
    for (const end of ends) expect(end).toBeCloseTo(wanted, 1)
  })

  it('has a band of 1.96 standard errors about the curve', () => {
    const percentAt = axisValueAt(svg, 'y')
    const [band] = byClass(svg, 'path', 'band')
    const corners = cornersOf(band!.attributes['d']!)
    const point = survival.curves.latest.find(({ durationMs }) => durationMs > 900)!
    const [middle, error] = [Number(point.survival), Number(point.standardError)]
    const levels = corners.map(({ y }) => percentAt(y))
    for (const edge of [middle - 1.96 * error, middle + 1.96 * error]) {
      expect(Math.min(...levels.map((level) => Math.abs(level - edge * 100)))).toBeLessThan(0.05)
    }
  })

  it('is hollow where looks were too far apart, and says so of nothing', () => {
    const far = survival.horizons.map((each) => ({ ...each, isSupported: false }))
    const doubtful = read(decayPicture({ ...survival, horizons: far }))
    expect(byClass(doubtful, 'circle', 'hollow')).toHaveLength(4)
    expect(textOf(byClass(doubtful, 'circle', 'hollow')[0]!)).toContain('too far apart')
    expect(label(doubtful)).toContain('unknown after 100 ms')
    expect(label(read(decayPicture(none.figures.survival)))).toBe('Edge decay: no candidates')
  })

  it.each([
    [null, null, 'unknown: more than half were still there'],
    [500, null, '500 ms or longer'],
    [500, 2_000, '500 ms to 2 s'],
    [500, 500, '500 ms'],
  ])('tells half-lives of %s and %s', (earliest, latest, text) => {
    expect(halfLifeText({ ...survival, halfLifeMs: { earliest, latest } })).toBe(text)
  })
})

describe('closing-line values', () => {
  const rowsOf = (leg: 'odds' | 'price') => [
    { name: 'taken', mark: 'taken', mean: report.figures.closing.taken[leg] },
    { name: 'rejected', mark: 'rejected', mean: report.figures.closing.rejected[leg] },
  ]

  it.each([
    ['odds', SHARE_UNIT],
    ['price', CENT_UNIT],
  ] as const)('stand against zero with their intervals, %s', (leg, unit) => {
    const rows = rowsOf(leg)
    const svg = read(meanPicture({ title: 'CLV', axisTitle: 'x', rows, unit, words: 'none' }))
    const valueAt = axisValueAt(svg, 'x')
    expect(valueAt(numberAt(byClass(svg, 'line', 'zero')[0]!, 'x1'))).toBeCloseTo(0, 2)
    for (const [index, { mark, mean }] of rows.entries()) {
      const [dot] = byClass(svg, 'circle', mark)
      expect(valueAt(numberAt(dot!, 'cx'))).toBeCloseTo(Number(mean.mean) * 100, 2)
      const range = byClass(svg, 'line', 'interval')[index]!
      expect(valueAt(numberAt(range, 'x1'))).toBeCloseTo(Number(mean.interval?.low) * 100, 2)
      expect(valueAt(numberAt(range, 'x2'))).toBeCloseTo(Number(mean.interval?.high) * 100, 2)
    }
  })

  it('of nothing are words', () => {
    const rows = [{ name: 'taken', mark: 'taken', mean: { count: 0, mean: null, interval: null } }]
    const svg = read(
      meanPicture({ title: 'CLV', axisTitle: 'x', rows, unit: SHARE_UNIT, words: 'no prices' }),
    )
    expect(label(svg)).toBe('CLV: no prices')
    expect(byClass(svg, 'circle', 'mean')).toHaveLength(0)
  })
})

describe('fills', () => {
  const { fills } = report.figures

  it('are bars of the share of all trades, the interval over the first', () => {
    const svg = read(fillPicture(fills))
    const percentAt = axisValueAt(svg, 'x')
    const bars = byClass(svg, 'g', 'bar')
    const known =
      fills.both + fills.naked + fills.dropped.reduce((sum, each) => sum + each.count, 0)
    const counts = [
      fills.both,
      fills.naked,
      ...fills.dropped.map(({ count }) => count),
      ...(known < fills.trades ? [fills.trades - known] : []),
    ]
    expect(bars).toHaveLength(counts.length)
    for (const [index, count] of counts.entries()) {
      const [rect] = elementsOf(bars[index]!, ({ name }) => name === 'rect')
      const share = percentAt(numberAt(rect!, 'x') + numberAt(rect!, 'width'))
      expect(share).toBeCloseTo((count / fills.trades) * 100, 1)
      expect(percentAt(numberAt(rect!, 'x'))).toBeCloseTo(0, 5)
      expect(textOf(bars[index]!)).toContain(String(count))
    }
    const [range] = byClass(svg, 'line', 'interval')
    expect(percentAt(numberAt(range!, 'x1'))).toBeCloseTo(
      Number(fills.fillRate.interval?.low) * 100,
      1,
    )
  })

  it('under way are counted too; of nothing they are words', () => {
    const more = read(fillPicture({ ...fills, trades: fills.trades + 5 }))
    expect(textOf(byClass(more, 'g', 'bar').at(-1)!)).toMatch(/under way: 5 trades/)
    expect(label(read(fillPicture(none.figures.fills)))).toBe('Fill rate: no trades')
  })
})

describe('amounts over trades', () => {
  const draw = (amounts: BacktestReport['figures']['fills']['slippage']) =>
    read(spreadPicture({ title: 'Slippage', axisTitle: 'x', amounts, words: 'no trades' }))

  it.each(['slippage', 'nakedCosts'] as const)('are bars, and a line at the mean: %s', (which) => {
    const amounts = large.figures.fills[which]
    const svg = draw(amounts)
    const [dollarsAt, countAt] = [axisValueAt(svg, 'x'), axisValueAt(svg, 'y')]
    const bins = amounts.spread.bins.filter(({ count }) => count > 0)
    const bars = byClass(svg, 'rect', 'bin')
    expect(bars).toHaveLength(bins.length)
    for (const [index, { from, to, count }] of bins.entries()) {
      const x = numberAt(bars[index]!, 'x')
      expect(countAt(numberAt(bars[index]!, 'y'))).toBeCloseTo(count, 0)
      const middle = dollarsAt(x + numberAt(bars[index]!, 'width') / 2)
      expect(Math.abs(middle - (Number(from) + Number(to)) / 2)).toBeLessThan(near(svg, 'x'))
    }
    const [mean] = byClass(svg, 'line', 'mean')
    expect(Math.abs(dollarsAt(numberAt(mean!, 'x1')) - Number(amounts.mean))).toBeLessThan(
      near(svg, 'x'),
    )
    const [band] = byClass(svg, 'rect', 'band')
    const low = dollarsAt(numberAt(band!, 'x'))
    expect(Math.abs(low - Number(amounts.interval?.low))).toBeLessThan(near(svg, 'x'))
    const high = dollarsAt(numberAt(band!, 'x') + numberAt(band!, 'width'))
    expect(Math.abs(high - Number(amounts.interval?.high))).toBeLessThan(near(svg, 'x', 0.03))
  })

  it('that lie outside are said; of nothing they are words', () => {
    const bins = [{ from: '0.000000', to: '1.000000', count: 2 }]
    expect(spreadOutside({ bins, below: 1, above: 3, total: 6 })).toBe(
      'Not drawn: 1 trade below $0.00; 3 trades at or above $1.00.',
    )
    expect(spreadOutside({ bins, below: 0, above: 0, total: 2 })).toBe('')
    expect(label(draw(none.figures.fills.slippage))).toBe('Slippage: no trades')
  })
})
