/**
 * Multiplicative devig: every outcome carries a margin in proportion to its price. The simplest and
 * most used; it leaves the favourite-longshot bias where it was.
 * @module
 */
import { devigBy } from './devig.ts'

/** Divides each implied probability by their sum S, which is the parameter. Errors as of every `Devig`. */
export const devigMultiplicative = devigBy({
  method: 'multiplicative',
  neutral: 1,
  solve: (implied, sum) => ({
    probabilities: implied.map((probability) => probability.div(sum)),
    parameter: sum,
  }),
})
