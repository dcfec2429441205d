import { describe, expect, it } from 'vitest'
import { labelWidth } from './plot.ts'
import { HEAT_MAP_SIDE_MAX, type HeatMap, heatMapSvg } from './heat-map.ts'
import { byClass, elementsOf, numberAt, readMarkup, textOf } from './test-support/read-markup.ts'

const MAP: HeatMap = {
  title: 'Sweep',
  figure: 'realised, $',
  across: { title: 'latency, ms', values: ['50', '100', '200'] },
  down: { title: 'least edge, %', values: ['0', '1'] },
  cells: [
    { column: 0, row: 0, value: 4, text: '$4' },
    { column: 1, row: 0, value: 2, text: '$2' },
    { column: 2, row: 0, value: 0, text: '$0' },
    { column: 0, row: 1, value: -1, text: '−$1' },
    { column: 2, row: 1, value: undefined, text: '' },
  ],
}

describe('a heat map', () => {
  const svg = readMarkup(heatMapSvg(MAP))
  const cells = byClass(svg, 'g', 'cell')
  const rectOf = (index: number) => elementsOf(cells[index]!, ({ name }) => name === 'rect')[0]!

  it('has a cell for every pair of values, under its column and beside its row', () => {
    expect(cells).toHaveLength(6)
    const labels = elementsOf(svg, ({ name }) => name === 'text')
    for (const [index, told] of [
      [0, 'latency, ms 50, least edge, % 0: $4'],
      [3, 'latency, ms 50, least edge, % 1: −$1'],
    ] as const) {
      expect(textOf(cells[index]!)).toContain(told)
    }
    const middle = (index: number) =>
      numberAt(rectOf(index), 'x') + numberAt(rectOf(index), 'width') / 2
    const below = labels.find((each) => textOf(each) === '200')!
    expect(middle(2)).toBeCloseTo(numberAt(below, 'x'), 1)
    const beside = labels.find((each) => textOf(each) === '1')!
    expect(numberAt(rectOf(3), 'y') + 15).toBe(numberAt(beside, 'y'))
    const written = labels.map(textOf)
    expect(written.slice(0, 2)).toEqual(['Sweep', 'realised, $'])
    // Words that are wider than the cells make the picture wider: nothing is cut.
    const figure = 'a figure of which a great deal has to be said before it is understood'
    const [, width] = /viewBox="0 0 ([\d.]+) /.exec(heatMapSvg({ ...MAP, figure })) ?? []
    expect(Number(width)).toBeGreaterThan(labelWidth(figure))
    expect(textOf(svg)).toContain('latency, ms')
  })

  it('is as strong as the share of the largest, and tells losses from gains', () => {
    const drawn = [0, 1, 2, 3].map((index) => [
      rectOf(index).attributes['class'],
      numberAt(rectOf(index), 'fill-opacity'),
    ])
    expect(drawn).toEqual([
      ['warm', 0.65],
      ['warm', 0.33],
      ['warm', 0],
      ['cold', 0.16],
    ])
  })

  it('marks what is missing, whether given so or not given', () => {
    for (const index of [4, 5]) {
      expect(rectOf(index).attributes['class']).toBe('missing')
      expect(textOf(cells[index]!)).toContain('no figure')
    }
  })

  it('says its best in words, and that there is none', () => {
    expect(svg.attributes['aria-label']).toContain('best $4 at 50 and 0')
    const empty = readMarkup(heatMapSvg({ ...MAP, cells: [] }))
    expect(empty.attributes['aria-label']).toBe('Sweep: no trades')
    expect(textOf(byClass(empty, 'text', 'empty')[0]!)).toBe('no trades')
  })

  it('is bounded, and has one cell a place', () => {
    const values = Array.from({ length: HEAT_MAP_SIDE_MAX + 1 }, (_, index) => String(index))
    expect(() => heatMapSvg({ ...MAP, across: { title: 'x', values } })).toThrow(/at most 40/)
    expect(() => heatMapSvg({ ...MAP, down: { title: 'x', values } })).toThrow(/at most 40/)
    const cell = { column: 0, row: 0, value: 1, text: '1' }
    expect(() => heatMapSvg({ ...MAP, cells: [cell, cell] })).toThrow(/twice/)
    expect(() => heatMapSvg({ ...MAP, cells: [{ ...cell, column: 3 }] })).toThrow(/no such cell/)
    expect(() => heatMapSvg({ ...MAP, cells: [{ ...cell, value: Number.NaN }] })).toThrow(
      /no value/,
    )
  })
})
