import type { SignedIn } from '@/lib/flows/sign-in/finish-sign-in'
import { endSessionOfToken } from '@/lib/sessions/end-sessions'
import { goTo } from './answer'
import { type CookieJar, dropCookie, writeLasting, writeSession } from './cookie-jar'
import { cookieNames } from './cookie-names'
import type { Visit } from './read-visit'

/** A finished sign-in comes in: its cookie is set, the one that was there is dead, and the person goes where they wanted. */
export async function comeIn({ deps, organisation, paths }: Visit, jar: CookieJar, session: SignedIn): Promise<{ goTo: string }> {
  const former = jar.read(cookieNames.session(organisation.slug))
  if (former) await endSessionOfToken(deps, organisation.id, former, 'replaced')
  writeSession(jar, organisation.slug, session)
  dropCookie(jar, cookieNames.browser) // the next journey is bound to a new secret
  if (session.language && !jar.read(cookieNames.language)) writeLasting(jar, cookieNames.language, session.language)
  return goTo(session.isToldOfNewName ? `${paths.front}?welcome=new-name` : (session.returnTo ?? paths.front))
}
