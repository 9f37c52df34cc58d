import { createPrivateKey, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Adapter, type AdapterPayload, type KoaContextWithOIDC, Provider } from 'oidc-provider'

/** Somebody as the other provider knows them. */
export type Account = { sub: string; acr?: string; authTime?: number; claims?: Record<string, unknown> }

export const otherClient = { id: 'porten', secret: 'a secret of the other provider, of the tests alone' }

/** What goes wrong there: a change of the signed ID token's claims, or of what it is signed by. */
type Fault = { claims?: (claims: Record<string, unknown>) => Record<string, unknown>; isForeignKey?: boolean }

const newKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: randomUUID(),
  use: 'sig',
  alg: 'RS256',
})

/** Codes and grants of one provider, which outlive a turn of its key. */
function memory() {
  const kept = new Map<string, AdapterPayload>()
  return (kind: string): Adapter => {
    const find = async (id: string) => kept.get(`${kind} ${id}`)
    return {
      find,
      findByUid: async (uid) => [...kept].find(([name, { uid: own }]) => name.startsWith(kind) && own === uid)?.[1],
      findByUserCode: async () => undefined,
      upsert: async (id, payload) => void kept.set(`${kind} ${id}`, payload),
      consume: async (id) => void Object.assign(kept.get(`${kind} ${id}`) ?? {}, { consumed: Math.floor(Date.now() / 1_000) }),
      destroy: async (id) => void kept.delete(`${kind} ${id}`),
      revokeByGrantId: async (grant) => void [...kept].filter(([, { grantId }]) => grantId === grant).map(([name]) => kept.delete(name)),
    }
  }
}

/** A page that fetches nothing from elsewhere. */
function logoutSource(context: KoaContextWithOIDC, form: string) {
  context.type = 'html'
  context.body = `<!doctype html><html lang="en"><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out there</button>`
}

/** The library tells at length what its defaults are. */
const ttl = { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 }

/**
 * A provider of somebody else, run from `oidc-provider` on this machine. Whoever `somebody` is at the moment is signed in
 * there without a page; null turns everybody back.
 */
export async function startOtherProvider(redirectUris: string[], logoutUris: string[] = [], host = '127.0.0.1') {
  let key = newKey()
  let provider: Provider
  const state = { somebody: { sub: 'nobody' } as Account | null, fault: {} as Fault, isAway: false }
  const adapter = memory()
  const accounts = new Map<string, Account>()

  const server = createServer((request, response) => {
    if (state.isAway) return void request.socket.destroy()
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, host, listening))
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`

  function open() {
    provider = new Provider(issuer, {
      clients: [
        {
          client_id: otherClient.id,
          client_secret: otherClient.secret,
          redirect_uris: redirectUris,
          post_logout_redirect_uris: logoutUris,
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      adapter,
      ttl,
      jwks: { keys: [key] },
      acrValues: ['urn:other:mfa'],
      claims: { openid: ['sub', 'acr', 'auth_time'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'employee'] },
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      cookies: { keys: ['of the tests'] },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub)?.claims }) }),
      async loadExistingGrant({ oidc }) {
        const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId, clientId: oidc.client?.clientId })
        grant.addOIDCScope('openid email profile')
        await grant.save()
        return grant
      },
    })
  }
  open()

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.url?.startsWith('/interaction/')) {
      const { somebody } = state
      if (!somebody) return provider.interactionFinished(request, response, { error: 'access_denied' })
      accounts.set(somebody.sub, somebody)
      const { sub: accountId, acr, authTime: ts } = somebody
      return provider.interactionFinished(request, response, { login: { accountId, remember: false, ...(acr ? { acr } : {}), ...(ts ? { ts } : {}) } })
    }
    if (request.url === '/token') spoil(response)
    await provider.callback()(request, response)
  }

  /** The token's answer as the fault wants it, signed anew. */
  function spoil(response: ServerResponse) {
    const end = response.end.bind(response)
    response.end = ((body: string) => {
      const told = JSON.parse(String(body))
      if (told.id_token && (state.fault.claims || state.fault.isForeignKey)) told.id_token = sign(told.id_token, state.fault)
      const text = JSON.stringify(told)
      response.setHeader('Content-Length', Buffer.byteLength(text))
      return end(text)
    }) as typeof response.end
  }

  function sign(token: string, { claims = (same) => same, isForeignKey }: Fault): string {
    const [header = '', payload = ''] = token.split('.')
    const changed = Buffer.from(JSON.stringify(claims(JSON.parse(Buffer.from(payload, 'base64url').toString())))).toString('base64url')
    const privateKey = createPrivateKey({ key: isForeignKey ? newKey() : key, format: 'jwk' })
    return `${header}.${changed}.${createSign('RSA-SHA256').update(`${header}.${changed}`).sign(privateKey, 'base64url')}`
  }

  return {
    issuer,
    state,
    /** signs with another key from now on */
    turnKey() {
      key = newKey()
      open()
    },
    stop: () => new Promise((stopped) => server.close(stopped).closeAllConnections()),
  }
}
