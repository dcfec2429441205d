/**
 * `@arbkit/store`: recorded sessions, written and read. A session is a folder: `manifest.json` and
 * `frames-NNNN.ndjson.zst`, one line a frame, the payload exactly as it was received.
 * @module
 */
export {
  type Frame,
  type FrameHeader,
  type JsonFrame,
  type NewFrame,
  SOURCE_LENGTH_MAX,
  type TextFrame,
  TIME_MS_MAX,
} from './frame.ts'
export { LINE_LENGTH_MAX } from './line-writer.ts'
export {
  type ImportRecord,
  MANIFEST_NAME,
  SESSION_VERSION,
  type SessionFile,
  type SessionManifest,
} from './manifest.ts'
export { isUnfinishedSessionName } from './session-folder.ts'
export { describeSessionProblem, type SessionProblem } from './session-problem.ts'
export { openSession, type Session } from './session-reader.ts'
export {
  type CloseOptions,
  createSessionWriter,
  type Every,
  FLUSH_INTERVAL_MS,
  type SessionWriter,
  type SessionWriterOptions,
  writeSession,
} from './session-writer.ts'
