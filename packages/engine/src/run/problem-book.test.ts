import { describe, expect, it } from 'vitest'
import { ProblemBook, PROBLEMS_OF_KIND_MAX } from './problem-book.ts'

const said = (lines: readonly string[], atMs: number) => ({ where: 'kalshi', lines, atMs })

describe('problems', () => {
  it('begin once and are over once', () => {
    const book = new ProblemBook()
    expect(book.set('a', said(['x', 'y'], 1))).toEqual({
      begun: [
        { atMs: 1, where: 'kalshi', text: 'x' },
        { atMs: 1, where: 'kalshi', text: 'y' },
      ],
      over: [],
    })
    expect(book.set('a', said(['y', 'z'], 2))).toEqual({
      begun: [{ atMs: 2, where: 'kalshi', text: 'z' }],
      over: [{ atMs: 1, where: 'kalshi', text: 'x' }],
    })
    expect(book.list().map(({ text }) => text)).toEqual(['z', 'y'])
    expect(book.set('a', said([], 3)).over).toHaveLength(2)
    expect(book.list()).toEqual([])
  })

  it('of one kind do not end those of another', () => {
    const book = new ProblemBook()
    book.set('a', said(['x'], 1))
    expect(book.set('b', said([], 2))).toEqual({ begun: [], over: [] })
    expect(book.list()).toHaveLength(1)
  })

  it('are counted beyond their bound', () => {
    const book = new ProblemBook()
    const lines = Array.from({ length: PROBLEMS_OF_KIND_MAX + 3 }, (_, index) => `line ${index}`)
    const { begun } = book.set('a', said(lines, 1))
    expect(begun).toHaveLength(PROBLEMS_OF_KIND_MAX + 1)
    expect(begun.at(-1)?.text).toBe('and 3 more of them')
    expect(book.set('b', said(lines.slice(0, PROBLEMS_OF_KIND_MAX), 1)).begun).toHaveLength(
      PROBLEMS_OF_KIND_MAX,
    )
  })
})
