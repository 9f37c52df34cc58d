import { expect, test } from 'vitest'
import { ranking, yesOrNo } from '@/e2e/support/voters'
import { countQuestion } from '@/lib/ballots/rules'
import { speak } from '@/lib/words/speak'
import { sayOutcome } from './say-outcome'

const say = speak('en', {})
const people = ['Åse', 'Per', 'Liv']

test('a count says who won, what is even and that nobody won', () => {
  const one = { ...ranking(3), kind: 'one' as const, most: 1 }
  const told = (choices: number[][]) => sayOutcome(say, one, countQuestion(one, choices, []), people, true)
  expect(told([[2], [2], [0]])).toEqual(['Elected: Liv.'])
  expect(told([[1], [0]])[0]).toContain('Åse and Per')
  expect(told([])).toEqual(['No option had as many votes as are needed.'])
  expect(sayOutcome(say, yesOrNo, countQuestion(yesOrNo, [[0], [0], [1]], []), ['Yes', 'No'], true)).toEqual(['The answer is: Yes.'])
})

test('where too few voted nothing is decided, whatever the numbers are', () => {
  expect(sayOutcome(say, yesOrNo, countQuestion(yesOrNo, [[0]], []), ['Yes', 'No'], false)).toEqual(['Too few voted, so this is not decided.'])
})
