import type { Metadata } from 'next'
import type { Right } from '@/lib/permissions/rules'
import { requireMember } from '@/lib/web/session'
import { requireStaff } from '@/lib/web/staff'
import { openVisit } from '@/lib/web/visit'
import type { WordKey } from '@/lib/words/keys'

/** "Logga in – Kristinehovs kommun" */
export async function titleOf(key: WordKey): Promise<Metadata> {
  const { say, organisation } = await openVisit()
  return { title: `${say(key)} – ${organisation.settings.name}` }
}

/** The same of a page inside: a stranger's redirect does not tell by its title what is there (S10). */
export async function insideTitleOf(key: WordKey): Promise<Metadata> {
  await requireMember()
  return titleOf(key)
}

/** The same of a page of staff. */
export async function staffTitleOf(right: Right, key: WordKey): Promise<Metadata> {
  await requireStaff(right)
  return titleOf(key)
}
