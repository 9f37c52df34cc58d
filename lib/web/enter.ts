import type { SignedIn } from '@/lib/flows/sign-in/finish-sign-in'
import { endSessionOfToken } from '@/lib/sessions/end-sessions'
import { type Answer, goTo } from './actions'
import { cookieNames } from './cookie-names'
import { readCookie, removeCookie, setLastingCookie, setSessionCookie } from './cookies'
import { deps } from './deps'
import type { Visit } from './visit'

/** A finished sign-in comes in: its cookie is set, the one that was there is dead, and the person goes where they wanted. */
export async function enter({ organisation, paths }: Visit, session: SignedIn): Promise<Answer> {
  const former = await readCookie(cookieNames.session(organisation.slug))
  if (former) await endSessionOfToken(deps(), organisation.id, former, 'replaced')
  await setSessionCookie(organisation.slug, session)
  await removeCookie(cookieNames.browser) // the next journey is bound to a new secret
  if (session.language && !(await readCookie(cookieNames.language))) await setLastingCookie(cookieNames.language, session.language)
  return goTo(session.isToldOfNewName ? `${paths.front}?welcome=new-name` : (session.returnTo ?? paths.front))
}
