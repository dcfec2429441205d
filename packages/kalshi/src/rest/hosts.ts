/**
 * Where the venue is reached. Keys of one host are strangers to the other, and a key never travels
 * in the clear: anything but this machine must be https and wss.
 * @module
 */
import { checkedAddress } from '@arbkit/http'
import { REST_PREFIX, STREAM_PATH } from '../auth/signature.ts'

/** Base addresses, without a slash at the end. */
export interface KalshiHost {
  readonly name: 'production' | 'demo' | 'custom'
  /** Ends in `/trade-api/v2`. */
  readonly restUrl: string
  /** Ends in `/trade-api/ws/v2`. */
  readonly streamUrl: string
}

/** Real money (docs.kalshi.com/getting_started/api_environments, 2026-08-22). */
export const PRODUCTION_HOST: KalshiHost = {
  name: 'production',
  restUrl: 'https://external-api.kalshi.com/trade-api/v2',
  streamUrl: 'wss://external-api-ws.kalshi.com/trade-api/ws/v2',
}

/** Play money, with keys of its own (api_environments, 2026-08-22). */
export const DEMO_HOST: KalshiHost = {
  name: 'demo',
  restUrl: 'https://external-api.demo.kalshi.co/trade-api/v2',
  streamUrl: 'wss://external-api-ws.demo.kalshi.co/trade-api/ws/v2',
}

/**
 * Returns a host of one's own: the venue's other names, a stand-in. The paths must be the venue's, since
 * they are signed.
 * @throws {InvalidInputError} for http or ws to another machine, another path, a query, a fragment, or a
 * user or password in the address.
 */
export function customHost(urls: {
  readonly restUrl: string
  readonly streamUrl: string
}): KalshiHost {
  return {
    name: 'custom',
    restUrl: checkedAddress(urls.restUrl, { what: 'REST', protocol: 'https', path: REST_PREFIX }),
    streamUrl: checkedAddress(urls.streamUrl, {
      what: 'stream',
      protocol: 'wss',
      path: STREAM_PATH,
    }),
  }
}
