/**
 * Faults of the stand-in, on demand: which requests are hit, how often, and what comes instead of an
 * answer. Nothing waits by time: what is slow waits for the test.
 * @module
 */
import type { ServerResponse } from 'node:http'
import { sendJson } from '@arbkit/http/testing'

/** What comes instead of an answer. */
export type StandInFault =
  /** Another status; by default with the body that the venue sends along (429, 500). */
  | { readonly tag: 'status'; readonly status: number; readonly body?: unknown }
  /** Nothing, and the connection stays open. */
  | { readonly tag: 'silent' }
  /** The true answer, once `until` resolves. */
  | { readonly tag: 'slow'; readonly until: Promise<unknown> }
  /** Half of a body, then the connection breaks. */
  | { readonly tag: 'torn' }
  /** A success whose body is some proxy's page. */
  | { readonly tag: 'not-json' }

/** Which requests are hit. */
export interface FaultPlace {
  readonly method?: string | undefined
  /** Behind `/trade-api/v2`, without query: `/events`. Every path where it is left out. */
  readonly path?: string | undefined
  /** How many, 1 or more; all from now on where it is left out. */
  readonly times?: number | undefined
}

interface Planned extends FaultPlace {
  readonly fault: StandInFault
  left: number
}

/** Faults that were asked for, oldest first. */
export class FaultPlan {
  private planned: Planned[] = []

  add(fault: StandInFault, place: FaultPlace): void {
    this.planned.push({ ...place, fault, left: place.times ?? Infinity })
  }

  /** No more faults. */
  clear(): void {
    this.planned = []
  }

  /** Returns the fault of a request and counts it; undefined for none. */
  take(method: string, path: string): StandInFault | undefined {
    const hit = this.planned.find(
      (each) =>
        each.left > 0 &&
        (each.method === undefined || each.method === method) &&
        (each.path === undefined || each.path === path),
    )
    if (hit === undefined) return undefined
    hit.left -= 1
    return hit.fault
  }
}

/** The venue's bodies (facts of 2026); others of the specified form. */
const BODIES: Readonly<Record<number, unknown>> = {
  429: { error: 'too many requests' },
  500: { code: 'internal_server_error', message: 'internal server error' },
}

/** Does what a fault says; `answer` sends the true answer. */
export function performFault(
  fault: StandInFault,
  response: ServerResponse,
  answer: () => void,
): void {
  switch (fault.tag) {
    case 'status': {
      const { status } = fault
      const body = fault.body ?? BODIES[status] ?? { code: 'fault', message: 'on demand' }
      sendJson(response, body, status)
      return
    }
    case 'silent':
      return
    case 'slow':
      void fault.until.then(answer)
      return
    case 'torn':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 })
      response.write('{"half":', () => response.socket?.destroy())
      return
    case 'not-json':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>')
  }
}
