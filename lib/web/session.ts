import { redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { mustEnrol } from '@/lib/flows/own-factors/factors-of-groups'
import type { LiveSession } from '@/lib/sessions/find-session'
import { authOptions } from './auth-options'
import { cookieNames } from './cookie-names'
import { readCookie } from './cookies'
import { openVisit, type Visit } from './visit'

/** A visit of somebody who is signed in. */
export type MemberVisit = Visit & { session: LiveSession }

/** The session that this request's cookie names, if it lives; whoever has to set up a factor first has one too. */
export const knownSession = cache(async (): Promise<LiveSession | null> => {
  const { organisation, client } = await openVisit()
  const token = await readCookie(cookieNames.session(organisation.slug))
  if (!token) return null
  let session: LiveSession | null = null
  const known = await getServerSession(
    authOptions(organisation, client, (found) => {
      session = found
    }),
  )
  return known && session
})

/** Whether somebody who is signed in gets no further than to setting up an app or a passkey. */
const isHeld = cache(async (personId: string): Promise<boolean> => {
  const { deps, organisation } = await openVisit()
  return mustEnrol(deps, organisation, personId)
})

/** The session of somebody who may go on. Whoever has to set up a factor first counts as nobody, but where that is done. */
export const currentSession = async (): Promise<LiveSession | null> => {
  const session = await knownSession()
  return session && !(await isHeld(session.personId)) ? session : null
}

const isEnrolment = (path: string) => path === '/my-details/factors' || path.startsWith('/my-details/factors/')

/** For the first line of every inside page: strangers go to the sign-in page, before anything streams. */
export async function requireMember(): Promise<MemberVisit> {
  const visit = await openVisit()
  const session = await knownSession()
  if (session && !isEnrolment(visit.path) && (await isHeld(session.personId))) redirect(visit.paths.factors)
  if (!session) redirect(`${visit.paths.signIn}${visit.path === '/' ? '' : `?to=${encodeURIComponent(visit.base + visit.path)}`}`)
  return { ...visit, session }
}
