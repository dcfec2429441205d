/**
 * Checks of the settings: which variables are set, and whether what they hold can be used. No value is
 * ever shown.
 * @module
 */
import type { DoctorSettings, Setting } from './doctor-ports.ts'
import { fail, type Finding, pass, skip } from './finding.ts'
import type { KalshiKeyState } from './kalshi-key.ts'

/** Says which variables are set, and names those that hold no address. */
export function settingsFindings(settings: DoctorSettings): readonly Finding[] {
  const variables = Object.values(settings.variables)
  const namesOf = (isSet: boolean): string =>
    variables
      .filter((variable) => variable.isSet === isSet)
      .map(({ name }) => name)
      .join(', ') || 'none'
  const wrong = [settings.kalshiHost, settings.oddsHost].flatMap((setting) =>
    setting.tag === 'wrong' ? [wrongFinding(setting)] : [],
  )
  const what = `set: ${namesOf(true)}; not set: ${namesOf(false)}`
  return wrong.length > 0 ? wrong : [pass(what)]
}

/** Judges the form of the key of The Odds API: whether it is known there is seen when it is used. */
export function oddsKeyFinding({ oddsKey, variables }: DoctorSettings): Finding {
  const { name } = variables.oddsKey
  switch (oddsKey.tag) {
    case 'set':
      return pass(`${name} has the form of a key`)
    case 'wrong':
      return wrongFinding(oddsKey)
    case 'unset':
      return skip(
        `${name} is not set: no prices of sportsbooks`,
        `get a key at the-odds-api.com and set ${name}; without it: ${WITHOUT_ODDS}`,
      )
  }
}

/** What works without prices of sportsbooks. */
const WITHOUT_ODDS = 'arb scan --demo, arb scan --from <session>, arb relations, arb calc'

/** Judges the file of Kalshi's key. */
export function kalshiKeyFinding(state: KalshiKeyState, { variables }: DoctorSettings): Finding {
  const { kalshiKeyId, kalshiKeyFile } = variables
  switch (state.tag) {
    case 'loaded':
      return pass(
        state.permissions === 'owner-only'
          ? `${typeText(state.type)}, in a file that only you can read`
          : `${typeText(state.type)}; who may read its file is not known on this system`,
      )
    case 'wrong':
      return wrongFinding(state)
    case 'unset':
      return skip(
        'no key: calls go unsigned, which is enough for prices',
        `for the account make a key at kalshi.com and set ${kalshiKeyId.name} and ${kalshiKeyFile.name}`,
      )
  }
}

const typeText = (type: 'rsa' | 'ed25519'): string => (type === 'rsa' ? 'RSA' : 'Ed25519')

const wrongFinding = ({ problem, cure }: Extract<Setting<unknown>, { tag: 'wrong' }>): Finding =>
  fail(problem, cure)
