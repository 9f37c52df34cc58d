import { recordEvent } from '@/lib/audit/record-event'
import * as content from '@/lib/content/change-content'
import { editContent } from '@/lib/content/edit-content'
import { allowedAudiences, longest } from '@/lib/content/rules'
import type { ContentKind, ItemPlan } from '@/lib/content/schema'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { checkFile } from '@/lib/files/check-file'
import { keepBytes } from '@/lib/files/keep-file'
import { removeFile } from '@/lib/files/remove-file'
import type { FileProblem } from '@/lib/files/rules'
import { listGroupNames } from '@/lib/groups/find-group'
import type { Organisation } from '@/lib/organisations/schema'
import { findGrants } from '@/lib/people/membership'
import { may } from '@/lib/permissions/rules'
import { type Client, whereFrom } from '../client'

type Who = { actorId: string; client: Client }
type Which = { id: string; version: number }
type Details = Record<string, string | number | boolean | string[]>
export type EditFailure =
  | content.ContentFailure
  | 'content.notForEditors'
  | 'content.noGroups'
  | 'content.badOwner'
  | 'files.noAlt'
  | 'desk.noReason'
  | FileProblem
type NewFile = { id: string; name: string; alt: string; bytes: Uint8Array }
type Told<Value> = Result<{ value: Value; details: Details } | null, EditFailure>

const actOfStep = { review: 'content.sent-to-review', draft: 'content.sent-back', publish: 'content.published', hide: 'content.hidden' } as const

/**
 * Everything that editors do: the right read anew, the change and its row in the audit together. The row names the item and
 * the language; what was written stands in the revisions.
 */
export function changeContent(deps: Deps, { id: organisationId }: Pick<Organisation, 'id'>, { actorId, client }: Who) {
  async function told<Value>(act: string, run: (deps: Deps) => Promise<Told<Value>>, reason?: string): Promise<Result<Value | null, EditFailure>> {
    if (!(await mayEdit(deps, organisationId, actorId))) return failure('content.notForEditors')
    return inTransaction(deps, async (deps) => {
      const done = await run(deps)
      if (!done.ok) return done
      if (done.value === null) return success(null) // nothing was changed
      const personal = { ...whereFrom(client), ...(reason ? { reason: reason.trim().slice(0, 500) } : {}) }
      await recordEvent(deps, { organisationId, act, outcome: 'success', actorId, subjectId: null, details: done.value.details, personal })
      return success(done.value.value)
    })
  }
  return {
    make: ({ kind, language, title }: { kind: ContentKind; language: string; title: string }) =>
      told('content.made', async (deps) => {
        const written = { title, summary: '', keywords: '', body: '' }
        const made = await content.makeContent(deps, organisationId, { kind, language, written, by: actorId })
        return made.ok ? success({ value: made.value, details: { contentId: made.value.id, kind, slug: made.value.slug } }) : made
      }),
    write: (which: Which, change: Omit<content.TextChange, 'by'>) =>
      told('content.saved', async (deps) => {
        const saved = await content.saveText(deps, organisationId, which, { ...change, by: actorId })
        if (!saved.ok) return saved
        const details = { contentId: which.id, language: change.language, number: saved.value.number }
        return success(saved.value.isChanged ? { value: saved.value, details } : null)
      }),
    plan: (which: Which, plan: ItemPlan) =>
      told('content.planned', async (deps) => {
        const wrong = await whatIsWrong(deps, organisationId, which.id, plan)
        if (wrong) return failure(wrong)
        const saved = await content.savePlan(deps, organisationId, which, plan)
        const { audience, audienceGroups } = plan
        return saved.ok ? success({ value: saved.value, details: { contentId: which.id, ...saved.value, audience, groups: audienceGroups } }) : saved
      }),
    move: (which: Which, step: content.Step) =>
      told(actOfStep[step], async (deps) => {
        const moved = await content.moveContent(deps, organisationId, which, step)
        return moved.ok ? success({ value: moved.value, details: { contentId: which.id, ...moved.value } }) : moved
      }),
    restore: (which: Which, number: number) =>
      told('content.restored', async (deps) => {
        const restored = await content.restoreRevision(deps, organisationId, which, number, actorId)
        if (!restored.ok) return restored
        const details = { contentId: which.id, from: number, number: restored.value.number }
        return success(restored.value.isChanged ? { value: restored.value, details } : null)
      }),
    remove: (which: Which, reason: string) => {
      const run = async (deps: Deps): Promise<Told<{ slug: string; kind: ContentKind }>> => {
        if (reason.trim() === '') return failure('desk.noReason')
        const removed = await content.removeContent(deps, organisationId, which)
        return removed.ok ? success({ value: removed.value, details: { contentId: which.id, ...removed.value } }) : removed
      }
      return told('content.removed', run, reason)
    },
    addFile: async ({ id, name, alt, bytes }: NewFile): Promise<Result<{ id: string } | null, EditFailure>> => {
      if (!(await mayEdit(deps, organisationId, actorId))) return failure('content.notForEditors')
      const checked = await checkFile({ name, bytes })
      if (!checked.ok) return checked
      const { value: file } = checked
      if (file.width && alt.trim() === '') return failure('files.noAlt')
      return told('content.file-added', async (deps): Promise<Told<{ id: string }>> => {
        const kept = await keepBytes(deps, organisationId, file.name, file.bytes)
        const about = { contentId: id, fileId: kept.id, bytes: kept.bytes, name: file.name, type: file.type, width: file.width, height: file.height }
        const added = await content.addContentFile(deps, organisationId, { ...about, alt: file.width ? alt.trim().slice(0, longest.alt) : '' })
        if (added.ok) return success({ value: added.value, details: { contentId: id, file: added.value.id, type: file.type } })
        await removeFile(deps, organisationId, kept.id)
        return added
      })
    },
    removeFile: (file: string) =>
      told('content.file-removed', async (deps) => {
        const removed = await content.removeContentFile(deps, organisationId, file)
        return removed.ok ? success({ value: removed.value, details: { contentId: removed.value.contentId, file } }) : removed
      }),
  }
}

const mayEdit = async (deps: Deps, organisationId: string, personId: string) => may(await findGrants(deps, organisationId, personId), 'content.edit')

/** An audience that the kind may have, groups that are there, and an owner who may edit. */
async function whatIsWrong(deps: Deps, organisationId: string, id: string, plan: ItemPlan): Promise<EditFailure | null> {
  const { audience, audienceGroups, ownerId } = plan
  const edited = await editContent(deps, organisationId, id)
  if (!edited || !allowedAudiences(edited.item.kind).includes(audience)) return 'content.isGone'
  if (audience === 'groups') {
    const known = await listGroupNames(deps, organisationId)
    if (audienceGroups.length === 0 || !audienceGroups.every((group) => known.some(({ id }) => id === group))) return 'content.noGroups'
  }
  if (ownerId && ownerId !== edited.item.ownerId && !(await mayEdit(deps, organisationId, ownerId))) return 'content.badOwner'
  return null
}
