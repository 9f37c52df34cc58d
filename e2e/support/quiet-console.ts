import { afterEach, beforeEach, expect } from 'vitest'

// A test fails when something complains: silence is a feature.
let complaints: unknown[][] = []
console.error = (...words: unknown[]) => complaints.push(words)

beforeEach(() => {
  complaints = []
})
afterEach(() => {
  expect(complaints, 'console.error was called').toEqual([])
})
