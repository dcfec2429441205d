/**
 * The kill switch: a log of who stopped trading, when and why, and who let it go on. It survives every
 * restart; a program may engage it, only a person resets it.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import type { Queries, Scope } from '../scope.ts'
import type { KillSwitchRow } from '../tables.ts'
import { checkText, checkTime, TEXT_LENGTH_MAX } from './columns.ts'
import { KILL_EVERYTHING } from './names.ts'
import { takeNumbers } from './sequence.ts'

/** One turn of the switch. */
export interface KillSwitchTurn {
  /** Default {@link KILL_EVERYTHING}. */
  readonly scope?: string
  readonly state: 'engaged' | 'reset'
  /** Who turns it: a reset is a person's alone. */
  readonly actor: 'person' | 'program'
  /** Name of the person, or of the rule. */
  readonly by: string
  readonly reason: string
  readonly atMs: number
}

/** A turn as it is kept. */
export interface KillSwitchRecord extends Required<KillSwitchTurn> {
  readonly seq: number
}

/** The kill switch of a database. */
export interface KillSwitch {
  /** @throws {InvalidInputError} a reset that no person asks for, or no name or reason. */
  set(turn: KillSwitchTurn): Promise<KillSwitchRecord>
  /** Returns the last turn of each switch that is engaged; none: trading is allowed. */
  engaged(): Promise<readonly KillSwitchRecord[]>
  /** Returns every turn, in order. */
  history(): Promise<readonly KillSwitchRecord[]>
}

/** Returns the kill switch of a database. */
export function createKillSwitch(scope: Scope): KillSwitch {
  return {
    async set({ scope: name = KILL_EVERYTHING, state, actor, by, reason, atMs }) {
      if (state === 'reset' && actor !== 'person') {
        throw new InvalidInputError('the kill switch is reset by a person only')
      }
      const row = {
        scope: checkText(name, 'kill switch: scope'),
        state,
        actor,
        setBy: checkText(by, 'kill switch: by'),
        reason: checkText(reason, 'kill switch: reason', TEXT_LENGTH_MAX),
        atMs: checkTime(atMs, 'kill switch: atMs'),
      }
      return scope.write(async (queries) => {
        const seq = await takeNumbers(queries, 'kill-switch')
        await queries
          .insertInto('killSwitch')
          .values({ seq, ...row })
          .execute()
        return recordOf({ seq, ...row })
      })
    },
    async engaged() {
      const rows = await scope.read((queries) =>
        inOrder(queries)
          .where('seq', 'in', (inner) =>
            inner
              .selectFrom('killSwitch')
              .select(({ fn }) => fn.max('seq').as('seq'))
              .groupBy('scope'),
          )
          .where('state', '=', 'engaged')
          .execute(),
      )
      return rows.map(recordOf)
    },
    async history() {
      const rows = await scope.read((queries) => inOrder(queries).execute())
      return rows.map(recordOf)
    },
  }
}

const inOrder = (queries: Queries) => queries.selectFrom('killSwitch').selectAll().orderBy('seq')

function recordOf({ seq, scope, state, atMs, actor, setBy, reason }: KillSwitchRow) {
  return {
    seq,
    scope,
    atMs,
    reason,
    by: setBy,
    state: state as KillSwitchRecord['state'],
    actor: actor as KillSwitchRecord['actor'],
  }
}
