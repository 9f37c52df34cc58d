import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as openid from 'openid-client'
import type { Deps } from '@/lib/core/db'
import { makeClient } from '@/lib/flows/openid/make-client'
import type { NewClient } from '@/lib/oidc/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { stage } from './stage'

type Question = { address: string; redeem: (came: string) => ReturnType<typeof openid.authorizationCodeGrant> }

/**
 * Another system that signs people in through the portal, built with `openid-client`: its pages at an address of its own,
 * the logout tokens that it was sent, and what it was told in frames.
 */
export async function startRelyingParty(deps: Deps, organisation: Organisation, wish: Partial<NewClient> = {}) {
  const logoutTokens: string[] = []
  const framed: URLSearchParams[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://rp')
    if (pathname === '/gone') framed.push(searchParams)
    let body = ''
    request
      .on('data', (piece) => (body += piece))
      .on('end', () => {
        const token = new URLSearchParams(body).get('logout_token')
        if (token) logoutTokens.push(token)
        response.setHeader('Content-Type', 'text/html; charset=utf-8')
        response.end('<!doctype html><html lang="sv"><title>Biblioteket</title><h1>Biblioteket</h1>')
      })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.3', listening))
  const base = `http://127.0.0.3:${(server.address() as AddressInfo).port}`
  const made = await makeClient(
    deps,
    organisation,
    { actorId: null, client: null, reason: 'a journey' },
    {
      name: 'Biblioteket',
      isPublic: false,
      redirectUris: [`${base}/callback`],
      logoutUris: [`${base}/bye`],
      backchannelUri: `${base}/told`,
      frontchannelUri: `${base}/gone`,
      groupId: null,
      scopes: ['openid', 'profile', 'email'],
      asksPerson: true,
      ...wish,
    },
  )
  if (!made.ok || !made.value.secret) throw new Error('the system was not registered')
  const config = await openid.discovery(
    new URL(`${stage.proxyUrl}/${organisation.slug}/oidc`),
    made.value.id,
    undefined,
    openid.ClientSecretBasic(made.value.secret),
    { execute: [openid.allowInsecureRequests] },
  )

  /** Where the browser goes, and what the answer that it came back with is worth. */
  async function ask(more: Record<string, string> = {}): Promise<Question> {
    const pkceCodeVerifier = openid.randomPKCECodeVerifier()
    const expectedState = openid.randomState()
    const expectedNonce = openid.randomNonce()
    const address = openid.buildAuthorizationUrl(config, {
      redirect_uri: `${base}/callback`,
      scope: 'openid profile email',
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
      ...more,
    })
    return { address: address.href, redeem: (came) => openid.authorizationCodeGrant(config, new URL(came), { pkceCodeVerifier, expectedState, expectedNonce }) }
  }

  return {
    base,
    ask,
    logoutTokens,
    framed,
    endAddress: (idToken: string) => openid.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: `${base}/bye` }).href,
    stop: () => new Promise((stopped) => server.close(stopped).closeAllConnections()),
  }
}
