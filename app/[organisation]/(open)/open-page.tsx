import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { currentSession, type MemberVisit } from '@/lib/web/session'
import { openVisit, type Visit } from '@/lib/web/visit'
import { EntrancePage } from '../entrance-page'
import { InsidePage } from '../inside-page'

/** For the first line of pages that strangers may open too where the organisation's help is public; elsewhere they sign in first. */
export async function openToAll(): Promise<{ visit: Visit; member: MemberVisit | null }> {
  const visit = await openVisit()
  const session = await currentSession()
  if (session) return { visit, member: { ...visit, session } }
  if (!visit.organisation.settings.help.isPublic) redirect(`${visit.paths.signIn}?to=${encodeURIComponent(visit.base + visit.path)}`)
  return { visit, member: null }
}

/** The same page inside for who is signed in, and at the entrance for a stranger. */
export function OpenPage({ visit, member, children }: { visit: Visit; member: MemberVisit | null; children: ReactNode }) {
  const { say, paths } = visit
  const content = <div className="stack">{children}</div>
  return member ? (
    <InsidePage visit={member} isNarrow>
      {content}
    </InsidePage>
  ) : (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('contact.toSignIn') }}>
      {children}
    </EntrancePage>
  )
}
