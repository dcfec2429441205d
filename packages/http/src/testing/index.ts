/**
 * Doubles for tests of whatever speaks HTTP: time that moves when told, a server on this machine, and the
 * occasions on which a stand-in misbehaves: `@arbkit/http/testing`.
 * @module
 */
export {
  type LoopbackServer,
  type ReceivedRequest,
  type Responder,
  sendJson,
  startLoopbackServer,
} from './loopback-server.ts'
export {
  type Hit,
  isWithin,
  type Latency,
  type Mishap,
  MishapPlan,
  type Occasion,
} from './occasion.ts'
export { firstHalfOf, piecesOf } from './pieces.ts'
export { createVirtualTime, type VirtualTime } from './virtual-time.ts'
