import { rational } from '@arbkit/core'
import { sweepCombinations } from '@arbkit/engine'
import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { parseSweep, SWEEP_DELAY_MS_MAX } from './sweep-flags.ts'

const namesOf = (text: string): readonly string[] =>
  sweepCombinations(parseSweep(text)).map(({ name }) => name)

describe('the options of a sweep', () => {
  it('are one word: what holds an equals sign begins another option', () => {
    expect(namesOf('minEdge=0.25%,0.5%,latencyMs=50,200')).toEqual([
      'minEdge=0.25%, latencyMs=50',
      'minEdge=0.25%, latencyMs=200',
      'minEdge=0.5%, latencyMs=50',
      'minEdge=0.5%, latencyMs=200',
    ])
    expect(namesOf('minEdge=1%; profile=balanced')).toEqual(['minEdge=1%, profile=balanced'])
  })

  it('add up where the flag is given again', () => {
    const axes = parseSweep('latencyMs=50', parseSweep('minEdge=1%'))
    expect(axes.map(({ name }) => name)).toEqual(['minEdge', 'latencyMs'])
    expect(() => parseSweep('minEdge=2%', parseSweep('minEdge=1%'))).toThrow(/each option/)
  })

  it('change what they are named for', () => {
    const changesOf = (text: string) => sweepCombinations(parseSweep(text))[0]?.changes
    expect(changesOf('minEdge=0.5%')?.scan).toEqual({ minReturn: rational(1, 200) })
    expect(changesOf('minProfit=$2.50')?.scan).toEqual({ minProfit: 2_500_000 })
    expect(changesOf('latencyMs=50')?.paper).toEqual({ latencyMs: 50 })
    expect(changesOf('bookDelayMs=8000')?.paper).toEqual({ bookDelayMs: 8000 })
    const maxAge = { feedPreGameMs: 90_000, feedInPlayMs: 90_000, exchangeMs: 90_000 }
    expect(changesOf('maxAge=90s')?.scan).toEqual({ maxAge })
    const bold = changesOf('profile=aggressive')
    expect(bold?.scan).toMatchObject({ minProfit: 10_000, maxReturn: rational(1, 10) })
    expect(bold?.paper).toMatchObject({ limits: { atRisk: 50_000_000_000 } })
  })

  it.each([
    ['', /expected options with values.*minEdge, minProfit, latencyMs.*got ""/],
    ['0.5%', /got "0.5%"/],
    ['edge=1%', /got "edge"/],
    ['toString=1', /got "toString"/],
    ['minEdge=', /got "minEdge="/],
    ['minEdge=1%,', /got "minEdge="/],
    ['minEdge=x', /^minEdge: expected a return/],
    ['latencyMs=1.5', /^latencyMs: expected whole milliseconds/],
    [`latencyMs=${SWEEP_DELAY_MS_MAX + 1}`, /up to 600000/],
    ['profile=bold', /conservative, balanced, aggressive, got "bold"/],
    ['minEdge=1%,1%', /each value once/],
  ])('%j is refused with what was expected', (text, pattern) => {
    expect(() => parseSweep(text)).toThrow(InvalidArgumentError)
    expect(() => parseSweep(text)).toThrow(pattern)
  })

  it('take the longest delay', () => {
    expect(namesOf(`latencyMs=${SWEEP_DELAY_MS_MAX}`)).toHaveLength(1)
  })
})
