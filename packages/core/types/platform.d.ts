/**
 * The few platform types that `core` may name: both browsers and Node have them, and `core` is
 * compiled with neither's globals, so that nothing else of a platform can slip in.
 */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
}
