import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, test as pure } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { asReader, readerOf, stranger, wholeReader } from '../as-reader'
import { makeContent, moveContent, noPlan, removeContent, savePlan, saveText } from '../change-content'
import { editContent } from '../edit-content'
import { type Audience, audiences, type ContentKind, contentKinds, type Reader } from '../schema'
import { tidySearch } from './index-content'
import { answersIn, beginningOf, plainText, splitSections, variantsOf } from './rules'
import type { Hit } from './schema'
import { searchContent } from './search-content'

const test = testDatabase()
const here = randomUUID()
const elsewhere = randomUUID()
const [branch, board]: [string, string] = [randomUUID(), randomUUID()]
let [member, inBranch, foreigner] = ['', '', '']
const value = <Value>(result: { ok: true; value: Value } | { ok: false; failure: string }): Value => {
  if (!result.ok) throw new Error(result.failure)
  return result.value
}
const which = async (id: string) => {
  const edited = await editContent(test.deps, here, id)
  return { id, version: edited?.item.version ?? 0 }
}
type Plan = { kind?: ContentKind; audience?: Audience; audienceGroups?: string[]; language?: string; keywords?: string }
async function publish(title: string, body: string, { kind = 'help', language = 'sv', keywords = '', ...plan }: Plan = {}) {
  const written = { title, summary: '', keywords, body }
  const made = value(await makeContent(test.deps, here, { kind, language, written, plan: { href: 'https://example.org/', ...plan }, by: null }))
  value(await moveContent(test.deps, here, await which(made.id), 'publish'))
  return made.id
}
const ask = (reader: Reader, question: string, organisationId: string = here) =>
  searchContent(test.deps, organisationId, reader, { question, languages: ['sv', 'en'], synonyms: ['a-kassa = arbetslöshetskassa'], count: 50 })
const headings = async (reader: Reader, question: string) => (await ask(reader, question)).map(({ heading }) => heading)

beforeAll(async () => {
  for (const [at, id] of [here, elsewhere].entries()) await reveal(test.deps.db).organisation.create({ data: { id, slug: `ort${at}`, settings: {} } })
  for (const id of [branch, board]) await reveal(test.deps.db).group.create({ data: { organisationId: here, id, name: id } })
  const person = async (organisationId: string) => (await reveal(test.deps.db).person.create({ data: { organisationId } })).id
  ;[member, inBranch, foreigner] = [await person(here), await person(here), await person(elsewhere)]
  await reveal(test.deps.db).groupMember.create({ data: { organisationId: here, groupId: branch, personId: inBranch } })
  await publish('Pengar', '## Hur stor är medlemsavgiften?\n\nEn procent av lönen.\n\n## Årsmöteshandlingar\n\nDe kommer i mars.', { audience: 'public' })
  await publish('Semester', '## Hur många dagar har jag?\n\nTjugofem.\n\n## Om jag blir sjuk på semestern\n\nRing chefen samma dag.')
  await publish('Arbetslöshetskassan', 'Sök medlemskap hos dem.')
  await publish('Parking', '## Where can I park?\n\nBehind the house.', { language: 'en' })
})

describe('search finds', () => {
  it.each([
    ['hur stor är avgiften', 'Hur stor är medlemsavgiften?', 'a part of a compound'],
    ['medlemsavgfiten', 'Hur stor är medlemsavgiften?', 'a misspelling'],
    ['medlems avgift', 'Hur stor är medlemsavgiften?', 'a compound written as two words'],
    ['årsmöte handling', 'Årsmöteshandlingar', 'two parts of one word'],
    ['semesterdagar', 'Hur många dagar har jag?', 'the parts of what was asked as one'],
    ['A-KASSA', 'Arbetslöshetskassan', 'a synonym of the organisation'],
    ['where to park', 'Where can I park?', 'another language of the organisation'],
  ])('%s: %s (%s)', async (question, heading) => {
    expect((await headings(readerOf({ personId: member }), question)).slice(0, 2)).toContain(heading)
  })

  it('nothing where nothing is asked, and nothing that breaks', async () => {
    for (const question of [
      '',
      '   ',
      '%_\\',
      "');--",
      '\u0000',
      'å'.repeat(5_000),
      'ord '.repeat(2_500),
      '🙂',
      '\u202eavgift\u200f',
      '\ud800',
      'a\u0000b',
      '& | ! <-> :*',
    ])
      expect(Array.isArray(await ask(stranger, question)), question).toBe(true)
    expect(await headings(stranger, 'och')).toEqual([])
  })

  it('for strangers what has become public, misspelt too, from that moment', async () => {
    const id = await publish('Fjällstugan', 'Nyckeln hänger på kroken.')
    expect(await headings(stranger, 'fjälstugan')).toEqual([])
    value(await savePlan(test.deps, here, await which(id), { ...noPlan, audience: 'public' }))
    expect(await headings(stranger, 'fjälstugan')).toEqual(['Fjällstugan'])
    value(await removeContent(test.deps, here, await which(id)))
  })

  it('for the groups that it is for now, from that moment, and for nobody else where its words were open to all', async () => {
    const id = await publish('Segelbåten', 'Nyckeln ligger i lådan.', { audience: 'groups', audienceGroups: [board] })
    const readers = [stranger, readerOf({ personId: member }), readerOf({ personId: inBranch })]
    const finds = async () => Promise.all(readers.map(async (reader) => (await headings(reader, 'segelbåten')).includes('Segelbåten')))
    expect(await finds()).toEqual([false, false, false])
    value(await savePlan(test.deps, here, await which(id), { ...noPlan, audience: 'groups', audienceGroups: [board, branch] }))
    expect(await finds()).toEqual([false, false, true])
    const gates = () =>
      asReader(test.deps, here, wholeReader, ({ db }) => reveal(db).contentTerm.findMany({ where: { contentId: id }, select: { gate: true } }))
    const [ours] = await gates()
    await asReader(test.deps, here, wholeReader, ({ db }) => reveal(db).contentTerm.updateMany({ where: { contentId: id }, data: { gate: -1n } }))
    expect(await finds()).toEqual([false, false, true])
    await tidySearch(test.deps, here)
    for (const { gate } of await gates()) expect(gate).toBe(ours?.gate)
    value(await removeContent(test.deps, here, await which(id)))
  })

  it('what a section says of each word that was asked, however many places say more of one of them', async () => {
    await publish('Protokoll', Array.from({ length: 80 }, (_, at) => `## Möte ${at + 1}\n\nMötet om mötena.`).join('\n\n'))
    await publish('Lokalen', '## Ramp vid dörren\n\nTill vårt möte kommer du in med rullstol.')
    expect((await ask(readerOf({ personId: member }), 'möte rullstol'))[0]).toMatchObject({ heading: 'Ramp vid dörren', coverage: 1 })
  })

  it('the text that readers are shown: the last published one, and none that was taken away', async () => {
    const reader = readerOf({ personId: member })
    const id = await publish('Cykelrum', 'Det ligger i källaren.')
    value(
      await saveText(test.deps, here, await which(id), {
        language: 'sv',
        written: { title: 'Velociped', summary: '', keywords: '', body: 'x' },
        sourceRevision: null,
        by: null,
      }),
    )
    expect([await headings(reader, 'cykelrum'), await headings(reader, 'velociped')]).toEqual([['Cykelrum'], []])
    value(await moveContent(test.deps, here, await which(id), 'publish'))
    expect([await headings(reader, 'cykelrum'), await headings(reader, 'velociped')]).toEqual([[], ['Velociped']])
    value(await removeContent(test.deps, here, await which(id)))
    expect(await headings(reader, 'velociped')).toEqual([])
  })
})

describe.each(
  contentKinds.flatMap((kind) =>
    audiences
      .filter((audience) => audience !== 'public' || kind === 'help')
      .flatMap((audience): [ContentKind, Audience, string[]][] =>
        audience === 'groups'
          ? [
              [kind, audience, [branch]],
              [kind, audience, [board]],
              [kind, audience, []],
            ]
          : [[kind, audience, []]],
      ),
  ),
)('%s for %s %j', (kind, audience, audienceGroups) => {
  it('is found by those it is for alone, and changes nothing of what others find', async () => {
    const secret: string = `hemlig${randomUUID().replaceAll('-', '')}`
    const near = 'avgift medlemsavgift semester'
    const readers: Record<string, [Reader, string]> = {
      stranger: [stranger, here],
      member: [readerOf({ personId: member }), here],
      inBranch: [readerOf({ personId: inBranch }), here],
      foreigner: [readerOf({ personId: foreigner }), elsewhere],
      fromElsewhere: [readerOf({ personId: inBranch }), elsewhere],
      editorElsewhere: [wholeReader, elsewhere],
    }
    async function all(question: string) {
      const found: Record<string, Hit[]> = {}
      for (const [name, [reader, at]] of Object.entries(readers)) found[name] = await ask(reader, question, at)
      return found
    }
    const before = await all(near)
    const id = await publish(`${near} ${secret}`, `${near} ${near} ${secret}`, { kind, audience, audienceGroups })
    const isFor: Record<string, boolean> = {
      stranger: audience === 'public',
      member: audience !== 'groups',
      inBranch: audience !== 'groups' || audienceGroups.includes(branch),
    }
    const after = await all(near)
    for (const question of [secret, secret.slice(0, 20), `${secret}x`, near])
      for (const [name, hits] of Object.entries(await all(question))) {
        const finds = hits.some((hit) => hit.contentId === id)
        if (question === secret || !isFor[name]) expect(finds, `${name}: ${question}`).toBe(isFor[name] ?? false)
      }
    for (const name of Object.keys(readers)) if (!isFor[name]) expect(after[name], name).toEqual(before[name])
    for (const table of ['content_sections', 'content_terms'])
      for (const [name, [reader, at]] of Object.entries(readers)) {
        const rows = await asReader(test.deps, at, reader, ({ db }) =>
          reveal(db).$queryRawUnsafe<unknown[]>(`SELECT 1 FROM ${table} WHERE content_id = '${id}'`),
        )
        expect(rows.length > 0, `${table}: ${name}`).toBe(isFor[name] ?? false)
      }
    await removeContent(test.deps, here, await which(id))
  })
})

it('strangers’ words are those of public help: what leaves it leaves them by the clock, and what is gone goes', async () => {
  const words = async () =>
    new Map((await reveal(test.deps.db).searchWord.findMany({ where: { organisationId: here } })).map(({ word, isPublic }) => [word, isPublic]))
  const id = await publish('Xylofonlektion', 'Om tisdagar.', { audience: 'public' })
  expect((await words()).get('xylofonlektion')).toBe(true)
  const edited = await editContent(test.deps, here, id)
  if (!edited) throw new Error('gone')
  value(await savePlan(test.deps, here, { id, version: edited.item.version }, { ...edited.item, audience: 'members' }))
  expect(await headings(stranger, 'xylofonlektion'), 'at once').toEqual([])
  await tidySearch(test.deps, here)
  expect((await words()).get('xylofonlektion')).toBe(false)
  value(await removeContent(test.deps, here, await which(id)))
  await tidySearch(test.deps, here)
  expect((await words()).has('xylofonlektion')).toBe(false)
  expect((await words()).get('medlemsavgift')).toBe(true)
})

it('by the clock knows what came by other ways', async () => {
  const id = await publish('Kaffemaskinen', 'Tryck på den gröna knappen.')
  await asReader(test.deps, here, wholeReader, ({ db }) =>
    reveal(db).contentText.updateMany({ where: { contentId: id }, data: { title: 'Tekokaren', revision: 9 } }),
  )
  await tidySearch(test.deps, here)
  expect(await headings(readerOf({ personId: member }), 'tekokaren')).toEqual(['Tekokaren'])
})

pure('a text is cut at its headings, and each has an address of its own', () => {
  const text = 'Först.\n\n## Ett\n\nA\n\n### Två **fet** [länk](/x)\nB\n\n## Ett\n\nC\n\n## Tom\n\n```\n# inte\n```\n\n## Sist'
  expect(splitSections('Titel', 'Kort.', text)).toEqual([
    { position: 0, anchor: '', heading: 'Titel', body: 'Kort.\n\nFörst.' },
    { position: 1, anchor: 'ett', heading: 'Ett', body: 'A' },
    { position: 2, anchor: 'tva-fet-lank', heading: 'Två fet länk', body: 'B' },
    { position: 3, anchor: 'ett-3', heading: 'Ett', body: 'C' },
    { position: 4, anchor: 'tom', heading: 'Tom', body: '```\n# inte\n```' },
  ])
  expect(splitSections('Titel', '', '')).toEqual([{ position: 0, anchor: '', heading: 'Titel', body: '' }])
  expect(plainText('Se [Mina uppgifter](/my-details) och ![en karta](/files/x), **fort**')).toBe('Se Mina uppgifter och en karta, fort')
})

pure('a text of one sign over and over is cut in no time, and a sharp at the end of a heading stays', () => {
  expect(splitSections('T', '', '## Programmera i C#\n\na\n\n## Grupp ##\n\nb').map(({ heading }) => heading)).toEqual(['Programmera i C#', 'Grupp'])
  expect(plainText('[Wiki](https://example.org/wiki_(a)) och [b][1]')).toBe('Wiki och b')
  const began = process.cpuUsage().user // other processes' time does not count
  for (const [before, sign, after] of [
    ['# a', ' ', 'b'],
    ['# a', ' #', 'b'],
    ['', '[', ''],
    ['', '[a](', ''],
    ['', '[a][', ''],
    ['', '![a](b', ''],
    ['[a]', ' ', ''],
    ['', '(', ''],
  ] as const)
    for (const { body } of splitSections('T', '', `${before}${sign.repeat(100_000 / sign.length)}${after}`)) plainText(body)
  expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(2_000)
})

pure('a question is read as its words, in pairs, and in the organisation’s own words for the same', () => {
  const texts = (question: string, synonyms: string[] = []) => variantsOf(question, 'sv', synonyms).map(({ word, text }) => `${word} ${text}`)
  expect(texts('Hej, hur stor är medlems avgiften?')).toEqual([
    '0 hur',
    '1 stor',
    '2 är',
    '3 medlems',
    '4 avgiften',
    '0 hurstor',
    '1 storär',
    '2 ärmedlems',
    '3 medlemsavgiften',
  ])
  expect(texts('lokala klubben', ['lokala klubben = avdelningen', ' = x'])).toEqual(['0 lokala', '1 klubben', '0 lokalaklubben', '0 avdelningen'])
  expect(texts('hej')).toEqual(['0 hej'])
  expect(texts('?!')).toEqual([])
})

pure('an answer is a section that has enough of what was asked, and no weak one beside a strong one', () => {
  const hit = (score: number, coverage: number) => ({ score, coverage }) as Parameters<typeof answersIn>[0][number]
  expect(answersIn([])).toEqual([])
  expect(answersIn([hit(20, 1), hit(9, 0.5), hit(5, 0.5), hit(8, 0.1)])).toEqual([hit(20, 1), hit(9, 0.5)])
  expect(answersIn([hit(2, 1)])).toEqual([])
  expect(beginningOf('kort')).toEqual({ text: 'kort', isCut: false })
  expect(beginningOf(`a\n\n${'b'.repeat(10)}\n\n${'c'.repeat(2_000)}`)).toEqual({ text: `a\n\n${'b'.repeat(10)}`, isCut: true })
})
