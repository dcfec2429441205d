import { InvalidInputError, SessionError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { newManifest, parseManifest, printManifest } from './manifest.ts'

const FILE = 'logs/a/manifest.json'

const COMPLETE = {
  format: 'arbkit-session',
  version: 1,
  complete: true,
  createdBy: 'arb 0.1.0 import',
  startedAt: '2026-08-07T04:06:28.416Z',
  frames: { count: 3, firstMs: 5, lastMs: 4 },
  files: [
    { name: 'frames-0001.ndjson.zst', frames: 2, firstSeq: 1, lastSeq: 2 },
    { name: 'frames-0002.ndjson.zst', frames: 1, firstSeq: 3, lastSeq: 3 },
  ],
  imports: [
    {
      file: 'a.json',
      shape: 'kalshi events',
      frames: 3,
      firstMs: 5,
      lastMs: 4,
      timeSource: 'file',
    },
    { file: 'b.json', shape: 'unknown', frames: 0, timeSource: 'inferred', note: 'skipped' },
  ],
}

function parse(changes: Readonly<Record<string, unknown>>) {
  return parseManifest(JSON.stringify({ ...COMPLETE, ...changes }), FILE)
}

describe('a manifest', () => {
  it('reads as printed', () => {
    const manifest = parse({})
    expect(manifest).toEqual(COMPLETE)
    expect(parseManifest(printManifest(manifest), FILE)).toEqual(manifest)
  })

  it('of a session just begun reads as printed', () => {
    const manifest = newManifest({ createdBy: 'arb', startedAtMs: 1786085188416 })
    expect(manifest).toMatchObject({ complete: false, startedAt: '2026-08-07T06:46:28.416Z' })
    expect(parseManifest(printManifest(manifest), FILE)).toEqual(manifest)
  })

  it.each([Number.NaN, -1, Infinity, 8.64e15 + 1])('does not begin at %d', (startedAtMs) => {
    expect(() => newManifest({ createdBy: 'arb', startedAtMs })).toThrow(InvalidInputError)
  })

  it('names who made it', () => {
    expect(() => newManifest({ createdBy: '', startedAtMs: 0 })).toThrow(InvalidInputError)
  })
})

describe('a manifest that can not be read', () => {
  it.each([
    ['{"format":', 'not JSON: "{\\"format\\":"'],
    ['[]', 'not the manifest of a session: $: Invalid input: expected object'],
    ['{"format":"other","version":1}', 'not the manifest of a session: $.format: Invalid input'],
    ['{"format":"arbkit-session","version":3}', 'version 3 is not known here, expected 1 or 2'],
    ['{"format":"arbkit-session","version":"1"}', 'version "1" is not known here, expected 1 or 2'],
    ['{"format":"arbkit-session"}', 'not the manifest of a session: $.version: Invalid input'],
  ])('says so: %s', (text, what) => {
    expect(() => parseManifest(text, FILE)).toThrow(SessionError)
    expect(() => parseManifest(text, FILE)).toThrow(what)
    expect(() => parseManifest(text, FILE)).toThrow(/^logs\/a\/manifest\.json: [^\n]+$/)
  })

  it.each([
    [{ frames: undefined }, '$.frames: Invalid input: expected object'],
    [{ complete: 1 }, '$.complete: Invalid input'],
    [{ startedAt: 'yesterday' }, '$.startedAt: Invalid ISO datetime, got "yesterday"'],
    [{ extra: 1 }, '$: Unrecognized key: "extra"'],
    [{ files: [{ ...COMPLETE.files[0], name: '../frames-0001.ndjson.zst' }] }, '$.files[0].name'],
    [{ imports: [{ ...COMPLETE.imports[0], file: '/tmp/a.json' }] }, '$.imports[0].file'],
    [{ imports: [{ ...COMPLETE.imports[0], timeSource: 'guess' }] }, '$.imports[0].timeSource'],
    [{ files: [COMPLETE.files[1]] }, 'frames-0002.ndjson.zst: firstSeq must be 1'],
    [
      { files: [{ ...COMPLETE.files[0], lastSeq: 3 }] },
      'frames-0001.ndjson.zst: lastSeq and frames differ',
    ],
    [{ frames: { count: 2, firstMs: 1, lastMs: 1 } }, 'frames.count must be 3'],
    [{ frames: { count: 3 } }, 'firstMs and lastMs stand where frames are'],
  ])('says where it is wrong: %o', (changes, what) => {
    expect(() => parse(changes)).toThrow(SessionError)
    expect(() => parse(changes)).toThrow(`${FILE}: ${what}`)
  })
})
