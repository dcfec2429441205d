/**
 * What the README shows is what the program prints.
 * @module
 */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)

test('the demo in the README is the demo', async () => {
  const bin = fileURLToPath(new URL('packages/cli/src/bin.ts', root))
  const args = ['--conditions=@arbkit/source', bin, 'scan', '--demo']
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const readme = await readFile(new URL('README.md', root), 'utf8')
  expect(stdout.length).toBeGreaterThan(500)
  expect(readme).toContain(`\`\`\`\n${stdout.trimEnd()}\n\`\`\``)
})

test('every flag of arb scan stands in the README', async () => {
  const bin = fileURLToPath(new URL('packages/cli/src/bin.ts', root))
  const args = ['--conditions=@arbkit/source', bin, 'scan', '--help']
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const readme = await readFile(new URL('README.md', root), 'utf8')
  const flags = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag as string)
  expect(flags.length).toBeGreaterThan(10)
  expect(flags.filter((flag) => !readme.includes(`\`${flag}`))).toEqual([])
})
