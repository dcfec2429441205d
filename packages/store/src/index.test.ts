import { expect, it } from 'vitest'
import * as store from './index.ts'

it('exports what it promises, and no more', () => {
  expect(Object.keys(store).toSorted()).toEqual([
    'FLUSH_INTERVAL_MS',
    'LINE_LENGTH_MAX',
    'MANIFEST_NAME',
    'SESSION_VERSION',
    'SOURCE_LENGTH_MAX',
    'TIME_MS_MAX',
    'createSessionWriter',
    'describeSessionProblem',
    'isUnfinishedSessionName',
    'openSession',
    'writeSession',
  ])
})
