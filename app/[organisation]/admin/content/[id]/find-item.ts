import { notFound } from 'next/navigation'
import { z } from 'zod'
import { editContent } from '@/lib/content/edit-content'
import { inPreferred } from '@/lib/content/rules'
import type { StaffVisit } from '@/lib/web/staff'

/** The item that an address names, with the texts that editors work at, in the language that the address asks for. */
export async function findEdited(visit: StaffVisit, typedId: string, typedLanguage?: string | string[]) {
  const { deps, organisation } = visit
  const id = z.uuid().safeParse(typedId).data
  const edited = id ? await editContent(deps, organisation.id, id) : null
  if (!edited) notFound()
  const ours: readonly string[] = organisation.settings.languages
  const written = edited.latest.filter(({ title }) => title !== '')
  const languages = [...new Set([...ours, ...written.map(({ language }) => language)])]
  const language = languages.find((one) => one === typedLanguage) ?? inPreferred(written, ours)?.language ?? ours[0] ?? ''
  /** what the others are translated from: the text in the organisation's first language */
  const source = written.find((text) => text.language === ours[0])
  return { visit, ...edited, languages, language, source, title: inPreferred(written, ours)?.title ?? edited.item.slug }
}

export type EditedItem = Awaited<ReturnType<typeof findEdited>>
