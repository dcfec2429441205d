import { gzipSync } from 'node:zlib'
import { Agent, fetch as bareFetch } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { BODY_BYTES_MAX } from './body.ts'
import {
  type LoopbackServer,
  type Responder,
  sendJson,
  startLoopbackServer,
} from './testing/index.ts'
import { createUndiciFetch } from './undici-fetch.ts'

const servers: LoopbackServer[] = []
const agents: Agent[] = []
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.destroy()
  for (const server of servers.splice(0)) await server.close()
})

async function serve(respond: Responder): Promise<LoopbackServer> {
  const server = await startLoopbackServer(respond)
  servers.push(server)
  return server
}

function ownFetch() {
  const agent = new Agent()
  agents.push(agent)
  return createUndiciFetch(agent)
}

describe('createUndiciFetch', () => {
  it('sends what it is given, and reads status, headers and body', async () => {
    const { url, received } = await serve((response) => {
      response.setHeader('X-Left', '7')
      sendJson(response, { text: 'é' }, 201)
    })
    const answer = await ownFetch()(`${url}/a?b=1`, {
      method: 'POST',
      headers: { 'x-key': 'k' },
      body: '{"c":2}',
    })
    expect([answer.status, answer.headers.get('x-left'), answer.headers.get('X-LEFT')]).toEqual([
      201,
      '7',
      '7',
    ])
    expect(answer.headers.get('x-right')).toBeNull()
    expect(await answer.text()).toBe('{"text":"é"}')
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({ method: 'POST', url: '/a?b=1', body: '{"c":2}' })
    expect(received[0]?.headers['x-key']).toBe('k')
  })

  it('has connections of its own where none are given', async () => {
    const { url } = await serve((response) => response.writeHead(204).end())
    const answer = await createUndiciFetch()(url, { method: 'DELETE' })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
  })

  it('unpacks, and reads no further than the bound', async () => {
    const bomb = gzipSync(Buffer.alloc(BODY_BYTES_MAX + 1, 32))
    const { url } = await serve((response, _request, index) => {
      const body = index === 0 ? gzipSync('{"a":1}') : bomb
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(body)
    })
    const fetch = ownFetch()
    expect(await (await fetch(url, { method: 'GET' })).text()).toBe('{"a":1}')
    const large = await fetch(url, { method: 'GET' })
    await expect(large.text()).rejects.toMatchObject({ name: 'BodyTooLargeError' })
  })

  it.each([301, 302, 303, 307, 308])('follows no %i', async (status) => {
    const other = await serve((response) => sendJson(response, {}))
    const { url, received } = await serve((response) => {
      response.writeHead(status, { location: other.url }).end()
    })
    const answer = await ownFetch()(url, { method: 'POST', headers: { 'x-key': 'k' }, body: '{}' })
    expect(answer.status).toBe(status)
    expect([received.length, other.received.length]).toEqual([1, 0])
  })

  it.each(['POST', 'DELETE'] as const)(
    'sends a %s once where fetch sends it twice',
    async (method) => {
      const { url, received } = await serve((response) => sendJson(response, {}, 421))
      const init = { method, ...(method === 'POST' ? { body: 'x' } : {}) }
      await expect(ownFetch()(url, init)).rejects.toThrow('fetch failed')
      expect(received).toHaveLength(1)
      await (await bareFetch(url, init)).text()
      expect(received).toHaveLength(3)
    },
  )

  it('fails where the connection breaks, and sends nothing again', async () => {
    const { url, received } = await serve((response) => response.socket?.destroy())
    await expect(ownFetch()(url, { method: 'GET' })).rejects.toThrow('fetch failed')
    expect(received).toHaveLength(1)
  })

  it('ends with the signal', async () => {
    const stop = new AbortController()
    const { url } = await serve(() => stop.abort())
    await expect(ownFetch()(url, { method: 'GET', signal: stop.signal })).rejects.toThrow('aborted')
  })
})
