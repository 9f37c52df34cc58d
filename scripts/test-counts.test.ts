import { expect, test } from 'vitest'
import { countsOf, nodeIsTooOld, summary } from './test-counts'

test("both runners' reports are counted", () => {
  expect(countsOf({ numPassedTests: 40, numFailedTests: 2, numFailedTestSuites: 3 })).toEqual({ passed: 40, failed: 2 })
  expect(countsOf({ stats: { expected: 7, unexpected: 1, flaky: 0, skipped: 0 } })).toEqual({ passed: 7, failed: 1 })
})

test('a file that could not be read counts as a failure though it has no tests', () => {
  expect(countsOf({ numPassedTests: 40, numFailedTests: 0, numFailedTestSuites: 1 })).toEqual({ passed: 40, failed: 1 })
})

test('a journey that passed at its second try counts as failed', () => {
  expect(countsOf({ stats: { expected: 7, unexpected: 0, flaky: 2 } })).toEqual({ passed: 7, failed: 2 })
})

test('a report of nobody is no report', () => {
  expect(() => countsOf({})).toThrow()
  expect(() => countsOf(null)).toThrow()
})

test('the last line can be read by a script', () => {
  expect(summary({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed')
})

test.each([
  ['18.20.4', false],
  ['20.18.9', false],
  ['20.19.0', true],
  ['22.0.0', true],
  ['24.1.0', true],
])('Node.js %s is enough: %s', (version, isEnough) => {
  expect(nodeIsTooOld(version) === null).toBe(isEnough)
})
