import { describe, expect, it } from 'vitest'
import { Numbering, REMEMBERED_MAX } from './numbering.ts'

describe('Numbering', () => {
  it('counts from 1', () => {
    const numbering = new Numbering()
    expect([1, 2, 3].map((seq) => numbering.note(seq, `${seq}`))).toEqual(['next', 'next', 'next'])
    expect(numbering.last).toBe(3)
  })

  it('counts from where it was taken up', () => {
    expect(new Numbering(7).note(8, 'a')).toBe('next')
    expect(new Numbering(7).note(1, 'a')).toBe('astray')
  })

  it('finds a gap at the first number behind it, and goes on from there', () => {
    const numbering = new Numbering()
    expect(numbering.note(2, 'b')).toBe('gap')
    expect(numbering.note(3, 'c')).toBe('next')
    expect(numbering.note(5, 'e')).toBe('gap')
    expect(numbering.note(6, 'f')).toBe('next')
  })

  it('knows a message that comes again, and only that one', () => {
    const numbering = new Numbering()
    numbering.note(1, 'a')
    numbering.note(2, 'b')
    expect(numbering.note(2, 'b')).toBe('repeated')
    expect(numbering.note(1, 'a')).toBe('repeated')
    expect(numbering.note(2, 'another')).toBe('astray')
    expect(numbering.note(0, 'zero')).toBe('astray')
    expect(numbering.note(-31, 'below')).toBe('astray')
    expect(numbering.last).toBe(2)
  })

  it('remembers so many and no more', () => {
    const numbering = new Numbering()
    for (let seq = 1; seq <= REMEMBERED_MAX + 1; seq += 1) numbering.note(seq, `${seq}`)
    expect(numbering.note(2, '2')).toBe('repeated')
    expect(numbering.note(1, '1')).toBe('astray')
  })

  it('takes what was missed and comes late for what it is: an order that is broken', () => {
    const numbering = new Numbering()
    numbering.note(1, 'a')
    numbering.note(3, 'c')
    expect(numbering.note(2, 'b')).toBe('astray')
    expect(numbering.note(4, 'd')).toBe('next')
  })
})
