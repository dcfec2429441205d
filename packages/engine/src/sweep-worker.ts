/**
 * The thread of a sweep: takes one task after the other and answers with its figures. It stands here, beside
 * the package's entry, because it is an entry of its own: a thread begins with a file.
 * @module
 */
import { parentPort } from 'node:worker_threads'
import { answerSweepTasks } from './sweep/answer-tasks.ts'

if (parentPort !== null) answerSweepTasks(parentPort)
