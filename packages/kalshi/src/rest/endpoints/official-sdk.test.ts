import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { Configuration } from 'kalshi-typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCredentials, REST_PREFIX, signCall } from '../../auth/signature.ts'
import { parseSigningKey } from '../../auth/signing-key.ts'
import type { KalshiRequest } from '../request.ts'
import { encodeQuery } from '@arbkit/http'
import { EVERY_CALL, type EveryCall, type OfficialSdk, officialSdk } from './every-call.test.ts'

/** What arrived, as a server sees it. */
interface Arrived {
  readonly method: string
  readonly path: string
  /** Sorted by name; the order of one name's values is kept. */
  readonly query: readonly (readonly [string, string])[]
  /** Parsed JSON; undefined where nothing was sent. */
  readonly body: unknown
  /** `valid`, `invalid`, or `none` where it was not signed. */
  readonly signature: 'valid' | 'invalid' | 'none'
}

/** Cases of each call; each is one to three requests, sent by the venue's client and by us. */
const CASES = 6
const KEY_ID = 'key-of-this-run'

/**
 * Where the client differs for a reason, and what of our request it does not send. It signs public calls as
 * well, which changes headers only.
 */
const EXCEPTIONS: Readonly<Record<string, { reason: string; without: readonly string[] }>> = {
  GetPositions: {
    reason: 'settlement_status came on 2026-10-01, after 3.30.0',
    without: ['settlement_status'],
  },
}

let server: Server
let arrivals: Arrived[] = []
let origin = ''
let sdk: OfficialSdk
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const credentials = createCredentials(KEY_ID, parseSigningKey(pem))

beforeAll(async () => {
  const publicKey = createPublicKey(pair.privateKey)
  // Never closed for being idle: on a slow machine a client would meet the end of its connection.
  const options = { maxHeaderSize: 65_536, keepAliveTimeout: 0 }
  server = createServer(options, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      arrivals.push(arrivedOf(request, Buffer.concat(chunks).toString(), publicKey))
      response.setHeader('content-type', 'application/json')
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // Once: each part of the client hooks itself into the one HTTP client of the process for good.
  const basePath = `${origin}${REST_PREFIX}`
  sdk = officialSdk(new Configuration({ apiKey: KEY_ID, privateKeyPem: pem, basePath }))
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function arrivedOf(request: IncomingMessage, text: string, publicKey: KeyObject): Arrived {
  const { method = '', url = '', headers } = request
  const [path = '', search = ''] = url.split('?')
  const query = [...new URLSearchParams(search)].toSorted(([a], [b]) =>
    a < b ? -1 : a > b ? 1 : 0,
  )
  const signature = headers['kalshi-access-signature']
  const signed = `${String(headers['kalshi-access-timestamp'])}${method}${path}`
  const isValid =
    headers['kalshi-access-key'] === KEY_ID &&
    verify(
      'sha256',
      Buffer.from(signed),
      {
        key: publicKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      },
      Buffer.from(String(signature), 'base64'),
    )
  return {
    method,
    path,
    query,
    body: text === '' ? undefined : JSON.parse(text),
    signature: signature === undefined ? 'none' : isValid ? 'valid' : 'invalid',
  }
}

/** What arrives while something is done. */
async function arrivingDuring(act: () => Promise<unknown>): Promise<readonly Arrived[]> {
  arrivals = []
  await act()
  return arrivals
}

/** Sends our call, signed by our own module where it says that it must be. */
async function sendOurs({ method, path, query, body, isSigned }: KalshiRequest): Promise<void> {
  const call = { timestampMs: Date.now(), method, path: `${REST_PREFIX}${path}` }
  const response = await fetch(`${origin}${REST_PREFIX}${path}${encodeQuery(query)}`, {
    method,
    headers: {
      ...(isSigned ? signCall(credentials, call) : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  await response.text()
}

function withoutSignature({ method, path, query, body }: Arrived): Omit<Arrived, 'signature'> {
  return { method, path, query, body }
}

/** Our arrivals as the client would send them. */
function knownToSdk({ operation }: EveryCall, ours: readonly Arrived[]): readonly Arrived[] {
  const without = EXCEPTIONS[operation]?.without ?? []
  return ours.map((one) => ({
    ...one,
    query: one.query.filter(([name]) => !without.includes(name)),
  }))
}

describe('calls against the official client, kalshi-typescript 3.30.0', () => {
  it.each(EVERY_CALL)('$builder sends what it sends for $operation', async (call) => {
    for (const { requests, bySdk } of fc.sample(call.cases, { numRuns: CASES, seed: 20_260_921 })) {
      const theirs = await arrivingDuring(async () => bySdk(sdk))
      const ours = await arrivingDuring(async () => {
        for (const request of requests) await sendOurs(request)
      })
      expect(theirs.length).toBeGreaterThan(0)
      expect(knownToSdk(call, ours).map(withoutSignature)).toEqual(theirs.map(withoutSignature))
      expect(new Set(theirs.map(({ signature }) => signature))).toEqual(new Set(['valid']))
      expect(ours.map(({ signature }) => signature)).toEqual(
        requests.map(({ isSigned }) => (isSigned ? 'valid' : 'none')),
      )
    }
  })

  it('has no exception that is not needed', () => {
    for (const [operation, { without, reason }] of Object.entries(EXCEPTIONS)) {
      const call = EVERY_CALL.find((one) => one.operation === operation)
      if (call === undefined) throw new Error(`no ${operation}`)
      const names = fc
        .sample(call.cases, { numRuns: 50, seed: 1 })
        .flatMap(({ requests }) => requests.flatMap(({ query }) => query.map(([name]) => name)))
      expect([reason, names]).toEqual([reason, expect.arrayContaining([...without])])
    }
  })
})
