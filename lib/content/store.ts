import type { Db, Piece } from '@/lib/core/db'
import { asPiece, Prisma, reveal } from '@/lib/core/prisma'
import type { ContentFile, ContentItem, ContentKind, ContentLine, ContentText, EditorLine, ItemPlan, ListState, Reader, Revision } from './schema'

/**
 * Says who reads, until the transaction ends or `stopReading`: the groups of a person as they are now, and, for a user of
 * the database that passes every policy, a role that passes none.
 */
export async function startReading(db: Db, organisationId: string, reader: Reader, at: Date): Promise<void> {
  const personId = reader.reads === 'member' ? reader.personId : null
  await reveal(db).$executeRaw`
    SELECT set_config('porten.organisation', ${organisationId}, true), set_config('porten.reads', ${reader.reads}, true),
      set_config('porten.at', ${at.toISOString()}, true),
      set_config('porten.groups', own.groups::text, true),
      set_config('porten.gate', (CASE WHEN ${personId}::uuid IS NULL THEN 1 ELSE 2 | content_gate('groups', own.groups) END)::text, true),
      set_config('role', CASE WHEN EXISTS (SELECT 1 FROM pg_roles WHERE rolname = session_user AND (rolsuper OR rolbypassrls))
        AND EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'porten_reader') THEN 'porten_reader' ELSE 'none' END, true)
    FROM (SELECT coalesce(array_agg(m.group_id), '{}') AS groups FROM group_members m
      WHERE m.organisation_id = ${organisationId}::uuid AND m.person_id = ${personId}::uuid) own`
}

export async function stopReading(db: Db): Promise<void> {
  await reveal(db).$executeRaw`SELECT set_config('porten.reads', '', true), set_config('role', 'none', true)`
}

const visible = Prisma.sql`(i.organisation_id = (SELECT nullif(current_setting('porten.organisation', true), '')::uuid)
  AND ((SELECT current_setting('porten.reads', true) = 'whole')
    OR content_is_visible(i.is_live, i.publish_at, i.expire_at, i.audience, i.audience_groups,
      (SELECT nullif(current_setting('porten.at', true), '')::timestamptz), (SELECT current_setting('porten.reads', true) = 'member'),
      (SELECT nullif(current_setting('porten.groups', true), '')::uuid[]))))`

/** The rule for a query of another store in which `content_items` is called `i`; inside `asReader` alone. */
export const visiblePiece = (): Piece => asPiece(visible)

const itemColumns = Prisma.sql`i.id, i.kind, i.slug, i.audience, i.audience_groups AS "audienceGroups", i.state, i.is_live AS "isLive", i.publish_at AS "publishAt",
  i.expire_at AS "expireAt", i.owner_id AS "ownerId", i.review_by AS "reviewBy", i.position, i.href, i.mark, i.revision, i.version,
  i.created_at AS "createdAt", i.updated_at AS "updatedAt"`

export type Asked = { kind: ContentKind; languages: readonly string[]; after: string | null; count: number }

/** News by date, newest first; all else in the editors' order. After the item `after`. */
export function listLines(db: Db, organisationId: string, { kind, languages, after, count }: Asked): Promise<ContentLine[]> {
  const [beyond, order] =
    kind === 'news'
      ? [
          Prisma.sql`(i.publish_at, i.id) < (SELECT o.publish_at, o.id FROM content_items o WHERE o.organisation_id = i.organisation_id AND o.id = ${after}::uuid)`,
          Prisma.sql`i.publish_at DESC, i.id DESC`,
        ]
      : [
          Prisma.sql`(i.position, i.slug) > (SELECT o.position, o.slug FROM content_items o WHERE o.organisation_id = i.organisation_id AND o.id = ${after}::uuid)`,
          Prisma.sql`i.position, i.slug`,
        ]
  return reveal(db).$queryRaw<ContentLine[]>`
    SELECT i.id, i.kind, i.slug, i.href, i.mark, i.position, i.publish_at AS "publishAt", t.updated_at AS "updatedAt", t.language, t.title, t.summary
    FROM content_items i CROSS JOIN LATERAL (SELECT t.language, t.title, t.summary, t.updated_at FROM content_texts t
        WHERE t.organisation_id = i.organisation_id AND t.content_id = i.id ORDER BY array_position(${[...languages]}::text[], t.language) LIMIT 1) t
    WHERE i.organisation_id = ${organisationId}::uuid AND i.kind = ${kind} AND ${visible} AND (${after}::uuid IS NULL OR ${beyond})
    ORDER BY ${order} LIMIT ${count}`
}

export async function findItem(db: Db, organisationId: string, where: { id: string } | { kind: ContentKind; slug: string }): Promise<ContentItem | null> {
  const asked = 'id' in where ? Prisma.sql`i.id = ${where.id}::uuid` : Prisma.sql`i.kind = ${where.kind} AND i.slug = ${where.slug}`
  const [found] = await reveal(db).$queryRaw<ContentItem[]>`
    SELECT ${itemColumns} FROM content_items i WHERE i.organisation_id = ${organisationId}::uuid AND ${asked} AND ${visible}`
  return found ?? null
}

/** What is at an address that it had before. */
export async function findMoved(db: Db, organisationId: string, kind: ContentKind, slug: string): Promise<string | null> {
  const [found] = await reveal(db).$queryRaw<{ slug: string }[]>`
    SELECT i.slug FROM content_redirects r JOIN content_items i ON i.organisation_id = r.organisation_id AND i.id = r.content_id
    WHERE r.organisation_id = ${organisationId}::uuid AND r.kind = ${kind} AND r.slug = ${slug} AND ${visible}`
  return found?.slug ?? null
}

/** What readers are shown, in each language. */
export function listTexts(db: Db, organisationId: string, contentId: string): Promise<ContentText[]> {
  return reveal(db).$queryRaw<ContentText[]>`
    SELECT t.language, t.title, t.summary, t.keywords, t.body, t.revision, t.source_revision AS "sourceRevision", t.updated_at AS "updatedAt"
    FROM content_texts t JOIN content_items i ON i.organisation_id = t.organisation_id AND i.id = t.content_id
    WHERE t.organisation_id = ${organisationId}::uuid AND t.content_id = ${contentId}::uuid AND ${visible} ORDER BY t.language`
}

const fileColumns = Prisma.sql`f.id, f.content_id AS "contentId", f.file_id AS "fileId", f.name, f.type, f.bytes, f.width, f.height, f.alt, f.added_at AS "addedAt"`

export function listFiles(db: Db, organisationId: string, contentId: string): Promise<ContentFile[]> {
  return reveal(db).$queryRaw<ContentFile[]>`
    SELECT ${fileColumns} FROM content_files f JOIN content_items i ON i.organisation_id = f.organisation_id AND i.id = f.content_id
    WHERE f.organisation_id = ${organisationId}::uuid AND f.content_id = ${contentId}::uuid AND ${visible} ORDER BY f.id`
}

export async function findFile(db: Db, organisationId: string, id: string): Promise<ContentFile | null> {
  const [found] = await reveal(db).$queryRaw<ContentFile[]>`
    SELECT ${fileColumns} FROM content_files f JOIN content_items i ON i.organisation_id = f.organisation_id AND i.id = f.content_id
    WHERE f.organisation_id = ${organisationId}::uuid AND f.id = ${id}::uuid AND ${visible}`
  return found ?? null
}

export async function insertFile(db: Db, organisationId: string, file: ContentFile): Promise<void> {
  await reveal(db).contentFile.create({ data: { organisationId, ...file }, select: { id: true } })
}

export async function deleteFile(db: Db, organisationId: string, id: string): Promise<void> {
  await reveal(db).contentFile.deleteMany({ where: { organisationId, id } })
}

export type EditorsAsk = {
  kind: ContentKind | null
  state: ListState | null
  /** that there is a text in */
  language: string | null
  words: string
  /** the organisation's, the first of which the others are translated from */
  languages: readonly string[]
  /** of the organisation's calendar: `2026-11-29` */
  today: string
  after: string | null
  count: number
}

/** All items, those changed last first, by the texts that editors work at. */
export function listForEditors(db: Db, organisationId: string, asked: EditorsAsk): Promise<EditorLine[]> {
  const { kind, state, language, words, languages, today, after, count } = asked
  const last = (of: Prisma.Sql) =>
    Prisma.sql`(SELECT max(r.number) FROM content_revisions r WHERE r.organisation_id = i.organisation_id AND r.content_id = i.id AND r.language = ${of})`
  const inState =
    state === 'expired'
      ? Prisma.sql`i.expire_at <= (SELECT current_setting('porten.at', true)::timestamptz)`
      : state === 'overdue'
        ? Prisma.sql`i.review_by < ${today}::date`
        : state === 'stale'
          ? Prisma.sql`EXISTS (SELECT 1 FROM content_revisions s WHERE s.organisation_id = i.organisation_id AND s.content_id = i.id AND s.language <> ${languages[0] ?? ''}
              AND s.title <> '' AND s.number = ${last(Prisma.sql`s.language`)} AND coalesce(s.source_revision, 0) < ${last(Prisma.sql`${languages[0] ?? ''}`)})`
          : Prisma.sql`(${state}::text IS NULL OR i.state = ${state})`
  const inLanguage = Prisma.sql`(${language}::text IS NULL OR EXISTS (SELECT 1 FROM content_revisions r WHERE r.organisation_id = i.organisation_id
      AND r.content_id = i.id AND r.language = ${language} AND r.title <> '' AND r.number = ${last(Prisma.sql`${language}`)}))`
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return reveal(db).$queryRaw<EditorLine[]>`
    SELECT i.id, i.kind, i.slug, i.state, i.is_live AS "isLive", i.audience, i.publish_at AS "publishAt", i.expire_at AS "expireAt", i.review_by AS "reviewBy",
      i.updated_at AS "updatedAt", coalesce(t.title, i.slug) AS title,
      ARRAY(SELECT DISTINCT r.language FROM content_revisions r WHERE r.organisation_id = i.organisation_id AND r.content_id = i.id ORDER BY 1) AS languages
    FROM content_items i LEFT JOIN LATERAL (SELECT r.title FROM content_revisions r WHERE r.organisation_id = i.organisation_id AND r.content_id = i.id
        ORDER BY array_position(${[...languages]}::text[], r.language), r.number DESC LIMIT 1) t ON true
    WHERE i.organisation_id = ${organisationId}::uuid AND ${visible} AND (${kind}::text IS NULL OR i.kind = ${kind})
      AND ${inState} AND ${inLanguage}
      AND (${words} = '' OR i.slug ILIKE ${like} OR EXISTS (SELECT 1 FROM content_revisions r WHERE r.organisation_id = i.organisation_id AND r.content_id = i.id AND r.title ILIKE ${like}))
      AND (${after}::uuid IS NULL OR (i.updated_at, i.id) < (SELECT o.updated_at, o.id FROM content_items o WHERE o.organisation_id = i.organisation_id AND o.id = ${after}::uuid))
    ORDER BY i.updated_at DESC, i.id DESC LIMIT ${count}`
}

/** Of what readers have and should have been looked through before `at`. */
export async function listTitlesToReview(db: Db, organisationId: string, languages: readonly string[], at: Date, count: number): Promise<string[]> {
  const rows = await reveal(db).$queryRaw<{ title: string }[]>`
    SELECT t.title FROM content_items i CROSS JOIN LATERAL (SELECT t.title FROM content_texts t WHERE t.organisation_id = i.organisation_id AND t.content_id = i.id
      ORDER BY array_position(${[...languages]}::text[], t.language), t.language LIMIT 1) t
    WHERE i.organisation_id = ${organisationId}::uuid AND ${visible} AND i.is_live AND i.review_by < ${at}::date ORDER BY i.review_by, i.id LIMIT ${count}`
  return rows.map(({ title }) => title)
}

/** False when the address is taken. */
export async function insertItem(
  db: Db,
  organisationId: string,
  item: ItemPlan & Pick<ContentItem, 'id' | 'kind' | 'createdAt' | 'updatedAt'>,
): Promise<boolean> {
  const { count } = await reveal(db).contentItem.createMany({ data: [{ organisationId, ...item }], skipDuplicates: true })
  return count === 1
}

export type ItemChange = Partial<ItemPlan & Pick<ContentItem, 'state' | 'isLive' | 'revision'>>

/** False when it has another version by now. */
export async function changeItem(db: Db, organisationId: string, id: string, version: number, change: ItemChange, at: Date): Promise<boolean> {
  const { count } = await reveal(db).contentItem.updateMany({
    where: { organisationId, id, version },
    data: { ...change, version: { increment: 1 }, updatedAt: at },
  })
  return count === 1
}

/** Whether another item has the address, or had it and still gets its readers. */
export async function isSlugTaken(db: Db, organisationId: string, kind: ContentKind, slug: string, but: string): Promise<boolean> {
  const where = { organisationId, kind, slug }
  const has = await reveal(db).contentItem.count({ where: { ...where, id: { not: but } } })
  const had = await reveal(db).contentRedirect.count({ where: { ...where, contentId: { not: but } } })
  return has + had > 0
}

/** From an address that it had; what it comes back to leads nowhere else. */
export async function moveSlug(
  db: Db,
  organisationId: string,
  kind: ContentKind,
  contentId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await reveal(db).contentRedirect.deleteMany({ where: { organisationId, kind, slug: to, contentId } })
  await reveal(db).contentRedirect.createMany({ data: [{ organisationId, kind, slug: from, contentId }], skipDuplicates: true })
}

export async function deleteItem(db: Db, organisationId: string, id: string): Promise<void> {
  await reveal(db).contentItem.deleteMany({ where: { organisationId, id } })
}

export async function insertRevision(db: Db, organisationId: string, contentId: string, revision: Revision): Promise<void> {
  await reveal(db).contentRevision.create({ data: { organisationId, contentId, ...revision }, select: { number: true } })
}

const revisionColumns = Prisma.sql`r.number, r.language, r.title, r.summary, r.keywords, r.body, r.source_revision AS "sourceRevision", r.saved_by AS "savedBy", r.saved_at AS "savedAt"`

/** The last of each language: what editors work at. */
export function listLatest(db: Db, organisationId: string, contentId: string): Promise<Revision[]> {
  return reveal(db).$queryRaw<Revision[]>`
    SELECT DISTINCT ON (r.language) ${revisionColumns} FROM content_revisions r
    WHERE r.organisation_id = ${organisationId}::uuid AND r.content_id = ${contentId}::uuid ORDER BY r.language, r.number DESC`
}

export type RevisionLine = Pick<Revision, 'number' | 'language' | 'title' | 'savedBy' | 'savedAt'>

/** Of one language, the last first, below `before`. */
export function listRevisions(db: Db, organisationId: string, contentId: string, language: string, before: number, count: number): Promise<RevisionLine[]> {
  return reveal(db).contentRevision.findMany({
    where: { organisationId, contentId, language, number: { lt: before } },
    select: { number: true, language: true, title: true, savedBy: true, savedAt: true },
    orderBy: { number: 'desc' },
    take: count,
  })
}

/** The revision `number` and the one before it in the same language. */
export function findRevisions(db: Db, organisationId: string, contentId: string, number: number): Promise<Revision[]> {
  return reveal(db).$queryRaw<Revision[]>`
    SELECT ${revisionColumns} FROM content_revisions r JOIN content_revisions asked
      ON asked.organisation_id = r.organisation_id AND asked.content_id = r.content_id AND asked.number = ${number} AND asked.language = r.language
    WHERE r.organisation_id = ${organisationId}::uuid AND r.content_id = ${contentId}::uuid AND r.number <= ${number} ORDER BY r.number DESC LIMIT 2`
}

/** Readers are shown the last revision of each language from now on; a language whose last one is empty is taken away. */
export async function showLatest(db: Db, organisationId: string, contentId: string): Promise<void> {
  await reveal(db).$executeRaw`
    WITH latest AS (SELECT DISTINCT ON (r.language) r.* FROM content_revisions r
        WHERE r.organisation_id = ${organisationId}::uuid AND r.content_id = ${contentId}::uuid ORDER BY r.language, r.number DESC),
      gone AS (DELETE FROM content_texts t USING latest l WHERE t.organisation_id = l.organisation_id AND t.content_id = l.content_id
        AND t.language = l.language AND l.title = '')
    INSERT INTO content_texts (organisation_id, content_id, language, title, summary, keywords, body, revision, source_revision, updated_at)
    SELECT organisation_id, content_id, language, title, summary, keywords, body, number, source_revision, saved_at FROM latest WHERE title <> ''
    ON CONFLICT (organisation_id, content_id, language) DO UPDATE SET title = excluded.title, summary = excluded.summary, keywords = excluded.keywords,
      body = excluded.body, revision = excluded.revision, source_revision = excluded.source_revision, updated_at = excluded.updated_at`
}
