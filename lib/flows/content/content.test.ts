import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson, someClient } from '@/e2e/support/somebody'
import { readerOf } from '@/lib/content/as-reader'
import { editContent, listAllContent, listHistory } from '@/lib/content/edit-content'
import { findContent } from '@/lib/content/find-content'
import type { ContentKind, ItemPlan, ListState } from '@/lib/content/schema'
import { reveal } from '@/lib/core/prisma'
import { failure } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { changeContent } from './change-content'

const database = testDatabase()
let here: Organisation
let editor: string
let member: string

beforeEach(async () => {
  const { deps } = database
  here = await newOrganisation(deps)
  editor = await newPerson(deps, here, { username: 'editor' })
  member = await newPerson(deps, here, { username: 'member' })
  await reveal(deps.db).roleGrant.create({ data: { organisationId: here.id, personId: editor, role: 'editor' } })
})

const by = (actorId = editor, organisation = here) => changeContent(database.deps, organisation, { actorId, client: someClient() })
const value = <Value>(result: { ok: true; value: Value } | { ok: false; failure: string }): NonNullable<Value> => {
  if (!result.ok || result.value === null) throw new Error(result.ok ? 'nothing was done' : result.failure)
  return result.value as NonNullable<Value>
}
const make = async (title: string, kind: ContentKind = 'page') => value(await by().make({ kind, language: 'sv', title })).id
const edited = async (id: string) => {
  const found = await editContent(database.deps, here.id, id)
  if (!found) throw new Error('gone')
  return found
}
const which = async (id: string) => ({ id, version: (await edited(id)).item.version })
const text = (title: string, body = '') => ({ title, summary: '', keywords: '', body })
const write = async (id: string, language: string, title: string, sourceRevision: number | null = null) =>
  by().write(await which(id), { language, written: text(title, `Om ${title}`), sourceRevision })
const plan = async (id: string, more: Partial<ItemPlan>) => by().plan(await which(id), { ...(await edited(id)).item, ...more })
const told = async () =>
  (await reveal(database.deps.db).auditEvent.findMany({ where: { organisationId: here.id }, orderBy: { id: 'asc' } })).map(
    ({ act, actorId, subjectId, details }) => ({ act, isEditor: actorId === editor, subjectId, details }),
  )

test('every act of an editor leaves a row that names the item and none of its text; what changed nothing leaves none', async () => {
  const id = await make('Hemlig rubrik')
  value(await write(id, 'sv', 'Hemlig rubrik två'))
  expect(await write(id, 'sv', 'Hemlig rubrik två')).toEqual({ ok: true, value: null })
  value(await plan(id, { slug: 'flyttad' }))
  for (const step of ['review', 'draft', 'publish', 'hide'] as const) {
    database.clock.forward(1)
    value(await by().move(await which(id), step))
  }
  database.clock.forward(1)
  value(await by().restore(await which(id), 1))
  database.clock.forward(1)
  expect(await by().remove(await which(id), ' ')).toEqual(failure('desk.noReason'))
  value(await by().remove(await which(id), 'Gäller inte längre'))
  const rows = await told()
  expect(rows.map(({ act }) => act).sort()).toEqual(
    [
      'content.made',
      'content.saved',
      'content.planned',
      'content.sent-to-review',
      'content.sent-back',
      'content.published',
      'content.hidden',
      'content.restored',
      'content.removed',
    ].sort(),
  )
  for (const row of rows) expect(row).toMatchObject({ isEditor: true, subjectId: null, details: { contentId: id } })
  expect(JSON.stringify(rows)).not.toContain('rubrik två')
})

test('nobody but an editor or an administrator changes anything, nor an editor of another organisation', async () => {
  const { deps } = database
  const id = await make('Stadgar')
  const elsewhere = await newOrganisation(deps)
  const stranger = await newPerson(deps, elsewhere, { username: 'editor' })
  await reveal(deps.db).roleGrant.create({ data: { organisationId: elsewhere.id, personId: stranger, role: 'editor' } })
  const at = await which(id)
  for (const actor of [member, stranger]) {
    const no = failure('content.notForEditors')
    expect(await by(actor).make({ kind: 'page', language: 'sv', title: 'x' })).toEqual(no)
    expect(await by(actor).write(at, { language: 'sv', written: text('x'), sourceRevision: null })).toEqual(no)
    expect(await by(actor).plan(at, (await edited(id)).item)).toEqual(no)
    expect(await by(actor).move(at, 'publish')).toEqual(no)
    expect(await by(actor).restore(at, 1)).toEqual(no)
    expect(await by(actor).remove(at, 'x')).toEqual(no)
  }
  const there = by(stranger, elsewhere)
  const gone = failure('content.isGone')
  expect(await there.write(at, { language: 'sv', written: text('x'), sourceRevision: null })).toEqual(gone)
  expect(await there.move(at, 'publish')).toEqual(gone)
  expect(await there.restore(at, 1)).toEqual(gone)
  expect(await there.remove(at, 'x')).toEqual(gone)
  expect(await edited(id)).toMatchObject({ item: { version: at.version }, latest: [{ title: 'Stadgar' }] })
})

test('the second of two editors who change the same is told, and nothing of theirs overwrites', async () => {
  const id = await make('Avgift')
  const seen = await which(id)
  value(await write(id, 'sv', 'Avgiften i år'))
  const meanwhile = failure('content.changedMeanwhile')
  expect(await by().write(seen, { language: 'sv', written: text('Gammal'), sourceRevision: null })).toEqual(meanwhile)
  expect(await by().move(seen, 'publish')).toEqual(meanwhile)
  expect(await by().plan(seen, (await edited(id)).item)).toEqual(meanwhile)
  expect(await by().remove(seen, 'x')).toEqual(meanwhile)
  expect((await edited(id)).latest).toMatchObject([{ title: 'Avgiften i år' }])
})

describe('for whom', () => {
  test('only groups of the organisation, at least one; only help is public; the owner may edit', async () => {
    const { deps } = database
    const elsewhere = await newOrganisation(deps)
    const group = async (organisation: Organisation) =>
      (await reveal(deps.db).group.create({ data: { organisationId: organisation.id, name: 'styrelsen' } })).id
    const [ours, theirs] = [await group(here), await group(elsewhere)]
    const [page, help] = [await make('Sida'), await make('Hjälp', 'help')]
    const groups = (...audienceGroups: string[]) => plan(page, { audience: 'groups', audienceGroups })
    expect(await groups()).toEqual(failure('content.noGroups'))
    expect(await groups(theirs)).toEqual(failure('content.noGroups'))
    expect(await groups(ours, theirs)).toEqual(failure('content.noGroups'))
    value(await groups(ours))
    expect(await plan(page, { audience: 'public', audienceGroups: [] })).toEqual(failure('content.isGone'))
    value(await plan(help, { audience: 'public' }))
    expect(await plan(page, { ownerId: member })).toEqual(failure('content.badOwner'))
    value(await plan(page, { ownerId: editor }))
  })

  test('a text goes to the group alone when it is published, and what is written afterwards when it is published again', async () => {
    const { deps } = database
    const { id: groupId } = await reveal(deps.db).group.create({ data: { organisationId: here.id, name: 'styrelsen' } })
    const insider = await newPerson(deps, here, { username: 'insider' })
    await reveal(deps.db).groupMember.create({ data: { organisationId: here.id, groupId, personId: insider } })
    const id = await make('Protokoll')
    const read = (personId: string) => findContent(deps, here.id, readerOf({ personId }), { kind: 'page', slug: 'protokoll', languages: ['sv'] })
    value(await plan(id, { audience: 'groups', audienceGroups: [groupId] }))
    expect(await read(insider)).toBeNull()
    value(await by().move(await which(id), 'publish'))
    expect(await read(insider)).toMatchObject({ text: { title: 'Protokoll' } })
    expect(await read(member)).toBeNull()
    value(await write(id, 'sv', 'Protokoll, rättat'))
    expect(await read(insider)).toMatchObject({ text: { title: 'Protokoll' } })
    value(await by().move(await which(id), 'publish'))
    expect(await read(insider)).toMatchObject({ text: { title: 'Protokoll, rättat' } })
  })
})

test('the list finds by kind, state, language and words, what is past its review, and translations that are stale', async () => {
  const { deps, clock } = database
  const titles = async (more: { kind?: ContentKind; state?: ListState; language?: string; words?: string }) => {
    const asked = { kind: null, state: null, language: null, words: '', ...more }
    return (await listAllContent(deps, here.id, { ...asked, languages: ['sv', 'fi'], today: '2026-11-29', after: null, count: 9 }))
      .map(({ title }) => title)
      .sort()
  }
  const [old, news, both] = [await make('Gammal'), await make('Nytt', 'news'), await make('Båda')]
  value(await plan(old, { reviewBy: new Date('2026-11-28T00:00:00Z'), expireAt: clock.at }))
  value(await plan(news, { reviewBy: new Date('2026-11-29T00:00:00Z') }))
  value(await by().move(await which(news), 'review'))
  value(await write(both, 'fi', 'Molemmat', 1))
  expect(await titles({ state: 'stale' })).toEqual([])
  value(await write(both, 'sv', 'Båda två'))
  expect(await titles({ state: 'stale' })).toEqual(['Båda två'])
  expect(await titles({ state: 'overdue' })).toEqual(['Gammal'])
  expect(await titles({ state: 'expired' })).toEqual(['Gammal'])
  expect(await titles({ state: 'review' })).toEqual(['Nytt'])
  expect(await titles({ kind: 'news' })).toEqual(['Nytt'])
  expect(await titles({ language: 'fi' })).toEqual(['Båda två'])
  expect(await titles({ words: 'molem' })).toEqual(['Båda två'])
  expect(await titles({ words: '%' })).toEqual([])
  value(await write(both, 'fi', ''))
  expect(await titles({ language: 'fi' })).toEqual([])
  expect(await titles({ state: 'stale' })).toEqual([])
})

test('an older text comes back as the next draft, while readers keep what they have', async () => {
  const id = await make('Första')
  value(await by().move(await which(id), 'publish'))
  value(await write(id, 'sv', 'Andra'))
  value(await by().restore(await which(id), 1))
  const { item, latest, shown } = await edited(id)
  expect([item.state, item.isLive, latest[0]?.title, latest[0]?.number, shown[0]?.revision]).toEqual(['draft', true, 'Första', 3, 1])
  expect(await by().restore(await which(id), 3)).toEqual({ ok: true, value: null })
  expect(await by().restore(await which(id), 99)).toEqual(failure('content.isGone'))
  const history = await listHistory(database.deps, here.id, { id, language: 'sv', before: 99, count: 9 })
  expect(history.map(({ number, savedBy }) => [number, savedBy === editor])).toEqual([
    [3, true],
    [2, true],
    [1, true],
  ])
})

test('a picture says what it shows, a file is an editor’s to add, and what is refused or taken away leaves no bytes behind', async () => {
  const { deps } = database
  const id = await make('Med bild')
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const kept = async () => reveal(deps.db).file.count({ where: { organisationId: here.id } })
  const picture = { id, name: 'karta.png', alt: '', bytes: png }
  expect(await by().addFile(picture)).toEqual(failure('files.noAlt'))
  expect(await by().addFile({ ...picture, name: '../karta.png', alt: 'En karta' })).toEqual(failure('files.badName'))
  expect(await by(member).addFile({ ...picture, alt: 'En karta' })).toEqual(failure('content.notForEditors'))
  expect(await by().addFile({ ...picture, id: member, alt: 'En karta' })).toEqual(failure('content.isGone'))
  expect(await kept()).toBe(0)
  const { id: file } = value(await by().addFile({ ...picture, alt: ' En karta ' }))
  expect((await edited(id)).files).toMatchObject([{ id: file, alt: 'En karta', name: 'karta.png', type: 'image/png', width: 9, height: 9 }])
  const elsewhere = await newOrganisation(deps)
  const stranger = await newPerson(deps, elsewhere, { username: 'editor' })
  await reveal(deps.db).roleGrant.create({ data: { organisationId: elsewhere.id, personId: stranger, role: 'editor' } })
  expect(await by(stranger, elsewhere).removeFile(file)).toEqual(failure('content.isGone'))
  expect(await kept()).toBe(1)
  value(await by().removeFile(file))
  expect(await kept()).toBe(0)
  expect((await told()).map(({ act }) => act).sort()).toEqual(['content.file-added', 'content.file-removed', 'content.made'])
})
