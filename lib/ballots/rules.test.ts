import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countQuestion, isChoice, isQuorate } from './rules'
import type { Choice, Question } from './schema'

const question = (changes: Partial<Question>, options = 3): Question => ({
  kind: 'one',
  text: {},
  options: Array.from({ length: options }, () => ({ text: {} })),
  most: 1,
  seats: 1,
  majority: 'most',
  ...changes,
})
const times = (count: number, ...choice: Choice): Choice[] => Array.from({ length: count }, () => choice)
const lots = [0, 1, 2, 3, 4, 5]

test('a choice names options that there are, each once, and no more than the question allows', () => {
  const several = question({ kind: 'several', most: 2 })
  for (const choice of [[], [0], [0, 2]]) expect(isChoice(several, choice)).toBe(true)
  for (const choice of [[3], [0, 0], [2, 0], [0, 1, 2]]) expect(isChoice(several, choice)).toBe(false)
  expect(isChoice(question({ kind: 'ranked', most: 3 }), [2, 0])).toBe(true)
  expect(isChoice(question({}), [0, 1])).toBe(false)
})

describe('counting', () => {
  test.each([
    ['most', 5, 4, [0]],
    ['most', 4, 4, []],
    ['half', 5, 5, [1]],
    ['half', 6, 5, [0]],
    ['two-thirds', 6, 3, [0]],
    ['two-thirds', 5, 3, [1]],
  ] as const)('yes or no by the rule "%s": %d against %d gives %j; blank ones don’t count', (majority, yes, no, winners) => {
    const count = countQuestion(question({ kind: 'yes-no', majority }, 2), [...times(yes, 0), ...times(no, 1), ...times(9)], lots)
    expect(count).toMatchObject({ winners, votes: [yes, no], blank: 9, ballots: yes + no + 9 })
    expect(count.tied).toEqual(winners.length === 0 ? [0, 1] : [])
  })

  test('the option with most votes wins, and none where two have as many', () => {
    expect(countQuestion(question({}), [...times(3, 1), ...times(2, 0)], lots)).toMatchObject({ winners: [1], tied: [] })
    expect(countQuestion(question({}), [...times(2, 1), ...times(2, 0)], lots)).toMatchObject({ winners: [], tied: [0, 1] })
    expect(countQuestion(question({ majority: 'half' }), [...times(2, 1), ...times(1, 0), ...times(1, 2)], lots)).toMatchObject({ winners: [], tied: [] })
    expect(countQuestion(question({}), times(4), lots)).toMatchObject({ winners: [], tied: [], blank: 4 })
  })

  test('several seats go to the options with most votes; a tie at the last seat leaves that one open', () => {
    const board = question({ kind: 'several', most: 3, seats: 2 }, 4)
    expect(countQuestion(board, [...times(3, 0, 1, 2), ...times(2, 1, 2), ...times(1, 2, 3)], lots)).toMatchObject({ votes: [3, 5, 6, 1], winners: [2, 1] })
    expect(countQuestion(board, [...times(3, 0), ...times(2, 1), ...times(2, 2)], lots)).toMatchObject({ winners: [0], tied: [1, 2] })
    expect(countQuestion({ ...board, majority: 'half' }, [...times(3, 0), ...times(2, 1)], lots)).toMatchObject({ winners: [0], tied: [] })
  })

  test('ranked for one seat: the last is left out until somebody has more than half', () => {
    const who = question({ kind: 'ranked', most: 3 })
    const count = countQuestion(who, [...times(8, 0), ...times(7, 1), ...times(6, 2, 1)], lots)
    expect(count.winners).toEqual([1])
    expect(count.votes).toEqual([8, 7, 6])
    expect(count.stages.map(({ excluded, votes }) => [excluded, ...votes.map((vote) => vote / 100_000)])).toEqual([
      [null, 8, 7, 6],
      [2, 8, 13, 0],
    ])
  })

  test('ranked for several seats: a surplus goes on at a fraction, cut after five places', () => {
    // quota floor(10 / 3) + 1 = 4; the surplus 3 of 7 goes on at 3/7 = 0.42857 each
    const count = countQuestion(
      question({ kind: 'ranked', most: 3, seats: 2 }, 4),
      [...times(5, 0, 1), ...times(2, 0, 2), ...times(2, 3), ...times(1, 2)],
      lots,
    )
    expect(count.stages[1]?.votes).toEqual([400_000, 214_285, 185_714, 200_000])
    expect(count.stages[2]).toMatchObject({ excluded: 2, votes: [400_000, 214_285, 0, 200_000] })
    expect(count.winners).toEqual([0, 1])
  })

  test('a tie among ranked options is broken by an earlier stage, and only else by the lot', () => {
    const who = question({ kind: 'ranked', most: 3 })
    expect(countQuestion(who, [...times(2, 0), ...times(2, 1)], [0, 1, 2]).winners).toEqual([0])
    expect(countQuestion(who, [...times(2, 0), ...times(2, 1)], [1, 0, 2]).winners).toEqual([1])
    const earlier = [...times(3, 0), ...times(2, 1), ...times(1, 2, 1)]
    for (const lot of [
      [0, 1, 2],
      [2, 1, 0],
    ])
      expect(countQuestion(who, earlier, lot).winners).toEqual([0])
  })

  test('whatever is ranked: no vote is made, all seats are filled, and whoever more than half put first wins the one seat', () => {
    const ballots = fc.array(fc.shuffledSubarray([0, 1, 2, 3, 4]), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(ballots, fc.integer({ min: 1, max: 5 }), fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (choices, seats, lot) => {
        const given = choices.filter(({ length }) => length > 0)
        const { stages, winners, votes } = countQuestion(question({ kind: 'ranked', most: 5, seats }, 5), choices, lot)
        for (const stage of stages) expect(stage.votes.reduce((sum, vote) => sum + vote, 0)).toBeLessThanOrEqual(given.length * 100_000)
        expect(winners.length).toBe(given.length > 0 ? seats : 0)
        expect(new Set(winners).size).toBe(winners.length)
        const first = votes.findIndex((vote) => vote * 2 > given.length)
        if (first >= 0) expect(winners[0]).toBe(first)
      }),
    )
  })
})

test('a quorum is reached at its percentage, not below', () => {
  expect(isQuorate({ eligible: 200, quorum: 20 }, 40)).toBe(true)
  expect(isQuorate({ eligible: 200, quorum: 20 }, 39)).toBe(false)
  expect(isQuorate({ eligible: 200, quorum: 0 }, 0)).toBe(true)
})
