import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LEG_OPTIONS } from '../calc/leg-options.ts'
import { runProgram } from '../program.ts'

async function arb(args: readonly string[], isColoured = false) {
  let [out, err] = ['', '']
  const code = await runProgram(args, {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured,
    version: '1.2.3',
    now: () => Date.UTC(2026, 10, 21),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
  })
  return { code, out, err }
}
const calc = (line: string) => arb(['calc', ...line.split(' ')])
const longLines = (text: string): string[] => text.split('\n').filter((line) => line.length > 80)
const jsonOf = async (line: string) => JSON.parse((await calc(`${line} --json`)).out)

describe('arb calc', () => {
  it('says what it comes to, the prices and the stakes', async () => {
    const { code, out, err } = await calc('+150 -120')
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(`ARBITRAGE: +$5.76 guaranteed (5.76 %) on $100.00

  LEG   ODDS   DECIMAL   AMERICAN   IMPLIED   BREAK-EVEN
  A     +150     2.500       +150   40.00 %         +120
  B     -120     1.833       -120   54.55 %         -150
  overround -5.46 %, hold -5.77 %; after fees and commission $1 in every outcome
  costs $0.9455

  LEG      STAKE      COST      PAYS   PROFIT IF SO
  A       $42.31    $42.31   $105.77         +$5.77
  B       $57.69    $57.69   $105.76         +$5.76
  total            $100.00

Break-even: the worst price at which nothing is lost, stakes sized again.
A push, a void or a postponement is none of these outcomes.
`)
  })

  it.each([
    ['-110 -110', 'NO ARBITRAGE: loses $4.55 whatever happens (-4.55 %) on $100.00'],
    ['3.095 3.395 2.395', 'NO ARBITRAGE: loses $3.40 at least, $3.41 at most (-3.42 %) on $99.99'],
    // 5.9955…: rounded down for "at least", up for "at most".
    ['45c 58c', 'NO ARBITRAGE: loses $5.99 at least, $6.00 at most (-6.06 %) on $99.00'],
    ['+150,stake=10 -120,stake=1', 'NO ARBITRAGE: loses $9.17 at worst (-83.37 %) on $11.00'],
    ['+150,stake=100 -120,stake=150', 'BREAK-EVEN: nothing is lost, nothing sure on $250.00'],
    ['+300,free=50 -350', 'FREE BET: +$33.33 guaranteed (28.57 %) on $116.66'],
    ['2.10 2.05 --total 1000', 'ARBITRAGE: +$37.34 guaranteed (3.73 %) on $1,000.01'],
  ])('%s: says so plainly', async (line, verdict) => {
    expect((await calc(line)).out.split('\n')[0]).toBe(verdict)
  })

  it.each([
    [
      'a fee',
      '45c@kalshi,fee=0.5 +130@fanduel,limit=20',
      [
        'The limit of B keeps it from being larger.',
        'A: Kalshi taker fee at most, multiplier 0.5.',
      ],
    ],
    [
      'a lay',
      '2.10@dk 2.04@betfair,lay,commission=2% --stake 100',
      [
        'B is laid against A: its stake is what is laid, its cost the liability, its odds',
        'B: 2 % commission.',
      ],
    ],
    ['a free bet', '-120,free +110', ['43.64 % of the free bet is kept, whatever happens.']],
    [
      'printed odds',
      '1.91 2.1 --printed',
      ['Decimals and per cents are priced at the lowest value that prints so.'],
    ],
    [
      'stakes too coarse',
      '2.10 1.95 --total 10 --round 7',
      ['The prices would pay, but not in steps this coarse or at this size.'],
    ],
    [
      'stakes that are held',
      '2.10,stake=10 2.10,stake=12',
      [
        'The prices would pay with other stakes.',
        'Break-even: the worst price at which nothing is lost, with these stakes.',
      ],
    ],
    [
      'an opinion',
      '2.10 1.90 --prob 55% --bankroll 1000 --kelly 0.5',
      [
        '  LEG  PROBABILITY      EDGE  KELLY ALONE × 0.5          ALL LEGS',
        '  A        55.00 %  +15.50 %             7.04 %  $70.45    7.04 %  $70.45',
        '  expected profit -$0.25 with these stakes; probabilities as told',
      ],
    ],
    [
      'the odds of another book',
      '2.10 1.90 --fair -150,+130',
      ['  expected profit -$0.25 with these stakes; probabilities from -150,+130 by shin'],
    ],
    [
      'its own margin',
      '1.90 1.90 --devig power',
      ['  expected profit -$5.00 with these stakes; probabilities from these prices by'],
    ],
  ])('explains %s', async (_name, line, expected) => {
    const { code, out } = await calc(line)
    expect(code).toBe(0)
    for (const text of expected) expect(out.split('\n')).toContain(text)
  })

  it.each(['-120@dk +150', '+150 -120@dk,free', '\u2212120 +150', '-120 -130 --fair -110,-110'])(
    'takes what begins with a minus for a leg, not for a flag: %s',
    async (line) => {
      const { code, out, err } = await calc(line)
      expect([code, err]).toEqual([0, ''])
      expect(out).toContain(' -120 ')
    },
  )

  it('shifts the profit to the other legs', async () => {
    const { out } = await calc('2.10 2.05 --total 1000 --bias 1')
    expect(out).toMatch(/^ {2}A +\$476\.20 .*\+\$0\.02$/m)
    expect(out).toMatch(/^ {2}B +\$523\.80 .*\+\$73\.79$/m)
  })

  it.each([
    '2.10 3.60 4.20 --total 1000 --round 1 --prob 0.5,0.3',
    '+150@a-venue-with-a-name,name=A_rather_long_name_for_an_outcome,commission=2.5% -120@b',
    '0.5555@polymarket,limit=1000000 45.55c,limit=1000000 --payout 40000000',
    '12345678901234/1234567 1.000000001 --stake 4',
    '+100000 -100000 --stake 10000 --prob 0.001 --bankroll 100000000',
    '2.10,free=40000000,name=Somebody 1.05 --fair 2.0,1.9 --devig probit --bankroll 99999999',
  ])('fits 80 columns, without colour unless asked: %s', async (line) => {
    const { code, out, err } = await calc(line)
    expect([code, err]).toEqual([0, ''])
    expect(longLines(out)).toEqual([])
    const { out: coloured } = await arb(['calc', ...line.split(' ')], true)
    expect(coloured).toContain('\u001b')
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(out)
  })

  it.each([[['calc', '--help']], [['help', 'calc']]])('helps: %j', async (args) => {
    const { code, out, err } = await arb(args)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Usage: arb calc \[options\] <legs\.\.\.>/)
    expect(longLines(out)).toEqual([])
    const examples = [...out.matchAll(/^ {2}arb (calc .+)$/gm)].map(([, line]) => line as string)
    expect(examples.length).toBeGreaterThanOrEqual(5)
    for (const line of examples) expect((await arb(line.split(' '))).code).toBe(0)
  })
})

describe('docs/calculator.md', () => {
  const text = readFileSync(new URL('../../../../docs/calculator.md', import.meta.url), 'utf8')

  it('shows what is printed', async () => {
    const line = /^\$ arb calc (.+)$/m.exec(text)?.[1] ?? ''
    expect(text).toContain(`$ arb calc ${line}\n${(await calc(line)).out}\`\`\`\n`)
  })

  it('names every flag, option of a leg and field', async () => {
    const { out } = await arb(['calc', '--help'])
    const flags = [...out.matchAll(/^ {2}(--[a-z]+)/gm)].map(([, flag]) => flag as string)
    const data = await jsonOf('2.10 45c --prob 0.55')
    const fields = [data, data.legs[0], data.value, data.outcomes[0]].flatMap(Object.keys)
    const names = [...flags, ...LEG_OPTIONS, ...fields]
    expect(names.length).toBeGreaterThan(45)
    expect(
      names.filter((name) => !new RegExp(`\\b${name.replace('--', '')}\\b`).test(text)),
    ).toEqual([])
  })
})

describe('a wrong command line: exit code 2, one line, nothing on standard output', () => {
  it.each([
    ['', "error: missing required argument 'legs'"],
    ['-120', 'error: a calculation has 2 or 3 legs, one for each outcome, got 1'],
    ['3.0 4.0 5.0 6.0', 'error: a calculation has 2 or 3 legs, one for each outcome, got 4'],
    [
      '2.1 150',
      'error: leg 2 "150": ambiguous odds "150": put + before American odds, .0 behind decimal ones',
    ],
    ['-120.5% 2.0', 'error: leg 1 "-120.5%": not American odds: "-120.5%"'],
    ['2.1 2.1 --totl 5', "error: unknown option '--totl' (Did you mean --total?)"],
    ['2.1 2.1 -x', "error: unknown option '-x'"],
    [
      '2.1 2.1,lay 3.0',
      'error: a lay pays in every outcome but one: it goes with one other leg, got 3 legs',
    ],
    [
      '2.1 2.1 --total 5 --payout 5',
      'error: say one size: --total, --stake, --payout, or the stake of a leg (stake=… or free=…)',
    ],
    [
      '2.1,stake=5 2.1 --total 5',
      'error: say one size: --total, --stake, --payout, or the stake of a leg (stake=… or free=…)',
    ],
    [
      '2.1,stake=5 2.1,stake=5 3.0',
      'error: say the stake of one leg, or of all: the others are sized to cover it',
    ],
    [
      '2.1 2.1 --total -5',
      "error: option '--total <dollars>' argument '-5' is invalid. expected dollars such as 25 or 37.04, got \"-5\"",
    ],
    ['2.1 2.1 --total 0', 'error: the total must be above 0, got 0 microdollars'],
    [
      '2.1 2.1 --stake x',
      'error: --stake: expected dollars and whole cents above 0, such as 250 or 99.50, got "x"',
    ],
    [
      '45c 2.1 --stake x',
      'error: --stake: expected a count of contracts above 0, such as 100, got "x"',
    ],
    ['2.1 2.1 --stake 99999999', 'error: A would pay more than $50 million'],
    [
      '2.1 2.1 --bias 0',
      "error: option '--bias <legs>' argument '0' is invalid. expected numbers of legs, such as 1 or 1,2, got \"0\"",
    ],
    ['2.1 2.1 --bias 3', 'error: there is no leg 3 to leave without profit'],
    [
      '2.1,stake=1 2.1,stake=1 --bias 1',
      'error: a position that is held is not sized: no leg can be left without profit',
    ],
    ['2.1,name=x 2.1,name=x', 'error: every leg of a calculation has a name of its own'],
    ['2.1,limit=0.5 2.1 --round 1', 'error: the limit of A (0.50) is below its step (1.00)'],
    [
      '2.1,free 2.1,free --total 5',
      'error: free bets alone cost nothing: there is no total to spread',
    ],
    [
      '2.1 2.1 --kelly 0.5',
      'error: --bankroll and --kelly need probabilities: --prob, --fair or --devig',
    ],
    [
      '2.1 2.1 --prob 0.5 --devig shin',
      'error: say the probabilities (--prob) or what to take them from (--fair, --devig)',
    ],
    [
      '2.1 2.1 --prob 0.6,0.5',
      'error: --prob: expected probabilities that sum to 1 (the last may be left out), got 1.1',
    ],
    [
      '2.1 3.1 4.1 --prob 0.6,0.4',
      'error: --prob: expected probabilities that sum to 1 (the last may be left out), got 1',
    ],
    [
      '2.1 3.1 4.1 --prob 0.6',
      'error: --prob: expected 3 probabilities, or 2 and the last is the rest, got 1',
    ],
    [
      '2.1 2.1 --prob 55',
      "error: option '--prob <list>' argument '55' is invalid. expected probabilities between 0 and 1, such as 0.55,0.45 or 55%,45%, got \"55\"",
    ],
    ['2.1 2.1 --fair 2.0', 'error: --fair: expected odds of 2 outcomes, got 1'],
    ['2.1 2.1 --fair 2.0,x', 'error: --fair: not odds: "x"'],
    ['2.1 2.1 --devig shin', 'error: --devig: implied probabilities sum to 0.952381, below 1'],
    [
      '2.1 2.1 --devig best',
      "error: option '--devig <method>' argument 'best' is invalid. expected one of multiplicative, additive, power, shin, odds-ratio, probit, goto, got \"best\"",
    ],
    [
      '2.1 2.1 --prob 0.5 --kelly 1.1',
      "error: option '--kelly <share>' argument '1.1' is invalid. expected a share of full Kelly above 0 and at most 1, such as 0.25, got \"1.1\"",
    ],
  ])('%s', async (line, message) => {
    const { code, out, err } = await arb(['calc', ...line.split(' ').filter((arg) => arg !== '')])
    expect([code, out, err]).toEqual([2, '', `${message}\n`])
  })
})

describe('arb calc --json', () => {
  it('prints every figure, sums as whole microdollars and as dollars', async () => {
    const data = await jsonOf('2.10@dk,name=Yes 45c@kalshi,limit=1000 --total 1000')
    expect(data).toEqual({
      schema: 'arbkit.calculation/1',
      isArbitrage: true,
      guaranteed: { microdollars: 56_400_000, dollars: '56.400000' },
      best: expect.anything(),
      totalCost: expect.anything(),
      returnOnCost: expect.stringMatching(/^0\.0\d{13,}$/),
      freeBetConversion: null,
      margin: {
        overround: '-0.0738095238095238',
        hold: expect.any(String),
        costPerDollar: '0.943590476190476',
      },
      size: { by: 'total', amount: { microdollars: 1_000_000_000, dollars: '1000.000000' } },
      zeroProfitLegs: [],
      idealTotalCost: expect.any(String),
      limitedBy: 'B',
      legs: [
        {
          name: 'Yes',
          kind: 'bet',
          venue: 'dk',
          odds: { original: '2.10', pricedAt: '2.1', exactness: 'exact' },
          charge: null,
          effectiveOdds: '2.1',
          stake: expect.anything(),
          contracts: null,
          idealQuantity: '476.190476190476',
          cost: expect.anything(),
          fees: { microdollars: 0, dollars: '0.000000' },
          allIn: expect.anything(),
          winPayout: expect.anything(),
          breakEven: { tag: 'price', price: expect.stringMatching(/^1\.\d\d$/) },
        },
        {
          name: 'B',
          kind: 'contract',
          venue: 'kalshi',
          odds: { original: '45c', pricedAt: '0.45', exactness: 'exact' },
          charge: 'Kalshi taker fee at most, multiplier 1',
          effectiveOdds: '2.13949507916132',
          stake: null,
          contracts: expect.stringMatching(/^\d+\.00$/),
          idealQuantity: '1000',
          cost: expect.anything(),
          fees: expect.anything(),
          allIn: expect.anything(),
          winPayout: expect.anything(),
          breakEven: { tag: 'price', price: expect.stringMatching(/^0\.\d{4}$/) },
        },
      ],
      outcomes: [
        { name: 'Yes', profit: expect.anything(), unflooredProfit: expect.any(String) },
        { name: 'B', profit: expect.anything(), unflooredProfit: expect.any(String) },
      ],
      value: null,
    })
    const [bet, contract] = data.legs
    expect(data.totalCost.microdollars).toBe(bet.allIn.microdollars + contract.allIn.microdollars)
    expect(contract.allIn.microdollars).toBe(
      contract.cost.microdollars + contract.fees.microdollars,
    )
    for (const [index, { profit }] of data.outcomes.entries()) {
      const paid = data.legs[index].winPayout.microdollars
      expect(profit.microdollars).toBe(paid - data.totalCost.microdollars)
    }
  })

  it('calls nothing an arbitrage that earns nothing', async () => {
    const data = await jsonOf('+150,stake=100 -120,stake=150')
    expect([data.guaranteed.microdollars, data.isArbitrage]).toEqual([0, false])
  })

  it.each([
    ['2.1 2.1 --payout 50', { by: 'payout', amount: { microdollars: 5e7, dollars: '50.000000' } }],
    ['2.1 2.1 --stake 50', { by: 'leg', leg: 'A', quantity: '50.00' }],
    ['2.1 45c,stake=50.5', { by: 'leg', leg: 'B', quantity: '50.50' }],
    ['2.1,stake=5 2.1,stake=5', { by: 'held' }],
    ['2.1 2.1,free', { by: 'leg', leg: 'B', quantity: '100.00' }],
  ])('tells the size of %s', async (line, size) => {
    expect((await jsonOf(line)).size).toEqual(size)
  })

  it('tells lays, free bets, breaking even anywhere, and legs without profit', async () => {
    const free = await jsonOf('+300,free=50 -350')
    expect(free.legs.map(({ kind }: { kind: string }) => kind)).toEqual(['free-bet', 'bet'])
    expect(free.legs[0].breakEven).toEqual({ tag: 'any', price: null })
    expect(free.freeBetConversion).toBe('0.6666')
    expect((await jsonOf('2.1 2.04,lay')).legs[1]).toMatchObject({
      kind: 'lay',
      effectiveOdds: '1.96153846153846',
    })
    expect((await jsonOf('2.1 2.1 --bias 2')).zeroProfitLegs).toEqual(['B'])
    const printed = await jsonOf('1.91 +120 --printed')
    expect(printed.legs.map(({ odds }: { odds: unknown }) => odds)).toEqual([
      { original: '1.91', pricedAt: '1.905', exactness: 'lowest' },
      { original: '+120', pricedAt: '2.2', exactness: 'exact' },
    ])
  })

  it('tells what it is worth', async () => {
    expect((await jsonOf('2.10 45c --prob 0.55 --kelly 0.5 --bankroll 1000')).value).toEqual({
      probabilitySource: 'as told',
      expectedProfit: expect.any(String),
      kellyShare: '0.5',
      bankroll: { microdollars: 1_000_000_000, dollars: '1000.000000' },
      legs: [
        {
          name: 'A',
          probability: '0.55',
          edge: '0.155',
          kellyAlone: {
            fraction: '0.0704545454545455',
            stake: { microdollars: 70_450_000, dollars: '70.450000' },
            contracts: null,
          },
          kellyTogether: expect.anything(),
        },
        {
          name: 'B',
          probability: '0.45',
          edge: expect.stringMatching(/^-0\.0\d+$/),
          kellyAlone: { fraction: '0', stake: null, contracts: '0.00' },
          kellyTogether: expect.anything(),
        },
      ],
    })
    const { legs } = (await jsonOf('2.10 1.90 --prob 0.55')).value
    expect(legs[0].kellyAlone).toMatchObject({ stake: null, contracts: null })
    expect((await jsonOf('2.10,free 1.90 --prob 0.55')).value.legs[0]).toMatchObject({
      edge: null,
      kellyAlone: null,
      kellyTogether: null,
    })
  })
})
