/**
 * `arb pairs list`, which `arb pairs` alone is too: what is paired, or why the rest is not.
 * @module
 */
import { conflictsOf, decisionReportOf, nearestNames, pairsOf, unpairedOf } from '@arbkit/engine'
import type { Command } from 'commander'
import { createPaint, type Paint } from '../../format/columns.ts'
import { conflictsText, decisionsFooter, unusedText } from '../../format/pairs-decisions.ts'
import { pairsText, unpairedText } from '../../format/pairs-text.ts'
import type { Host } from '../../host.ts'
import { type SourceFlags, UsageError } from '../session-flags.ts'
import {
  type DecisionFlags,
  jsonLines,
  type OpenDecisions,
  openDecisions,
  openSession,
  type OpenSession,
  subcommand,
  withDecisions,
  withSource,
  withStore,
} from './subcommand.ts'

const VIEWS = ['unpaired', 'suggestions', 'paused', 'rejected', 'conflicts', 'unused'] as const
type View = (typeof VIEWS)[number] | 'pairs'

type ListFlags = SourceFlags &
  DecisionFlags & { readonly json?: boolean } & { readonly [V in (typeof VIEWS)[number]]?: boolean }

/** Names that `arb pairs` knows, for whoever mistypes one. */
const SUBCOMMANDS = [
  'list',
  'find',
  'show',
  'approve',
  'reject',
  'pin',
  'pause',
  'resume',
  'withdraw',
  'export',
  'import',
]

/** Returns the command. */
export function listCommand(host: Host): Command {
  const command = withSource(subcommand('list', host))
    .summary('what is paired, or why not')
    .description('List which contracts were paired with which outcomes of the odds feed.')
    .option('--unpaired', 'list the contracts without a pair instead, each with its reason')
    .option('--suggestions', 'list what a person may approve or reject')
    .option('--paused', 'list the pairs that a person has paused')
    .option('--rejected', 'list what a person has rejected')
    .option('--conflicts', 'list the pairs that decisions refuse')
    .option('--unused', 'list the decisions that name nothing in this session')
  return withStore(withDecisions(command))
    .option('--json', 'print data: one object an entry')
    .allowExcessArguments(true)
    .action(async (flags: ListFlags, self: Command) => {
      refuseName(self.args)
      const view = viewOf(flags)
      const open = await openDecisions(flags, host)
      const session = await openSession(flags, open, host)
      const paint = createPaint(host.isColoured)
      const shown = viewText(view, { open, session, paint })
      host.write(flags.json === true ? jsonLines(shown.items) : shown.text)
    })
}

/** `arb pairs nope` comes here, because this is what `arb pairs` does. */
function refuseName([name]: readonly string[]): void {
  if (name === undefined) return
  const [nearest] = nearestNames(name, SUBCOMMANDS)
  const hint = nearest === undefined ? SUBCOMMANDS.join(', ') : `Did you mean ${nearest}?`
  throw new UsageError(`unknown command '${name}' of arb pairs (${hint})`)
}

function viewOf(flags: ListFlags): View {
  const asked = VIEWS.filter((view) => flags[view] === true)
  const [view, other] = asked
  if (other === undefined) return view ?? 'pairs'
  throw new UsageError(`one list at a time: --${view} or --${other}`)
}

interface Shown {
  readonly items: readonly unknown[]
  readonly text: string
}

function viewText(
  view: View,
  context: { readonly open: OpenDecisions; readonly session: OpenSession; readonly paint: Paint },
): Shown {
  const { open, session, paint } = context
  const { overrides } = open.decisions
  const { matching, nowMs } = session
  const footer = decisionsFooter(matching, open)
  const pairList = (pairs: Parameters<typeof pairsOf>[0], title: string): Shown => {
    const items = pairsOf(pairs, { nowMs, overrides })
    return { items, text: `${pairsText(items, paint, title)}${footer}` }
  }
  switch (view) {
    case 'pairs':
      return pairList(matching.pairs, 'pair')
    case 'suggestions':
      return pairList(matching.suggestions, 'suggestion')
    case 'paused':
      return pairList(matching.paused, 'paused pair')
    case 'rejected':
      return pairList(matching.rejectedByPerson, 'rejected pair')
    case 'unpaired': {
      const items = unpairedOf(matching)
      return { items, text: `${unpairedText(items, paint)}${footer}` }
    }
    case 'conflicts': {
      const items = conflictsOf(matching, overrides)
      return { items, text: conflictsText(items, paint) }
    }
    case 'unused': {
      const items = matching.unused.map((decision) => decisionReportOf(decision, overrides))
      return { items, text: unusedText(items, paint) }
    }
  }
}
