import { expect, it } from 'vitest'
import { startLoopbackServer } from './loopback-server.ts'

it('counts what it is asked, and keeps it unless told not to', async () => {
  const kept: number[] = []
  for (const isRemembering of [true, false]) {
    const server = await startLoopbackServer((response, _, index) => response.end(String(index)), {
      isRemembering,
    })
    const texts: string[] = []
    for (let count = 0; count < 3; count += 1) {
      texts.push(await (await fetch(`${server.url}/a`)).text())
    }
    expect(texts).toEqual(['0', '1', '2'])
    kept.push(server.received.length)
    await server.close()
  }
  expect(kept).toEqual([3, 0])
})
