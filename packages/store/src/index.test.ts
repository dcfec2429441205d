import { expect, it } from 'vitest'
import * as store from './index.ts'

it('exports what it promises, and no more', () => {
  expect(Object.keys(store).toSorted()).toEqual([
    'DatabaseError',
    'ENGINE_LEASE',
    'FLUSH_INTERVAL_MS',
    'JOURNAL_GROUP_MAX',
    'KILL_EVERYTHING',
    'LEASE_TTL_MS',
    'LEASE_TTL_MS_MIN',
    'LINE_LENGTH_MAX',
    'LeaseHeldError',
    'LeaseLostError',
    'MANIFEST_NAME',
    'SESSION_VERSION',
    'SOURCE_LENGTH_MAX',
    'TIME_MS_MAX',
    'TRADING_MODES',
    'backupDatabase',
    'createSessionWriter',
    'databaseStatus',
    'describeSessionProblem',
    'isUnfinishedSessionName',
    'migrateDatabase',
    'openDatabase',
    'openFileSink',
    'openSession',
    'writeSession',
  ])
})
