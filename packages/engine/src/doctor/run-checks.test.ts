import { InvalidInputError } from '@arbkit/core'
import { expect, it } from 'vitest'
import { type DoctorCheck, pass } from './finding.ts'
import { runChecks } from './run-checks.ts'

const never = async (): Promise<never> => new Promise(() => {})
const checkOf = (run: DoctorCheck['run'], limitMs = 1_000): DoctorCheck => ({
  id: 'disk',
  title: 'disk',
  limitMs,
  run,
})

/** Sleeps that end when told how much time went by. */
function sleeps() {
  const open: { readonly ms: number; readonly wake: () => void }[] = []
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      open.push({ ms, wake: resolve })
      signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
    })
  const expire = (ms: number): void => {
    for (const one of open) if (one.ms <= ms) one.wake()
  }
  return { sleep, expire }
}

it('gives each check its own time, keeps their order, and tells the late one to end', async () => {
  const time = sleeps()
  let isEnded = false
  const running = runChecks(
    [
      checkOf(async (signal) => {
        signal.addEventListener('abort', () => {
          isEnded = true
        })
        return never()
      }, 1_000),
      checkOf(async () => [pass('done')], 2_000),
    ],
    time,
  )
  time.expire(1_000)
  const results = await running
  expect(results.map(({ findings }) => findings)).toEqual([
    [
      {
        status: 'fail',
        what: 'no result in 1 s',
        cure: 'run arb doctor again; see what is slow or hangs',
      },
    ],
    [{ status: 'pass', what: 'done' }],
  ])
  expect(isEnded).toBe(true)
})

it('says what a check threw, and whether that is a fault of arb', async () => {
  const { sleep } = sleeps()
  const results = await runChecks(
    [
      checkOf(async () => {
        throw new InvalidInputError('no such disk')
      }),
      checkOf(async () => {
        throw new TypeError('x is not a function')
      }),
      checkOf(async () => [pass('done')]),
    ],
    { sleep },
  )
  expect(results.flatMap(({ findings }) => findings)).toMatchObject([
    { status: 'fail', what: 'no such disk' },
    { status: 'fail', what: 'could not be checked: TypeError: x is not a function' },
    { status: 'pass' },
  ])
  expect(results[1]?.findings[0]?.cure).toContain('please report it')
})

it('ends all that is under way when the person stops it', async () => {
  const { sleep } = sleeps()
  const stop = new AbortController()
  const running = runChecks([checkOf(never), checkOf(async () => [pass('done')])], {
    sleep,
    stop: stop.signal,
  })
  await Promise.resolve()
  setImmediate(() => stop.abort())
  const results = await running
  expect(results.flatMap(({ findings }) => findings).map(({ status }) => status)).toEqual([
    'skip',
    'pass',
  ])
})
