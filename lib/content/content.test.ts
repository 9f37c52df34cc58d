import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { beforeAll, describe, expect, it, test as pure } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { type Deps, inTransaction } from '@/lib/core/db'
import { pieceOf, reveal } from '@/lib/core/prisma'
import { keepFile } from '@/lib/files/keep-file'
import { asReader, readerOf, stranger, visibleContent, wholeReader } from './as-reader'
import { addContentFile, makeContent, moveContent, noPlan, removeContent, removeContentFile, restoreRevision, savePlan, saveText } from './change-content'
import { editContent, findRevision, listAllContent, listHistory } from './edit-content'
import { findContent, findContentFile } from './find-content'
import { listContent } from './list-content'
import { listNotices } from './list-notices'
import { compareTexts, findProblem, isAddress, isStale, readersHave, slugOf } from './rules'
import { type Audience, audiences, type ContentKind, contentKinds, type Reader } from './schema'

const test = testDatabase()
const here = randomUUID()
const elsewhere = randomUUID()
const [branch, board] = [randomUUID(), randomUUID()]
let [member, inBranch, foreigner] = ['', '', '']
const languages = ['sv', 'en']
const written = (title: string, body = `Om ${title}`) => ({ title, summary: `Kort om ${title}`, keywords: '', body })
const value = <Value>(result: { ok: true; value: Value } | { ok: false; failure: string }): Value => {
  if (!result.ok) throw new Error(result.failure)
  return result.value
}
const whole = async (id: string) => {
  const edited = await editContent(test.deps, here, id)
  if (!edited) throw new Error('gone')
  return edited
}
const which = async (id: string) => ({ id, version: (await whole(id)).item.version })
const publish = async (id: string) => value(await moveContent(test.deps, here, await which(id), 'publish'))

beforeAll(async () => {
  for (const [at, id] of [here, elsewhere].entries()) await reveal(test.deps.db).organisation.create({ data: { id, slug: `ort${at}`, settings: {} } })
  for (const id of [branch, board]) await reveal(test.deps.db).group.create({ data: { organisationId: here, id, name: id } })
  const person = async (organisationId: string) => (await reveal(test.deps.db).person.create({ data: { organisationId } })).id
  ;[member, inBranch, foreigner] = [await person(here), await person(here), await person(elsewhere)]
  await reveal(test.deps.db).groupMember.create({ data: { organisationId: here, groupId: branch, personId: inBranch } })
})

async function addPicture(contentId: string): Promise<string> {
  async function* bytes() {
    yield Buffer.from('x')
  }
  const { id: fileId } = await keepFile(test.deps, here, 'bild.png', bytes())
  const file = { contentId, fileId, name: 'bild.png', type: 'image/png', bytes: 1, width: 1, height: 1, alt: '' }
  return value(await addContentFile(test.deps, here, file)).id
}

/** Every kind for every audience that it may have: [kind, audience, group]. */
const everything = contentKinds.flatMap((kind) =>
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
)

describe.each(everything)('%s for %s %j', (kind, audience, audienceGroups) => {
  let [id, slug, fileId] = ['', '', '']
  const secret = `hemlig ${randomUUID()}`
  beforeAll(async () => {
    const plan = { audience, audienceGroups, href: 'https://example.org/' }
    ;({ id, slug } = value(await makeContent(test.deps, here, { kind, language: 'sv', written: written(secret), plan, by: null })))
    const kept = await keepFile(
      test.deps,
      here,
      'bild.png',
      (async function* () {
        yield Buffer.from('x')
      })(),
    )
    const file = { contentId: id, fileId: kept.id, name: 'bild.png', type: 'image/png', bytes: 1, width: 1, height: 1, alt: '' }
    fileId = value(await addContentFile(test.deps, here, file)).id
  })

  /** On every way there is: by address, by list, by file, and by whatever somebody may ask of the tables. */
  async function sees(organisationId: string, reader: Reader): Promise<boolean> {
    const found = await findContent(test.deps, organisationId, reader, { kind, slug, languages })
    const listed = await listContent(test.deps, organisationId, reader, { kind, languages, after: null, count: 1_000 })
    const file = await findContentFile(test.deps, organisationId, reader, fileId)
    const noticed = await listNotices(test.deps, organisationId, reader, languages)
    if (kind === 'notice') expect(noticed.some(({ title }) => title === secret)).toBe(found !== null)
    else expect(noticed).toEqual([])
    const rows = await asReader(test.deps, organisationId, reader, async ({ db }) => [
      await reveal(db).contentItem.count({ where: { id } }),
      await reveal(db).contentText.count({ where: { contentId: id } }),
      await reveal(db).contentFile.count({ where: { contentId: id } }),
      (await reveal(db).$queryRaw<unknown[]>`SELECT 1 FROM content_items i WHERE i.id = ${id}::uuid AND ${pieceOf(visibleContent())}`).length,
    ])
    const ways = [found !== null, listed.some((line) => line.id === id), file !== null, ...rows.map((count) => count > 0)]
    expect(new Set(ways).size, `the ways agree: ${ways}`).toBe(1)
    return ways[0] === true
  }
  const isFor = {
    stranger: audience === 'public',
    member: audience !== 'groups',
    inBranch: audience !== 'groups' || audienceGroups.includes(branch),
  }
  const all = async () => ({
    stranger: await sees(here, stranger),
    member: await sees(here, readerOf({ personId: member })),
    inBranch: await sees(here, readerOf({ personId: inBranch })),
    foreigner: (await sees(elsewhere, readerOf({ personId: foreigner }))) || (await sees(elsewhere, readerOf({ personId: inBranch }))),
    editorElsewhere: await sees(elsewhere, wholeReader),
  })
  const nobody = { stranger: false, member: false, inBranch: false, foreigner: false, editorElsewhere: false }

  it('is seen by those it is for, from its date until its end, on every way, and by nobody else', async () => {
    const drafted = await asReader(test.deps, here, readerOf({ personId: inBranch }), ({ db }) => reveal(db).contentItem.count({ where: { id } }))
    expect(drafted, 'a draft').toBe(0)
    const at = test.clock.at.getTime()
    const { item } = await whole(id)
    value(await savePlan(test.deps, here, await which(id), { ...item, publishAt: new Date(at + 60_000), expireAt: new Date(at + 120_000) }))
    await publish(id)
    expect(await all(), 'before its date').toEqual(nobody)
    test.clock.forward(60_000)
    expect(await all(), 'at its date').toEqual({ ...nobody, ...isFor })
    test.clock.forward(60_000)
    expect(await all(), 'at its end').toEqual(nobody)
    value(await savePlan(test.deps, here, await which(id), { ...item, publishAt: new Date(at), expireAt: null }))
    expect(await sees(here, wholeReader), 'an editor').toBe(true)
    expect(await removeContentFile(test.deps, elsewhere, fileId)).toEqual({ ok: false, failure: 'content.isGone' })
    value(await removeContentFile(test.deps, here, fileId))
    expect(await findContentFile(test.deps, here, wholeReader, fileId)).toBeNull()
    value(await moveContent(test.deps, here, await which(id), 'hide'))
    expect(await asReader(test.deps, here, readerOf({ personId: inBranch }), ({ db }) => reveal(db).contentItem.count({ where: { id } })), 'hidden').toBe(0)
  })
})

describe('row level security', () => {
  const tables = ['content_items', 'content_texts', 'content_revisions', 'content_redirects', 'content_files']
  const count = async ({ db }: Deps, table: string) => Number((await reveal(db).$queryRawUnsafe<{ n: bigint }[]>(`SELECT count(*) AS n FROM ${table}`))[0]?.n)

  it('is forced on every table of content, and shows a stranger no row of what is not public', async () => {
    const { id } = value(await makeContent(test.deps, here, { kind: 'page', language: 'sv', written: written('Bara för oss'), by: null }))
    value(await savePlan(test.deps, here, await which(id), { ...(await whole(id)).item, slug: 'flyttad' }))
    await publish(id)
    await addPicture(id)
    for (const table of tables) {
      expect(await asReader(test.deps, here, wholeReader, (deps) => count(deps, table)), table).toBeGreaterThan(0)
      const rows = await asReader(test.deps, here, stranger, async ({ db }) =>
        Number((await reveal(db).$queryRawUnsafe<{ n: bigint }[]>(`SELECT count(*) AS n FROM ${table} WHERE to_jsonb(${table})::text LIKE '%${id}%'`))[0]?.n),
      )
      expect(rows, table).toBe(0)
    }
    const forced = await reveal(test.deps.db).$queryRaw<{ name: string }[]>`
      SELECT relname AS name FROM pg_class WHERE relname LIKE 'content\\_%' AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)`
    expect(forced).toEqual([])
  })

  it('lets no reader write, whatever their statement says', async () => {
    const { id } = value(await makeContent(test.deps, here, { kind: 'page', language: 'sv', written: written('Rörs inte'), by: null }))
    await publish(id)
    for (const reader of [stranger, readerOf({ personId: member })]) {
      expect(await asReader(test.deps, here, reader, ({ db }) => reveal(db).$executeRaw`UPDATE content_items SET audience = 'groups'`)).toBe(0)
      expect(await asReader(test.deps, here, reader, ({ db }) => reveal(db).$executeRaw`DELETE FROM content_texts`)).toBe(0)
    }
    expect((await whole(id)).item.audience).toBe('members')
  })

  it('holds for the owner of the tables too, who is no superuser, and lets go when the transaction ends', async () => {
    const role = `owner_${randomUUID().slice(0, 8)}`
    const client = new pg.Client({ connectionString: test.url })
    await client.connect()
    try {
      await client.query(`BEGIN; CREATE ROLE ${role} NOLOGIN`)
      for (const table of tables) await client.query(`ALTER TABLE ${table} OWNER TO ${role}`)
      await client.query(`SET LOCAL ROLE ${role}`)
      for (const table of tables) expect((await client.query(`SELECT 1 FROM ${table}`)).rowCount, table).toBe(0)
    } finally {
      await client.query('ROLLBACK')
      await client.end()
    }
    const left = await inTransaction(test.deps, async (deps) => {
      await asReader(deps, here, stranger, async () => {})
      return reveal(deps.db).$queryRaw`SELECT current_user = session_user AS same, current_setting('porten.reads') AS reads`
    })
    expect(left).toEqual([{ same: true, reads: '' }])
  })
})

describe('an editor', () => {
  const make = async (title = 'Avgiften') => value(await makeContent(test.deps, here, { kind: 'page', language: 'sv', written: written(title), by: member })).id
  const read = async (slug: string, wished = languages) =>
    findContent(test.deps, here, readerOf({ personId: member }), { kind: 'page', slug, languages: wished })

  it('works at the next text while readers see the last published one', async () => {
    const id = await make('Lön och ledighet')
    await publish(id)
    value(await saveText(test.deps, here, await which(id), { language: 'sv', written: written('Lön'), sourceRevision: null, by: member }))
    expect(await whole(id)).toMatchObject({ item: { state: 'draft', isLive: true }, latest: [{ title: 'Lön', number: 2 }] })
    expect(await read('lon-och-ledighet')).toMatchObject({ text: { title: 'Lön och ledighet' } })
    await publish(id)
    expect(await read('lon-och-ledighet')).toMatchObject({ text: { title: 'Lön' } })
  })

  it('of two who change the same at once is told, and nothing of the first is lost', async () => {
    const id = await make()
    const same = await which(id)
    const change = (title: string) => saveText(test.deps, here, same, { language: 'sv', written: written(title), sourceRevision: null, by: member })
    const answers = await Promise.all([change('Den ena'), change('Den andra')])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, failure: 'content.changedMeanwhile' })
    expect((await whole(id)).item.revision).toBe(2)
  })

  it('moves a page, and its former address leads there for whoever may read it, and back when it goes back', async () => {
    const id = await make('Gammal adress')
    await publish(id)
    const plan = async (slug: string) => savePlan(test.deps, here, await which(id), { ...(await whole(id)).item, slug })
    value(await plan('ny-adress'))
    expect(await read('gammal-adress')).toEqual({ movedTo: 'ny-adress' })
    const other = await make('En annan')
    expect(await savePlan(test.deps, here, await which(other), { ...noPlan, slug: 'gammal-adress' })).toEqual({ ok: false, failure: 'content.slugTaken' })
    value(await savePlan(test.deps, here, await which(id), { ...(await whole(id)).item, audience: 'groups', audienceGroups: [board] }))
    expect(await read('gammal-adress'), 'no sign of it').toBeNull()
    value(await savePlan(test.deps, here, await which(id), { ...(await whole(id)).item, audience: 'members' }))
    value(await plan('gammal-adress'))
    expect(await read('gammal-adress')).toMatchObject({ item: { id } })
    expect(await read('ny-adress')).toEqual({ movedTo: 'gammal-adress' })
  })

  it('finds every text that was saved, compares, and takes an earlier one back as the next', async () => {
    const id = await make('Första')
    for (const title of ['Andra', 'Tredje'])
      value(await saveText(test.deps, here, await which(id), { language: 'sv', written: written(title), sourceRevision: null, by: member }))
    expect((await listHistory(test.deps, here, { id, language: 'sv', before: 99, count: 9 })).map(({ number, title }) => [number, title])).toEqual([
      [3, 'Tredje'],
      [2, 'Andra'],
      [1, 'Första'],
    ])
    expect(await findRevision(test.deps, here, id, 2)).toMatchObject({ revision: { title: 'Andra' }, before: { title: 'Första' } })
    value(await restoreRevision(test.deps, here, await which(id), 1, member))
    expect((await whole(id)).latest).toMatchObject([{ number: 4, title: 'Första' }])
  })

  it('does not publish without a title, with a picture that says nothing, or a system without an address', async () => {
    const id = await make('Med bild')
    const change = { language: 'sv', written: written('Med bild', '![ ](/files/x)'), sourceRevision: null, by: member }
    value(await saveText(test.deps, here, await which(id), change))
    expect(await moveContent(test.deps, here, await which(id), 'publish')).toEqual({ ok: false, failure: 'content.noAlt' })
    const empty = { ...change, written: written('') }
    expect(await saveText(test.deps, here, await which(id), empty)).toEqual({ ok: false, failure: 'content.noTitle' })
    const system = value(await makeContent(test.deps, here, { kind: 'system', language: 'sv', written: written('Lönen'), by: null }))
    expect(await moveContent(test.deps, here, await which(system.id), 'publish')).toEqual({ ok: false, failure: 'content.noAddress' })
  })

  it('takes a translation away by emptying it, and a reader falls back to the organisation’s language', async () => {
    const id = await make('Två språk')
    value(await saveText(test.deps, here, await which(id), { language: 'en', written: written('Two languages'), sourceRevision: 1, by: member }))
    await publish(id)
    expect(await read('tva-sprak', ['en', 'sv'])).toMatchObject({ text: { language: 'en' }, languages: ['en', 'sv'] })
    value(await saveText(test.deps, here, await which(id), { language: 'en', written: written('', ''), sourceRevision: 1, by: member }))
    await publish(id)
    expect(await read('tva-sprak', ['en', 'sv'])).toMatchObject({ text: { language: 'sv', title: 'Två språk' }, languages: ['sv'] })
  })

  it('lists by kind, state and words, a page after the other, and removes an item with its files', async () => {
    const ids = [await make('Sökt ett'), await make('Sökt två')]
    const list = (after: string | null) =>
      listAllContent(test.deps, here, { kind: 'page', state: 'draft', language: 'sv', words: 'sökt', languages, today: '2026-11-29', after, count: 1 })
    const [first] = await list(null)
    const [second] = await list(first?.id ?? null)
    expect([first?.id, second?.id].sort()).toEqual([...ids].sort())
    expect(await list(second?.id ?? null)).toEqual([])
    for (const id of ids) value(await removeContent(test.deps, here, await which(id)))
    expect(await list(null)).toEqual([])
  })
})

pure('a title becomes an address', () => {
  expect(slugOf('Årsmöte: åäö & ÆØ!')).toBe('arsmote-aao-aeo')
  expect(slugOf('  — ')).toBe('')
  expect(slugOf('x'.repeat(200))).toHaveLength(80)
})

pure('a translation is stale when the text it was made from went on', () => {
  const source = { language: 'sv', revision: 3 }
  expect(isStale({ language: 'en', sourceRevision: 3 }, source)).toBe(false)
  expect(isStale({ language: 'en', sourceRevision: 2 }, source)).toBe(true)
  expect(isStale({ language: 'en', sourceRevision: null }, source)).toBe(true)
  expect(isStale({ language: 'sv', sourceRevision: null }, source)).toBe(false)
  expect(isStale({ language: 'en', sourceRevision: null }, undefined)).toBe(false)
})

pure('what readers have follows the dates', () => {
  const at = (minute: number) => new Date(minute * 60_000)
  const has = (isLive: boolean, publishAt: Date | null, expireAt: Date | null) => readersHave({ isLive, publishAt, expireAt }, at(5))
  expect(has(false, null, null)).toBe('hidden')
  expect(has(true, at(6), null)).toBe('waiting')
  expect(has(true, at(5), at(6))).toBe('live')
  expect(has(true, at(4), at(5))).toBe('expired')
})

pure('an address leads by the web or within the portal, and runs nothing', () => {
  for (const good of ['https://example.org', 'http://x.example/a b'.replace(' ', ''), '/my-details']) expect(isAddress(good), good).toBe(true)
  for (const bad of ['', 'javascript:alert(1)', '//evil.example', '/\\evil.example', 'data:text/html,x', 'https://', 'ftp://x'])
    expect(isAddress(bad), bad).toBe(false)
})

pure('a picture without words is found however it is written', () => {
  const found = (body: string) => findProblem({ kind: 'page', href: '' }, [written('x', body)])
  for (const silent of ['![](/files/a)', '![  ](/files/a)', '![][a]']) expect(found(silent), silent).toBe('content.noAlt')
  expect(found('![En karta](/files/a) [](x)')).toBeNull()
})

pure('differences are told line by line', () => {
  const told = (before: string, after: string) => compareTexts(before, after).map(({ kind, text }) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`)
  expect(told('a\nb\nc\nd', 'a\nx\nc\nd')).toEqual([' a', '-b', '+x', ' c', ' d'])
  expect(told('a', 'a\nb')).toEqual([' a', '+b'])
  expect(told('a\nb\na', 'a')).toEqual([' a', '-b', '-a'])
  expect(told('', '')).toEqual([' '])
  const long = Array.from({ length: 3_000 }, (_, at) => `${at}`)
  expect(compareTexts(long.join('\n'), long.toReversed().join('\n')).length).toBe(6_000)
})
