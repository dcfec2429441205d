/**
 * Where a command reads from: a recorded session, or the demo.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import { type FrameSource, sessionSource } from '@arbkit/engine'
import type { Host } from '../host.ts'
import { basename } from 'node:path'

/** Flags that name the source. */
export interface SourceFlags {
  readonly from?: string
  readonly demo?: boolean
}

/** Returns the source of frames. @throws {InvalidInputError} neither or both flags. */
export async function openSource({ from, demo }: SourceFlags, host: Host): Promise<FrameSource> {
  if ((from === undefined) === (demo !== true)) {
    throw new UsageError('say where to read from: --from <session>, or --demo')
  }
  return from === undefined ? host.openDemo() : sessionSource(from, basename(from))
}

/** The command line asks for something that does not go together. */
export class UsageError extends InvalidInputError {}
