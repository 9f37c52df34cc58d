import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { messages, newOrganisation, newPerson, someClient } from '@/e2e/support/somebody'
import { asReader, readerOf, stranger, wholeReader } from '@/lib/content/as-reader'
import { makeContent, moveContent } from '@/lib/content/change-content'
import { removeOldQuestions } from '@/lib/content/questions/keep-question'
import { maskQuestion } from '@/lib/content/questions/rules'
import type { Audience } from '@/lib/content/schema'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { askHelp, markAnswer, suggestHelp } from './ask-help'
import { mailHelpReport } from './mail-report'
import { markForm, questionQuery } from './schema'

const database = testDatabase()
let organisation: Organisation
let member: string
beforeEach(async () => {
  const { deps } = database
  organisation = await newOrganisation(deps, { help: { phone: '+46846500400', synonyms: ['pass = lösenord'] } })
  member = await newPerson(deps, organisation)
  await publish('Lösenord', '## Jag har glömt lösenordet\n\nTryck på länken.', 'public')
  await publish('Löner', '## När kommer lönen?\n\nDen tjugofemte.', 'members')
})

async function publish(title: string, body: string, audience: Audience) {
  const made = await makeContent(database.deps, organisation.id, {
    kind: 'help',
    language: 'sv',
    written: { title, summary: '', keywords: '', body },
    plan: { audience },
    by: null,
  })
  if (made.ok) await moveContent(database.deps, organisation.id, { id: made.value.id, version: 2 }, 'publish')
}
const asking = (question: string, reader = readerOf({ personId: member }), client = someClient()) => ({ reader, client, question, languages: ['sv', 'fi'] })
const ask = async (question: string, reader = readerOf({ personId: member }), client = someClient()) => {
  const asked = await askHelp(database.deps, organisation, asking(question, reader, client))
  if (!asked.ok) throw new Error(asked.failure)
  return asked.value
}
const kept = () => reveal(database.deps.db).helpQuestion.findMany({ where: { organisationId: organisation.id }, orderBy: { id: 'asc' } })

test('an answer is the section word for word, with where it stands and since when; or none, and the question is kept either way', async () => {
  const { answers, questionId } = await ask('glömt pass')
  expect(answers).toMatchObject([
    { heading: 'Jag har glömt lösenordet', body: 'Tryck på länken.', slug: 'losenord', anchor: 'jag-har-glomt-losenordet', updatedAt: database.clock.at },
  ])
  expect(await ask('glömt pass')).toMatchObject({ questionId })
  expect((await ask('hur lagar man pannkakor')).answers).toEqual([])
  expect(await kept()).toMatchObject([
    { id: questionId, text: 'glömt pass', language: 'sv', isAnswered: true, asked: 2 },
    { text: 'hur lagar man pannkakor', isAnswered: false, asked: 1 },
  ])
  expect(Object.keys((await kept())[0] ?? {}).sort()).toEqual(['asked', 'day', 'helped', 'id', 'isAnswered', 'language', 'notHelped', 'organisationId', 'text'])
})

test('a stranger is answered from public help alone, in answers, in what else may fit, and while typing', async () => {
  for (const question of ['när kommer lönen', 'glömt lösenordet']) {
    const found = await ask(question, stranger)
    const shown = JSON.stringify([found.answers, found.more, await suggestHelp(database.deps, organisation, asking(question, stranger))])
    expect(shown).not.toContain('tjugofemte')
    expect(shown).not.toContain('Löner')
  }
  expect((await ask('när kommer lönen')).answers).toMatchObject([{ heading: 'När kommer lönen?' }])
  expect(await suggestHelp(database.deps, organisation, asking('när kommer lönen'))).toMatchObject([{ heading: 'När kommer lönen?' }])
})

test('what helped is counted, of the organisation’s own questions; after ninety days a question is forgotten', async () => {
  const { questionId } = await ask('glömt lösenordet')
  const by = { reader: stranger, client: someClient() }
  await markAnswer(database.deps, organisation, by, String(questionId), true)
  await markAnswer(database.deps, organisation, by, String(questionId), false)
  await markAnswer(database.deps, await newOrganisation(database.deps), by, String(questionId), false)
  expect(await kept()).toMatchObject([{ helped: 1, notHelped: 1 }])
  await removeOldQuestions(database.deps, new Date(database.clock.at.getTime() - 24 * 60 * 60_000))
  expect(await kept()).toHaveLength(1)
  await removeOldQuestions(database.deps, new Date(database.clock.at.getTime() + 24 * 60 * 60_000))
  expect(await kept()).toEqual([])
})

test('each week those who write the help are mailed what it had no answer to, what did not help, and what is past its review', async () => {
  const { deps } = database
  await mailHelpReport(deps, organisation)
  expect(await messages(deps, organisation), 'nothing to tell').toEqual([])
  const chief = await newPerson(deps, organisation, { email: 'chief@example.org' })
  await reveal(deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: chief, role: 'administrator' } })
  await ask('hur lagar man pannkakor med 811228-9874')
  const { questionId } = await ask('glömt lösenordet')
  await markAnswer(deps, organisation, { reader: stranger, client: someClient() }, String(questionId), false)
  await asReader(deps, organisation.id, wholeReader, ({ db }) =>
    reveal(db).contentItem.updateMany({ where: { organisationId: organisation.id, slug: 'loner' }, data: { reviewBy: new Date('2026-11-01') } }),
  )
  await mailHelpReport(deps, organisation)
  const [mail] = await messages(deps, organisation)
  expect(mail).toMatchObject({ to: 'chief@example.org', template: 'help-report' })
  for (const line of ['– hur lagar man pannkakor med … (1)', '– glömt lösenordet (1)', '– Löner']) expect(mail?.text).toContain(line)
  const editor = await newPerson(deps, organisation, { email: 'editor@example.org' })
  await reveal(deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: editor, role: 'editor' } })
  await mailHelpReport(deps, organisation)
  expect((await messages(deps, organisation)).map(({ to }) => to)).toEqual(['chief@example.org', 'editor@example.org'])
  database.clock.forward(9 * 24 * 60 * 60_000)
  await asReader(deps, organisation.id, wholeReader, ({ db }) => reveal(db).contentItem.updateMany({ data: { reviewBy: null } }))
  await mailHelpReport(deps, organisation)
  expect(await messages(deps, organisation), 'a week later').toHaveLength(2)
})

test('one place asks so many times, and one person; others go on', async () => {
  const client = someClient({ address: '203.0.113.40' })
  for (let times = 0; times < 60; times++) await ask(`fråga ${times}`, stranger, client)
  expect(await askHelp(database.deps, organisation, asking('en till', stranger, client))).toEqual({ ok: false, failure: 'help.tooMany' })
  expect((await ask('glömt lösenordet', readerOf({ personId: member }), client)).answers).toHaveLength(1)
  expect((await ask('glömt lösenordet', stranger)).answers).toHaveLength(1)
})

test.each([
  ['Jag heter Åsa och har 811228-9874', 'Jag heter Åsa och har …'],
  ['ring 08-465 004 27 snarast', 'ring … snarast'],
  ['+46 70 174 06 05', '…'],
  ['min adress är asa.berg@example.org, svara', 'min adress är …@… svara'],
  ['131052-308T on tunnukseni', '… on tunnukseni'],
  ['kod K7 123456', 'kod K…'],
  ['logga in på https://evil.example.org/go/AbCdEf nu', 'logga in på … nu'],
  ['se www.evil.example och evil.example/in, eller hur och/eller varför', 'se … och … eller hur och/eller varför'],
  ['  två\n\trader  ', 'två rader'],
])('of "%s" is kept "%s"', (asked, text) => {
  expect(maskQuestion(asked)).toBe(text)
})

test('an address with a question that is too long, twice or none at all asks something all the same', () => {
  expect(questionQuery.parse(['a', 'b'])).toBe('a')
  expect(questionQuery.parse(undefined)).toBe('')
  expect(questionQuery.parse('x'.repeat(9_000))).toHaveLength(500)
  expect(questionQuery.parse(' a\u0000b ')).toBe('a b')
  expect(markForm.parse({ question: '', help: 'no' })).toEqual({ question: '', asked: '', help: 'no' })
})
