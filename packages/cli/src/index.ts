/**
 * `@arbkit/cli`: the program as a function, for embedding and for tests. The binary is `arb`.
 * @module
 */
export { EXIT_CODES } from './exit-codes.ts'
export type { Host, Network } from './host.ts'
export { runProgram } from './program.ts'
