/**
 * A small session with one of everything that a person has to tell apart, for tests of the commands that
 * read one: imported in memory by the same code that `arb import` runs.
 * @module
 */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { type FrameSource, type InputFile, planImport, readInputs } from '@arbkit/engine'
import { expect, it } from 'vitest'

const FOLDER = path.join(import.meta.dirname, '../fixtures/small-session')

/** Returns files as a session. */
export async function sessionOf(files: readonly InputFile[]): Promise<FrameSource> {
  const unknown = { atByFile: new Map(), at: undefined, oddsFormats: new Map() }
  const plan = planImport(files, unknown)
  return {
    name: 'demo',
    frames: () =>
      plan.frames.map(({ payload, ...frame }, index) => ({
        ...frame,
        seq: index + 1,
        body: JSON.parse(payload) as unknown,
      })),
    problems: () => [],
  }
}

/** Returns the small session. */
export async function smallSession(): Promise<FrameSource> {
  const names = (await readdir(FOLDER)).toSorted()
  return sessionOf(await readInputs(names.map((name) => path.join(FOLDER, name))))
}

it('is read from every file of its folder', async () => {
  const names = new Set<string>()
  for await (const frame of (await smallSession()).frames())
    names.add(String(frame.request?.['file']))
  expect([...names].toSorted()).toEqual((await readdir(FOLDER)).toSorted())
})
