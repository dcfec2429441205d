import { expect, it } from 'vitest'
import { sendJson, startLoopbackServer } from './loopback-server.ts'

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

it('answers 500 where the responder throws, breaks an answer that was begun, and goes on', async () => {
  const server = await startLoopbackServer((response, { url }) => {
    if (url === '/begun') response.writeHead(200, { 'content-length': 9 }).write('half')
    if (url !== '/good') throw new Error('private')
    sendJson(response, { good: true })
  })
  const thrown = await fetch(`${server.url}/bad`)
  expect([thrown.status, await thrown.text()]).toEqual([500, ''])
  await expect(fetch(`${server.url}/begun`).then(async (one) => one.text())).rejects.toThrow(
    TypeError,
  )
  expect(await (await fetch(`${server.url}/good`)).json()).toEqual({ good: true })
  await server.close()
})
