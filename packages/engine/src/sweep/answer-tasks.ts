/**
 * The thread's side of a sweep.
 * @module
 */
import type { MessagePort } from 'node:worker_threads'
import { isArbError } from '@arbkit/core'
import { runSweepTask, type SweepFigures, type SweepTask } from './sweep-task.ts'

/** What a thread tells of its task; a thread has one at a time. */
export type SweepAnswer =
  /** Parts of one. */
  | { readonly tag: 'progress'; readonly share: number }
  | { readonly tag: 'done'; readonly figures: SweepFigures }
  /** `isExpected`: an error about a session, not a fault of ours. */
  | { readonly tag: 'failed'; readonly message: string; readonly isExpected: boolean }

/** Answers each task that comes through a port. */
export function answerSweepTasks(port: MessagePort): void {
  const tell = (answer: SweepAnswer): void => port.postMessage(answer)
  port.on('message', (task: SweepTask) => {
    runSweepTask(task, (share) => tell({ tag: 'progress', share })).then(
      (figures) => tell({ tag: 'done', figures }),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error)
        tell({ tag: 'failed', message, isExpected: isArbError(error) })
      },
    )
  })
}
