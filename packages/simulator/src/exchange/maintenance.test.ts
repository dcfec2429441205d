import { easternToMs } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { isMaintenance, MAINTENANCE_MS, nextMaintenanceMs } from './maintenance.ts'

const at = (month: number, day: number, hour: number, minute = 0) =>
  easternToMs({ year: 2026, month, day, hour, minute })

describe('the Thursday maintenance', () => {
  it.each([
    // Thursdays in summer and in winter.
    [7, 16],
    [11, 19],
  ])('is from 03:00 to 05:00 in New York on %s/%s', (month, day) => {
    const start = at(month, day, 3)
    expect(
      [-1, 0, MAINTENANCE_MS - 1, MAINTENANCE_MS].map((ms) => isMaintenance(start + ms)),
    ).toEqual([false, true, true, false])
    expect(isMaintenance(at(month, day - 1, 4))).toBe(false)
    expect(isMaintenance(at(month, day + 1, 4))).toBe(false)
  })

  it('the next one is later than now, a week apart on the wall clock, across a change of clocks', () => {
    expect(nextMaintenanceMs(at(10, 28, 12))).toBe(at(10, 29, 3))
    expect(nextMaintenanceMs(at(10, 29, 3) - 1)).toBe(at(10, 29, 3))
    expect(nextMaintenanceMs(at(10, 29, 3))).toBe(at(11, 5, 3))
    expect(nextMaintenanceMs(at(3, 5, 4))).toBe(at(3, 12, 3))
    for (let ms = at(1, 1, 0); ms < at(12, 31, 0); ms += 10_000_000) {
      const next = nextMaintenanceMs(ms)
      expect(next > ms && isMaintenance(next) && !isMaintenance(next - 1)).toBe(true)
    }
  })
})
