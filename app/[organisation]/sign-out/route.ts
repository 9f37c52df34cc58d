import type { NextRequest } from 'next/server'
import { signOut } from '@/lib/flows/sign-out'
import { listOpened } from '@/lib/oidc/list-frames'
import { cookieNames } from '@/lib/web/cookie-names'
import { removeCookie } from '@/lib/web/cookies'
import { leftCookie } from '@/lib/web/left-page'
import { isFromHere } from '@/lib/web/origin'
import { knownSession } from '@/lib/web/session'
import { stamp } from '@/lib/web/stamps'
import { openVisit } from '@/lib/web/visit'

/** Ends the session on the server, then forgets the cookie. A plain form posts here: it works before any script runs. */
export async function POST(request: NextRequest) {
  const { deps, organisation, paths, client } = await openVisit()
  const to = (path: string) => new Response(null, { status: 303, headers: { Location: path } })
  if (!isFromHere(request.headers, request.headers.get(stamp.host) ?? '')) return to(paths.front)
  const session = await knownSession()
  const opened = session ? await listOpened(deps, organisation.id, session.id) : []
  if (session) await signOut(deps, { organisationId: organisation.id, personId: session.personId, sessionId: session.id, client })
  await removeCookie(cookieNames.session(organisation.slug))
  const hasSessionThere = session?.factors.includes('provider') && organisation.settings.provider.issuer !== null
  const end = hasSessionThere ? `${paths.signInProvider}?why=left` : paths.signIn
  if (opened.length === 0) return to(end)
  const answer = to(paths.left)
  answer.headers.append('Set-Cookie', leftCookie(deps, organisation.id, { opened, to: end }))
  return answer
}
