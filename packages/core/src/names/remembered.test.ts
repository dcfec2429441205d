import { expect, test } from 'vitest'
import { REMEMBERED_TEXTS_MAX, remembered } from './remembered.ts'

test('works each text out once, whatever the answer, until too many are known', () => {
  let calls = 0
  const lengthOf = remembered((text) => {
    calls += 1
    return text === '' ? undefined : text.length
  })
  expect([lengthOf('ab'), lengthOf('ab'), lengthOf(''), lengthOf('')]).toEqual([
    2,
    2,
    undefined,
    undefined,
  ])
  expect(calls).toBe(2)
  for (let index = 2; index < REMEMBERED_TEXTS_MAX; index += 1) lengthOf(`x${index}`)
  lengthOf('ab')
  expect(calls).toBe(REMEMBERED_TEXTS_MAX)
  lengthOf('one more')
  lengthOf('ab')
  expect(calls).toBe(REMEMBERED_TEXTS_MAX + 2)
})
