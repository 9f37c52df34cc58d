import type { Metadata } from 'next'
import { requireMember } from '@/lib/web/session'
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
