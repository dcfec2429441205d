import { fc, test as prop } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { mergeInTime } from './in-time-order.ts'

const timeOf = ([t]: readonly [number, string]): number => t
const sequences = fc.array(
  fc.array(fc.nat(5), { maxLength: 6 }).map((times) => times.toSorted((a, b) => a - b)),
  { maxLength: 4 },
)

prop.prop([sequences], { seed: 5, numRuns: 200 })(
  'gives everything in order of time, one moment in the order of the sequences',
  async (all) => {
    const named = all.map((times, index) =>
      times.map((t, place): [number, string] => [t, `${index}.${place}`]),
    )
    const merged = await Array.fromAsync(mergeInTime(named, timeOf))
    expect(merged).toEqual(named.flat().toSorted((a, b) => a[0] - b[0]))
  },
)

it('ends its sequences when it ends early, or one of them fails', async () => {
  const ended: string[] = []
  async function* counting(name: string, failAt: number): AsyncGenerator<[number, string]> {
    try {
      for (let t = 0; ; t += 1) {
        if (t === failAt) throw new Error(`${name} broke`)
        yield [t, name]
      }
    } finally {
      ended.push(name)
    }
  }
  for await (const [t] of mergeInTime([counting('a', 99), counting('b', 99)], timeOf)) {
    if (t === 3) break
  }
  expect(ended).toEqual(['a', 'b'])
  const failing = mergeInTime([counting('c', 99), counting('d', 2)], timeOf)
  await expect(Array.fromAsync(failing)).rejects.toThrow('d broke')
  expect(ended).toEqual(['a', 'b', 'd', 'c'])
})

it('holds one item of each sequence', async () => {
  let [given, taken] = [0, 0]
  function* endless(): Generator<[number, string]> {
    for (;;) {
      given += 1
      yield [given, 'x']
    }
  }
  for await (const item of mergeInTime([endless(), endless()], timeOf)) {
    taken += item.length / 2
    expect(given - taken).toBeLessThanOrEqual(2)
    if (taken === 20) break
  }
  expect(taken).toBe(20)
})
