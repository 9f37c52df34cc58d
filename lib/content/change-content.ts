import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { removeFile } from '@/lib/files/remove-file'
import { asReader, wholeReader } from './as-reader'
import { findProblem, isAddress, type PublishProblem, slugOf } from './rules'
import type { ContentFile, ContentItem, ContentKind, ItemPlan, Revision, Written } from './schema'
import { indexContent, indexForAudience } from './search/index-content'
import {
  changeItem,
  deleteFile,
  deleteItem,
  findFile,
  findItem,
  findRevisions,
  insertFile,
  insertItem,
  insertRevision,
  isSlugTaken,
  listFiles,
  listLatest,
  moveSlug,
  showLatest,
} from './store'

/** `content.changedMeanwhile`: another editor was quicker. */
export type ContentFailure = 'content.isGone' | 'content.changedMeanwhile' | 'content.noTitle' | 'content.slugTaken' | PublishProblem

export const noPlan: ItemPlan = {
  slug: '',
  audience: 'members',
  audienceGroups: [],
  publishAt: null,
  expireAt: null,
  ownerId: null,
  reviewBy: null,
  position: 0,
  href: '',
  mark: '',
}

/** A new item with its first text, seen by nobody yet. Without a slug in the plan the title gives one. */
export function makeContent(
  deps: Deps,
  organisationId: string,
  { kind, language, written, plan, by }: { kind: ContentKind; language: string; written: Written; plan?: Partial<ItemPlan>; by: string | null },
): Promise<Result<{ id: string; slug: string }, ContentFailure>> {
  if (written.title === '') return Promise.resolve(failure('content.noTitle'))
  return asReader(deps, organisationId, wholeReader, async ({ db, now }) => {
    const id = timeOrderedId(now())
    const wanted = plan?.slug || slugOf(written.title) || id
    const slug = (await isSlugTaken(db, organisationId, kind, wanted, id)) ? `${wanted}-${id.slice(-4)}` : wanted
    const at = now()
    if (!(await insertItem(db, organisationId, { ...noPlan, ...plan, ownerId: plan?.ownerId ?? by, slug, id, kind, createdAt: at, updatedAt: at })))
      return failure('content.slugTaken')
    await insertRevision(db, organisationId, id, { ...written, number: 1, language, sourceRevision: null, savedBy: by, savedAt: at })
    await changeItem(db, organisationId, id, 1, { revision: 1 }, at)
    return success({ id, slug })
  })
}

/** Loads the item that an editor has `version` of, and lets `work` change it. */
function changing<Value>(
  deps: Deps,
  organisationId: string,
  { id, version }: { id: string; version: number },
  work: (deps: Deps, item: ContentItem) => Promise<Result<Value, ContentFailure>>,
): Promise<Result<Value, ContentFailure>> {
  return asReader(deps, organisationId, wholeReader, async (deps) => {
    const item = await findItem(deps.db, organisationId, { id })
    if (!item) return failure('content.isGone')
    return item.version === version ? work(deps, item) : failure('content.changedMeanwhile')
  })
}

type Which = { id: string; version: number }
export type TextChange = { language: string; written: Written; sourceRevision: number | null; by: string | null }

/** Keeps a text as the next revision of its language: readers go on seeing the one before until it is published. */
export function saveText(deps: Deps, organisationId: string, which: Which, { language, written, sourceRevision, by }: TextChange) {
  return changing<{ number: number; isChanged: boolean }>(deps, organisationId, which, async ({ db, now }, item) => {
    const latest = await listLatest(db, organisationId, item.id)
    const [number, before] = [item.revision + 1, latest.find((text) => text.language === language)]
    if (written.title === '' && latest.every((text) => text.language === language || text.title === '')) return failure('content.noTitle')
    if (before && isSame(before, written) && before.sourceRevision === sourceRevision) return success({ number: before.number, isChanged: false })
    if (!(await changeItem(db, organisationId, item.id, item.version, { revision: number, state: 'draft' }, now()))) return failure('content.changedMeanwhile')
    await insertRevision(db, organisationId, item.id, { ...written, number, language, sourceRevision, savedBy: by, savedAt: now() })
    return success({ number, isChanged: true })
  })
}

const isSame = (one: Written, other: Written) =>
  one.title === other.title && one.summary === other.summary && one.keywords === other.keywords && one.body === other.body

const audienceOf = ({ audience, audienceGroups }: ItemPlan) => [audience, ...audienceGroups].sort().join(' ')

/** Address, audience, dates, owner: in force at once, also for what readers have already. The former address leads to the new one. */
export function savePlan(deps: Deps, organisationId: string, which: Which, plan: ItemPlan) {
  return changing<{ from: string; to: string }>(deps, organisationId, which, async (deps, item) => {
    const { db, now } = deps
    const slug = plan.slug || item.slug
    if (item.isLive && item.kind === 'system' && !isAddress(plan.href)) return failure('content.noAddress')
    if (await isSlugTaken(db, organisationId, item.kind, slug, item.id)) return failure('content.slugTaken')
    const publishAt = plan.publishAt ?? (item.isLive ? (item.publishAt ?? now()) : null)
    if (!(await changeItem(db, organisationId, item.id, item.version, { ...plan, slug, publishAt }, now()))) return failure('content.changedMeanwhile')
    if (slug !== item.slug) await moveSlug(db, organisationId, item.kind, item.id, { from: item.slug, to: slug })
    if (audienceOf(plan) !== audienceOf(item)) await indexForAudience(deps, organisationId, item.id)
    return success({ from: item.slug, to: slug })
  })
}

/** To review, back to draft, to the readers, or away from them. */
export type Step = 'review' | 'draft' | 'publish' | 'hide'

export function moveContent(deps: Deps, organisationId: string, which: Which, step: Step) {
  return changing<{ slug: string }>(deps, organisationId, which, async (deps, item) => {
    const { db, now } = deps
    const problem = step === 'publish' && findProblem(item, await listLatest(db, organisationId, item.id))
    if (problem) return failure(problem)
    if (!(await changeItem(db, organisationId, item.id, item.version, stepOf(step, item, now()), now()))) return failure('content.changedMeanwhile')
    if (step === 'publish') {
      await showLatest(db, organisationId, item.id)
      await indexContent(deps, organisationId, item.id)
    }
    return success({ slug: item.slug })
  })
}

function stepOf(step: Step, { publishAt }: ContentItem, now: Date) {
  if (step === 'publish') return { isLive: true, state: 'published', publishAt: publishAt ?? now } as const
  return step === 'hide' ? ({ isLive: false, state: 'draft' } as const) : { state: step }
}

/** An earlier text becomes the next revision. */
export async function restoreRevision(
  deps: Deps,
  organisationId: string,
  which: Which,
  number: number,
  by: string,
): Promise<Result<{ number: number; isChanged: boolean }, ContentFailure>> {
  return asReader(deps, organisationId, wholeReader, async (deps) => {
    const found: Revision | undefined = (await findRevisions(deps.db, organisationId, which.id, number)).find((revision) => revision.number === number)
    if (!found) return failure('content.isGone')
    const { title, summary, keywords, body, language, sourceRevision } = found
    return saveText(deps, organisationId, which, { language, written: { title, summary, keywords, body }, sourceRevision, by })
  })
}

export function removeContent(deps: Deps, organisationId: string, which: Which) {
  return changing<{ slug: string; kind: ContentKind }>(deps, organisationId, which, async (deps, item) => {
    const files = await listFiles(deps.db, organisationId, item.id)
    await deleteItem(deps.db, organisationId, item.id)
    for (const { fileId } of files) await removeFile(deps, organisationId, fileId)
    return success({ slug: item.slug, kind: item.kind })
  })
}

/** A file that was checked and kept belongs to the item from now on. */
export function addContentFile(deps: Deps, organisationId: string, file: Omit<ContentFile, 'id' | 'addedAt'>): Promise<Result<{ id: string }, ContentFailure>> {
  return asReader(deps, organisationId, wholeReader, async ({ db, now }) => {
    if (!(await findItem(db, organisationId, { id: file.contentId }))) return failure('content.isGone')
    const id = timeOrderedId(now())
    await insertFile(db, organisationId, { ...file, id, addedAt: now() })
    return success({ id })
  })
}

export function removeContentFile(deps: Deps, organisationId: string, id: string): Promise<Result<{ contentId: string; name: string }, ContentFailure>> {
  return asReader(deps, organisationId, wholeReader, async (deps) => {
    const file = await findFile(deps.db, organisationId, id)
    if (!file) return failure('content.isGone')
    await deleteFile(deps.db, organisationId, id)
    await removeFile(deps, organisationId, file.fileId)
    return success({ contentId: file.contentId, name: file.name })
  })
}
