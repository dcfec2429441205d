#!/usr/bin/env node
/**
 * Removes what the build writes, and nothing else: `pnpm run clean`.
 * @module
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageDirs } from './bootstrap/inputs.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

for (const dir of packageDirs(root)) {
  rmSync(path.join(root, dir, 'dist'), { recursive: true, force: true })
}
