import type { Provider } from 'oidc-provider'
import type { Deps } from '@/lib/core/db'
import type { LiveSession } from '@/lib/sessions/find-session'
import { artifactHmac } from './adapter'
import { acrOf, amrOf } from './rules'
import { deleteArtifact } from './store'

const month = 31 * 24 * 60 * 60

/** What the provider says of a sign-in: when the password was last proved, and what was proved beside it. */
export const loginOf = (session: LiveSession) => ({
  accountId: session.personId,
  loginTs: Math.floor(session.authenticatedAt.getTime() / 1_000),
  acr: acrOf(session),
  amr: amrOf(session),
})

/**
 * The provider's session is a view of ours, under the same id: somebody who is signed in is signed in there, as truly and
 * as long. `id` goes into the library's own cookie, which the browser never sees.
 */
export async function keepSession(provider: Provider, session: LiveSession): Promise<void> {
  const known = await provider.Session.find(session.id)
  const login = loginOf(session)
  if (known && known.accountId === login.accountId && known.loginTs === login.loginTs && known.acr === login.acr) return
  const view = known ?? Object.assign(new provider.Session(), { uid: session.id })
  view.loginAccount(login)
  await view.save(month)
}

/** The systems have been told of its end. */
export const forgetSession = (deps: Deps, organisationId: string, sessionId: string) =>
  deleteArtifact(deps.db, organisationId, 'Session', artifactHmac(organisationId, 'Session', sessionId))
