import { redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import type { LiveSession } from '@/lib/sessions/find-session'
import { authOptions } from './auth-options'
import { cookieNames } from './cookie-names'
import { readCookie } from './cookies'
import { sessionOf } from './session-of'
import { openVisit, type Visit } from './visit'

/** A visit of somebody who is signed in. */
export type MemberVisit = Visit & { session: LiveSession }

/** The session that this request's cookie names, if it lives. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const { organisation, client } = await openVisit()
  const token = await readCookie(cookieNames.session(organisation.slug))
  if (!token) return null
  const known = await getServerSession(authOptions(organisation, client))
  return known ? sessionOf(organisation.id, token) : null
})

/** For the first line of every inside page: strangers go to the sign-in page, before anything streams. */
export async function requireMember(): Promise<MemberVisit> {
  const visit = await openVisit()
  const session = await currentSession()
  if (!session) redirect(`${visit.paths.signIn}${visit.path === '/' ? '' : `?to=${encodeURIComponent(visit.base + visit.path)}`}`)
  return { ...visit, session }
}
