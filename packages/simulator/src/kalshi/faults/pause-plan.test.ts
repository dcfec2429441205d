import { expect, it } from 'vitest'
import { PausePlan } from './pause-plan.ts'

it('keeps nothing that is over and never began, and what is on until its end was told', () => {
  const plan = new PausePlan()
  for (let hour = 0; hour < 2000; hour += 1) {
    plan.add({ on: 'exchange', fromMs: hour, untilMs: hour + 1 }, hour)
    expect(plan.size).toBe(1)
  }
  expect(plan.due(1999)).toMatchObject([{ isTrading: false }])
  plan.add({ on: 'exchange', fromMs: 3000 }, 2000)
  expect(plan.size).toBe(2)
  expect(plan.due(2000)).toMatchObject([{ isTrading: true }])
  expect(plan.size).toBe(1)
})
