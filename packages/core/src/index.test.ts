import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as core from './index.ts'

const text = readFileSync(new URL('index.ts', import.meta.url), 'utf8')
/** Every name that the file exports, types included. */
const names = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list = '']) =>
  list
    .split(',')
    .map((name) => name.trim().replace(/^type /, ''))
    .filter((name) => name !== ''),
)

it('has no default export, and names everything it exports', () => {
  expect(Object.keys(core)).not.toContain('default')
  expect(text).not.toMatch(/export (?:\*|default)/)
  expect(Object.keys(core).filter((name) => !names.includes(name))).toEqual([])
})

it('exports every name once, under its own name', () => {
  expect(names.length).toBeGreaterThan(100)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  expect(names.filter((name) => !/^[A-Za-z]\w*$/.test(name))).toEqual([])
})

it('offers functions, classes and constants, none of them empty', () => {
  const kinds = Object.entries(core).map(([name, value]) => [name, typeof value] as const)
  const allowed = ['function', 'object', 'number', 'string']
  expect(kinds.filter(([, kind]) => !allowed.includes(kind))).toEqual([])
  expect(Object.values(core)).not.toContain(null)
  // A capital first is a class or a constant; a small one is a function.
  const wrong = kinds.filter(([name, kind]) => /^[a-z]/.test(name) && kind !== 'function')
  expect(wrong).toEqual([])
})
