import type { NextAuthOptions } from 'next-auth'
import { recordEvent } from '@/lib/audit/record-event'
import { environment } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { type Client, whereFrom } from '@/lib/flows/client'
import type { Organisation } from '@/lib/organisations/schema'
import { endSessionOfToken } from '@/lib/sessions/end-sessions'
import { findSession, type LiveSession } from '@/lib/sessions/find-session'
import { cookieNames } from './cookie-names'
import { deps } from './deps'

/**
 * next-auth reads sessions and signs out; it carries nothing but the id of our session. There is no provider that takes
 * a name and a password: a session is opened by a finished journey alone, so nothing posted to next-auth signs in. `found` is told
 * the session, so that the database is asked for it once.
 */
export function authOptions(
  organisation: Pick<Organisation, 'id' | 'slug' | 'settings'>,
  client: Client,
  found: (session: LiveSession | null) => void = () => {},
): NextAuthOptions {
  const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const
  return {
    secret: environment().AUTH_SECRET,
    providers: [],
    session: { strategy: 'jwt', maxAge: 30 * 24 * 60 * 60 },
    useSecureCookies: true,
    cookies: { sessionToken: { name: cookieNames.session(organisation.slug), options: cookie } },
    jwt: {
      encode: async ({ token }) => String(token?.sid ?? ''),
      decode: async ({ token }) => {
        const session = await findSession(deps(), organisation.id, token)
        found(session)
        return session && { sub: session.personId, sid: token }
      },
    },
    callbacks: { session: ({ session, token }) => ({ ...session, user: { name: token.sub ?? null } }) },
    events: {
      async signOut({ token }) {
        if (!token?.sid) return
        await endSessionOfToken(deps(), organisation.id, String(token.sid), 'sign-out')
        const event = { organisationId: organisation.id, act: 'sign-out', outcome: 'success', actorId: String(token.sub) } as const
        await recordEvent(deps(), { ...event, personal: whereFrom(client) })
      },
    },
    logger: {
      // A cookie that names no living session is everyday life, not an error.
      error: (code, details) =>
        code !== 'JWT_SESSION_ERROR' && log().error({ code, error: details instanceof Error ? details.message : details.error?.message }, 'next-auth'),
      warn: () => {},
      debug: () => {},
    },
  }
}
