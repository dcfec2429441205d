import { describe, expect, it } from 'vitest'
import { createPaint } from './columns.ts'
import { table } from './table.ts'

const paint = createPaint(false)

describe('a table', () => {
  it('is as wide as it needs, and leaves out what is empty', () => {
    expect(
      table(
        ['LEG', 'AT', 'COST', 'FEES'],
        [
          ['A', '', '$1.00', ''],
          ['total', '', '$12.00', ''],
        ],
        { left: 2, paint },
      ),
    ).toEqual(['  LEG       COST', '  A        $1.00', '  total   $12.00'])
  })

  it('closes its gaps, then shortens the name, and never exceeds the width', () => {
    const wide = ['A rather long name', ...Array.from({ length: 5 }, () => '$10,000,000.00')]
    const [head, row] = table(['LEG', 'A', 'B', 'C', 'D', 'E'], [wide], { left: 1, paint })
    expect(row).toBe(`  A … ${wide.slice(1).join(' ')}`)
    expect(head?.length).toBeLessThanOrEqual(80)
    expect(row?.length).toBeLessThanOrEqual(80)
  })
})
