/**
 * `@arbkit/kalshi/conformance`: what an order book kept from Kalshi's stream must be after each frame,
 * for any implementation, and ours as an example of one.
 * @module
 */
export {
  type ConformanceBook,
  type ConformanceFailure,
  type ConformanceLevel,
  type ConformanceReport,
  type ConformanceSubject,
  type CreateConformanceSubject,
  runConformance,
} from './conformance.ts'
export { createOwnSubject } from './own-subject.ts'
