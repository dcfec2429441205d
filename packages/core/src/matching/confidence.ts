/**
 * How sure a match is: every comparison leaves one piece of evidence with a score, and the
 * confidence is their product. So a single doubt is never outvoted by many agreements, and the
 * scores below can be read as "how often would this alone be right". They are set by judgement and
 * checked on the labelled pairs (2025-11 to 2026-08); fitting them is later work.
 * @module
 */

/** Pairs at or above may be traded; below, a person has to approve. */
export const MATCH_CONFIDENCE_MIN = 0.85

/** What was compared. */
export type EvidencePart =
  /** The venue's series names league, market type and period. */
  | 'series'
  /** The codes glued together in the event's ticker. */
  | 'ticker'
  /** The two teams that the event's title names. */
  | 'title'
  /** The team or direction that the YES label names, or the ticker's suffix. */
  | 'yes-side'
  /** A competitor that no registry knows, by the name that either venue prints. */
  | 'name'
  /** The player that the YES label names. */
  | 'player'
  /** What becomes of a part of the game that ends level. */
  | 'period'
  /** Strike, label and suffix give one line. */
  | 'line'
  /** The venue's own statements of the start agree. */
  | 'own-start'
  /** Both names of the odds event were recognised. */
  | 'odds-teams'
  /** Home and away are the same at both venues. */
  | 'home-away'
  /** The two scheduled starts. */
  | 'start'
  /** No other game or odds event could be meant. */
  | 'only-candidate'
  /** Books quote the same side of the same line. */
  | 'quote'

/** One comparison and what it is worth. */
export interface MatchEvidence {
  readonly part: EvidencePart
  readonly agrees: boolean
  /** In (0, 1]: what the confidence is multiplied by. */
  readonly score: number
  /** One line for a person. */
  readonly detail: string
}

/** Scores of the pieces of evidence. Whatever is under {@link MATCH_CONFIDENCE_MIN} forbids a pair. */
export const EVIDENCE_SCORES = {
  /** Structure agrees, nothing is open. */
  certain: 1,

  /** Teams known from the ticker's codes alone: the most such a pair can reach. */
  tickerOnly: 0.9,
  /** The same where not even the suffix bears a code out: a total known by its ticker. */
  tickerUnconfirmed: 0.8,
  /** Ticker's codes, and the YES label names one of them; there is no title. */
  tickerAndLabel: 0.95,
  /** Title alone; there are no codes. */
  titleOnly: 0.95,
  /** Title, and codes that the registry can not read. */
  titleWithUnreadableTicker: 0.92,
  /** A name that two teams of the league share; the codes tell which. */
  sharedName: 0.97,
  /** The title names the same teams in the other order: `HOU vs LAC` for LAC at HOU. */
  titleReversed: 0.98,
  /** A printed name that the registry does not know, beside evidence that it does. */
  unknownName: 0.8,

  /** A person of whom the ticker gives the beginning of the surname, and nothing else. */
  personByCode: 0.89,
  /** One venue shortens a person's name: an initial, a surname alone. */
  personShortened: 0.8,
  /** The most that two like names of teams are worth: never a pair. */
  similarName: 0.8,

  /** The YES team stands only in the ticker's suffix. */
  suffixOnly: 0.99,
  /** The YES team stands only in the label; the suffix is no code we know. */
  labelOnly: 0.92,
  /** The line stands in label and suffix, and the strike is missing. */
  lineFromLabel: 0.95,

  /** A part of the game may end level, and how the contract then settles is not on record. */
  levelPeriodUnknown: 0.8,

  /** The venue's own clocks differ by minutes. */
  ownClocksDiffer: 0.97,

  /** A code or nickname at the odds feed, which prints full names. */
  oddsShortName: 0.97,

  /** Clocks differ by more than {@link START_CLOSE_MS}, within the league's tolerance. */
  startWithinTolerance: 0.97,
  /** The two venues list the game under neighbouring days, as they do where matches follow one another. */
  startDayBeside: 0.95,
  /** The contract gives a day; it is the only meeting, and the league plays no doubleheaders. */
  startDayOnly: 0.96,
  /** The same where a doubleheader is possible. */
  startDayOnlyDoubleheaders: 0.93,
  /** Game 1 or 2 by the ticker's number and the order of the two odds events. */
  startByGameNumber: 0.93,

  /** Same day, only meeting, but the clock moved out of tolerance: postponed or delayed. */
  startMoved: 0.6,
  /** Home and away swapped. */
  swapped: 0.6,
  /** The same in a league some of whose games are played on neutral ground. */
  swappedOnNeutral: 0.93,
  /** The same in a league whose games have no home. */
  neutralSwapped: 0.98,
  /** Several odds events or games could be meant. */
  severalCandidates: 0.5,
} as const

/** Name of a comparison's result. */
export type EvidenceKind = keyof typeof EVIDENCE_SCORES

/** Results that speak against the match, however little; the others are agreements of some strength. */
const DISAGREEMENTS: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'titleWithUnreadableTicker',
  'titleReversed',
  'unknownName',
  'levelPeriodUnknown',
  'ownClocksDiffer',
  'startMoved',
  'similarName',
  'personShortened',
  'swapped',
  'neutralSwapped',
  'swappedOnNeutral',
  'severalCandidates',
])

/** Clocks this close count as equal: feeds shift a start by minutes (recordings of 2020 to 2026). */
export const START_CLOSE_MS = 15 * 60_000

/** Returns the product of the scores, in (0, 1], rounded to four decimals; 0 without evidence. */
export function confidenceOf(evidence: readonly MatchEvidence[]): number {
  if (evidence.length === 0) return 0
  let product = 1
  // By index, and ones left out: this runs before anything is compiled, where both cost memory.
  for (let at = 0; at < evidence.length; at += 1) {
    const score = evidence[at]?.score ?? 1
    if (score !== 1) product *= score
  }
  return Math.round(product * 10_000) / 10_000
}

/** Returns a piece of evidence. */
export function evidenceOf(part: EvidencePart, kind: EvidenceKind, detail: string): MatchEvidence {
  return { part, agrees: !DISAGREEMENTS.has(kind), score: EVIDENCE_SCORES[kind], detail }
}

/**
 * Returns the evidence of two like names of teams.
 * @param similarity in [0, 1]; the score is its share of what likeness can be worth, to four decimals.
 */
export function similarityEvidence(similarity: number, detail: string): MatchEvidence {
  const score = Math.round(EVIDENCE_SCORES.similarName * similarity * 10_000) / 10_000
  return {
    part: 'name',
    agrees: false,
    score,
    detail: `${detail}: alike by ${similarity.toFixed(2)}`,
  }
}
