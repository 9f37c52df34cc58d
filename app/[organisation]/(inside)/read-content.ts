import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { z } from 'zod'
import { readerOf } from '@/lib/content/as-reader'
import { findContent } from '@/lib/content/find-content'
import { listContent } from '@/lib/content/list-content'
import { type MemberVisit, requireMember } from '@/lib/web/session'

export type ReadKind = 'page' | 'news'

/** The reader's own language first, then the organisation's in their order. */
export const wishedLanguages = ({ say, organisation }: MemberVisit) => [say.language, ...organisation.settings.languages]

/** What lies at an address for whoever is signed in; what is not theirs is not there. */
export const readContent = cache(async (kind: ReadKind, slug: string) => {
  const visit = await requireMember()
  const { deps, organisation, session, paths } = visit
  const found = await findContent(deps, organisation.id, readerOf(session), { kind, slug, languages: wishedLanguages(visit) })
  if (!found) notFound()
  if ('movedTo' in found) redirect(`${kind === 'news' ? paths.news : paths.pages}/${found.movedTo}`)
  return { visit, ...found }
})

export const listRows = 20

/** A page of what there is of a kind, after the item that the address names. */
export async function listKind(visit: MemberVisit, kind: ReadKind, after: string | string[] | undefined) {
  const asked = { kind, languages: wishedLanguages(visit), after: z.uuid().safeParse(after).data ?? null, count: listRows }
  return listContent(visit.deps, visit.organisation.id, readerOf(visit.session), asked)
}
