/**
 * HTTP over undici, narrowed to what sending an order allows: one call is one request on the wire, no
 * redirect is followed, and no body is read beyond a bound.
 * @module
 */
import type { Fetch } from '@arbkit/core'
import { Agent, type Dispatcher, fetch } from 'undici'
import { textWithin } from './body.ts'

/**
 * Returns a `Fetch`. Left alone, fetch sends a POST again when it is answered 421, and follows a redirect
 * with every header it was given, the key's among them, to wherever it points.
 * @param dispatcher connections; a pool of its own where it is left out
 */
export function createUndiciFetch(dispatcher: Dispatcher = new Agent()): Fetch {
  return async (url, init) => {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      dispatcher: dispatcher.compose(onlyOnce()),
    })
    const { status, headers, body } = response
    return {
      status,
      headers: { get: (name) => headers.get(name) },
      text: async () => (body === null ? '' : textWithin(body)),
    }
  }
}

/** Lets one request through. */
function onlyOnce(): Dispatcher.DispatcherComposeInterceptor {
  let isSent = false
  return (dispatch) => (options, handler) => {
    if (isSent) throw new Error('a call is sent once')
    isSent = true
    return dispatch(options, handler)
  }
}
