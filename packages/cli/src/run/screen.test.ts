import { describe, expect, it } from 'vitest'
import type { Terminal } from '../host.ts'
import { createScreenHold } from './screen-hold.ts'
import { DRAW_EVERY_MS, openScreen } from './screen.ts'

/** A terminal of a size that can change, and a beat that is made by hand. */
function scene(
  page = (size: { columns: number; rows: number }) => `${size.columns}\n${size.rows}`,
) {
  let out = ''
  const size = { columns: 80, rows: 24 }
  const hold = createScreenHold()
  let retake = (): void => undefined
  const beats = new Map<() => void, number>()
  const terminal: Terminal = {
    size: () => size,
    hold: (enter, leave) => {
      retake = () => hold.take(enter, leave)
      retake()
      return () => hold.leave()
    },
  }
  const close = openScreen({
    terminal,
    write: (text) => (out += text),
    every: (ms, run) => {
      beats.set(run, ms)
      return () => beats.delete(run)
    },
    pageOf: page,
  })
  const taken = (): string => {
    const text = out
    out = ''
    return text
  }
  const beat = (): string => {
    for (const run of beats.keys()) run()
    return taken()
  }
  return { size, hold, beats, close, taken, beat, retake: () => retake() }
}

describe('the page', () => {
  it('takes the other screen, draws, and gives it back once', () => {
    const { taken, close, beats, hold } = scene()
    const first = taken()
    expect(first).toMatch(/^\u001b\[\?1049h\u001b\[\?25l\u001b\[\?7l/)
    expect(first.endsWith('\u001b[H80\u001b[K\r\n24\u001b[K\u001b[J')).toBe(true)
    expect([...beats.values()]).toEqual([DRAW_EVERY_MS])
    close()
    expect(taken()).toBe('\u001b[?7h\u001b[?25h\u001b[?1049l')
    expect(beats.size).toBe(0)
    hold.leave()
    close()
    expect(taken()).toBe('')
  })

  it('is drawn twice a second at most, and only where it is another', () => {
    let text = 'a'
    const { taken, beat } = scene(() => text)
    taken()
    expect(DRAW_EVERY_MS).toBeGreaterThanOrEqual(500)
    expect(beat()).toBe('')
    text = 'b'
    expect(beat()).toBe('\u001b[Hb\u001b[K\u001b[J')
    expect(beat()).toBe('')
  })

  it('follows the size of the terminal, and never draws more lines than it has', () => {
    const { size, beat, taken } = scene(() => 'a\nb\nc')
    taken()
    size.rows = 2
    expect(beat()).toBe('\u001b[Ha\u001b[K\r\nb\u001b[K\u001b[J')
  })

  it('takes a terminal that does not say its size for a usual one', () => {
    const { size, beat, taken } = scene()
    taken()
    Object.assign(size, { columns: 0, rows: 0 })
    expect(beat()).toBe('')
    Object.assign(size, { columns: 0, rows: 30 })
    expect(beat()).toContain('80\u001b[K\r\n30')
  })

  it('is put back by a crash, and left alone until it is taken up again', () => {
    let text = 'a'
    const { hold, taken, beat, retake } = scene(() => text)
    taken()
    hold.leave()
    expect(taken()).toBe('\u001b[?7h\u001b[?25h\u001b[?1049l')
    text = 'b'
    expect(beat()).toBe('')
    text = 'a'
    retake()
    expect(taken()).toMatch(/^\u001b\[\?1049h.*\u001b\[Ha\u001b\[K\u001b\[J$/)
  })
})

describe('the hold on a screen', () => {
  it('puts back what it held before it takes another', () => {
    const said: string[] = []
    const hold = createScreenHold()
    hold.leave()
    hold.take(
      () => said.push('enter 1'),
      () => said.push('leave 1'),
    )
    hold.take(
      () => said.push('enter 2'),
      () => said.push('leave 2'),
    )
    hold.leave()
    hold.leave()
    expect(said).toEqual(['enter 1', 'leave 1', 'enter 2', 'leave 2'])
  })
})
