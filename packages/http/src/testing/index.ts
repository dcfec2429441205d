/**
 * Doubles for tests of whatever speaks HTTP: time that moves when told, and a server on this machine:
 * `@arbkit/http/testing`.
 * @module
 */
export {
  type LoopbackServer,
  type ReceivedRequest,
  type Responder,
  sendJson,
  startLoopbackServer,
} from './loopback-server.ts'
export { createVirtualTime, type VirtualTime } from './virtual-time.ts'
