import { expect, test } from 'vitest'
import { findProblem, findShortage, inWords, lacksThird, phaseOf, readAnswer, remindsAt } from './rules'

const at = (text: string) => new Date(`2026-12-${text}Z`)
const times = { opensAt: at('01T08:00'), closesAt: at('05T08:00') }

test.each([
  ['01T07:59', 'announced'],
  ['01T08:00', 'open'],
  ['05T07:59', 'open'],
  ['05T08:00', 'closing'],
])('a frozen vote is at %s %s', (now, phase) => {
  expect(phaseOf({ state: 'frozen', ...times }, at(now))).toBe(phase)
  for (const state of ['draft', 'freezing', 'counted'] as const) expect(phaseOf({ state, ...times }, at(now))).toBe(state)
})

test('words come in the wished language, in the next, or in whichever there is', () => {
  expect(inWords({ fi: 'Hei', sv: 'Hej' }, ['sv', 'fi'])).toBe('Hej')
  expect(inWords({ fi: 'Hei', sv: '' }, ['sv', 'fi'])).toBe('Hei')
  expect(inWords({ fi: 'Hei' }, ['en'])).toBe('Hei')
  expect(inWords({}, ['en'])).toBe('')
})

test('a draft is frozen only when all of it is written in the first language and the end is some minutes away', () => {
  const question = {
    kind: 'one' as const,
    text: { sv: 'Vem?' },
    options: [{ text: { sv: 'Bo' } }, { text: { sv: 'Cleo' } }],
    most: 1,
    seats: 1,
    majority: 'most' as const,
  }
  const plan = { title: { sv: 'Val' }, questions: [question], closesAt: times.closesAt, paper: 'none' as const, keys: 'portal' as const, officersKey: null }
  expect(findProblem(plan, 'sv', at('01T08:00'))).toBeNull()
  expect(findProblem(plan, 'fi', at('01T08:00'))).toBe('votes.problem.title')
  expect(findProblem({ ...plan, questions: [] }, 'sv', at('01T08:00'))).toBe('votes.problem.noQuestion')
  expect(findProblem({ ...plan, questions: [{ ...question, options: [{ text: { sv: 'Bo' } }, { text: {} }] }] }, 'sv', at('01T08:00'))).toBe(
    'votes.problem.words',
  )
  expect(findProblem(plan, 'sv', at('05T07:56'))).toBe('votes.problem.end')
  expect(findProblem({ ...plan, keys: 'officers' }, 'sv', at('01T08:00'))).toBe('votes.problem.noKey')
  expect(findProblem({ ...plan, keys: 'officers', paper: 'last' }, 'sv', at('01T08:00'))).toBe('votes.problem.paperKeys')
  expect(findProblem({ ...plan, keys: 'officers', officersKey: 'key' }, 'sv', at('01T08:00'))).toBeNull()
})

test('paper needs two who may run votes and should have a third, officers’ keys need three', () => {
  const screen = { paper: 'none', keys: 'portal' } as const
  const paper = { paper: 'last', keys: 'portal' } as const
  const keys = { paper: 'none', keys: 'officers' } as const
  expect([0, 1].map((officers) => findShortage(screen, officers))).toEqual([null, null])
  expect([1, 2].map((officers) => findShortage(paper, officers))).toEqual(['votes.problem.paperReaders', null])
  expect([2, 3].map((officers) => findShortage(keys, officers))).toEqual(['votes.problem.keyHolders', null])
  expect([1, 2, 3].map((officers) => lacksThird(paper, officers))).toEqual([false, true, false])
  expect(lacksThird(screen, 2)).toBe(false)
})

test('the reminder goes a day before the end, and not in a vote of less than two days', () => {
  expect(remindsAt(times)).toEqual(at('04T08:00'))
  expect(remindsAt({ opensAt: at('03T08:01'), closesAt: times.closesAt })).toBeNull()
})

test('nothing at all is no blank ballot, places are read in their order, and too many or one place twice is told', () => {
  const one = { kind: 'one' as const, most: 1 }
  const several = { kind: 'several' as const, most: 2 }
  const ranked = { kind: 'ranked' as const, most: 3 }
  expect(readAnswer(one, [], [])).toBe('votes.answer.missing')
  expect(readAnswer(one, ['2'], [])).toEqual([2])
  expect(readAnswer(one, ['blank'], [])).toEqual([])
  expect(readAnswer(several, ['10', '2'], [])).toEqual([2, 10])
  expect(readAnswer(several, ['0', '1', '2'], [])).toBe('votes.answer.many')
  expect(readAnswer(ranked, [], ['3', '', '1'])).toEqual([2, 0])
  expect(readAnswer(ranked, [], ['1', '1', ''])).toBe('votes.answer.ranks')
  expect(readAnswer(ranked, [], ['', '', ''])).toBe('votes.answer.missing')
})
