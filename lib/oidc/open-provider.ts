import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { callOutside } from '@/lib/core/call-outside'
import type { Deps } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { isSame } from '@/lib/core/seal'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { findGroups } from '@/lib/people/membership'
import { fullName, signInName } from '@/lib/people/rules'
import { adapterOf } from './adapter'
import { secretHmac } from './clients/register-client'
import { findAgreement } from './find-agreement'
import { readKeys } from './keys/read-keys'
import { acr, claimsOfScope } from './rules'
import { scopes } from './schema'

/** Pages that the library has drawn by the portal. */
export type Pages = {
  signOut: (context: KoaContextWithOIDC, form: string) => void
  signedOut: (context: KoaContextWithOIDC) => void
  broken: (context: KoaContextWithOIDC, error: Error) => void
  /** after the system got its code */
  entered: (context: KoaContextWithOIDC) => Promise<void>
  /** before what the system is answered: the person has left everything */
  leave: (context: KoaContextWithOIDC) => Promise<void>
}

type Kept = { version: string; provider: Provider }
const kept = new WeakMap<Pages, Map<string, Kept>>()

const minutes = 60
const days = 24 * 60 * minutes

/**
 * The organisation's OpenID provider, as its published keys are now; null while no system is registered. Everything that
 * it remembers lies in the database: any server answers.
 */
export async function openProvider(deps: Deps, organisation: Organisation, issuer: string, pages: Pages): Promise<Provider | null> {
  const { version, jwks } = await readKeys(deps, organisation.id)
  if (version === '') return null
  const opened = kept.get(pages) ?? new Map<string, Kept>()
  kept.set(pages, opened)
  const known = opened.get(issuer)
  if (known?.version === version) return known.provider
  const { Provider } = await import('oidc-provider') // large, and of no use to a portal without systems
  const provider = new Provider(issuer, { ...configurationOf(deps, organisation, new URL(issuer).pathname, pages), jwks: jwks() })
  provider.proxy = true // server.ts has seen to what the headers say
  Object.assign(provider.Client.prototype, {
    // A system that is told in a frame has to know which sign-in is over; the library thinks of other systems alone.
    includeSid: () => true,
    // What the library holds in place of a secret is its HMAC.
    compareClientSecret(this: { clientSecret: string }, sent: string) {
      return isSame(Buffer.from(this.clientSecret, 'hex'), secretHmac(organisation.id, sent))
    },
  })
  provider.on('authorization.success', (context) => {
    pages.entered(context).catch((error) => log().error({ error: String(error) }, 'a sign-in to a system is not in the log'))
  })
  provider.use(async (context, next) => {
    await next()
    const { oidc } = context as unknown as Partial<KoaContextWithOIDC>
    if (oidc?.route === 'end_session_confirm' && context.status === 303 && oidc.params?.logout) await pages.leave(context as unknown as KoaContextWithOIDC)
  })
  opened.set(issuer, { version, provider })
  return provider
}

function configurationOf(deps: Deps, { id: organisationId }: Organisation, path: string, pages: Pages): Configuration {
  return {
    adapter: (kind: string) => adapterOf(deps, organisationId, kind),
    scopes,
    claims: { ...claimsOfScope, iss: null, sid: null },
    acrValues: Object.values(acr),
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    // The library tells systems server to server; the frames are ours (list-frames.ts).
    discovery: { frontchannel_logout_supported: true, frontchannel_logout_session_supported: true },
    clientBasedCORS: (_context, origin, client) =>
      client.clientAuthMethod === 'none' && (client.redirectUris ?? []).some((address) => new URL(address).origin === origin),
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      revocation: { enabled: true },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: pages.signOut, postLogoutSuccessSource: pages.signedOut },
    },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 15 * minutes,
      AuthorizationCode: 1 * minutes,
      IdToken: 60 * minutes,
      Interaction: 60 * minutes,
      RefreshToken: 14 * days,
      Grant: 31 * days,
      Session: 31 * days, // ends with ours
    },
    cookies: { short: { httpOnly: true, sameSite: 'lax' }, long: { httpOnly: true, sameSite: 'lax' } },
    interactions: { url: (_context, interaction) => `${path}/interaction/${interaction.uid}` },
    renderError: (context, _out, error) => pages.broken(context, error),
    fetch: async (url, { method, headers, body } = {}) =>
      callOutside(String(url), {
        method: method === 'POST' ? 'POST' : 'GET',
        headers: Object.fromEntries(new Headers(headers)),
        ...(body === undefined || body === null ? {} : { body: String(body) }),
      }),
    async loadExistingGrant(context) {
      const { client, session, account } = context.oidc
      const clientId = client?.clientId
      if (!clientId || !session || !account) return undefined
      const grantId = session.grantIdFor(clientId)
      const former = grantId ? await context.oidc.provider.Grant.find(grantId) : undefined
      const agreement = await findAgreement(deps, organisationId, account.accountId, clientId)
      if (!agreement || agreement.agreed.length === 0) return undefined
      const grant = former ?? new context.oidc.provider.Grant({ accountId: account.accountId, clientId })
      grant.addOIDCScope(agreement.agreed.join(' '))
      await grant.save()
      return grant
    },
    async findAccount(context, personId) {
      const person = await findPerson(deps, organisationId, personId)
      if (person?.status !== 'active') return undefined
      // Whoever may not use the system any more gets nothing new for an old token either.
      const { client, route } = context.oidc
      if (client && ['token', 'userinfo'].includes(route) && !(await findAgreement(deps, organisationId, personId, client.clientId))) return undefined
      return {
        accountId: person.id,
        async claims(_use, scope) {
          const isAsked = (name: string) => scope.split(' ').includes(name)
          return {
            sub: person.id,
            name: fullName(person),
            given_name: person.givenName,
            family_name: person.familyName,
            preferred_username: signInName(person),
            ...(person.language ? { locale: person.language } : {}),
            ...(person.email ? { email: person.email, email_verified: person.emailValidatedAt !== null } : {}),
            ...(person.mobile ? { phone_number: person.mobile, phone_number_verified: person.mobileValidatedAt !== null } : {}),
            ...(person.memberNumber ? { member_number: person.memberNumber } : {}),
            ...(isAsked('groups') ? { groups: await findGroups(deps, organisationId, person.id) } : {}),
          }
        },
      }
    },
  }
}
