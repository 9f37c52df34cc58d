import type { Deps } from '@/lib/core/db'
import { configure } from './configure'
import { asTrouble } from './discover'
import { type Claims, type Of, type ProviderQuestion, ProviderTrouble } from './schema'

/**
 * What the provider says of whoever comes back from it. Its answer has to be to this very question (state, issuer), the
 * code is exchanged with the verifier, and the ID token is signed by the provider's keys, for us, with the nonce. Throws a trouble.
 */
export async function redeemAnswer(deps: Deps, of: Of, question: ProviderQuestion, state: string, query: string): Promise<Claims> {
  const { issuer, clientId, claim, verifiedBy } = of.settings.provider
  // Settings that changed meanwhile: an answer of the one before is none of the next.
  if (issuer !== question.issuer || clientId !== question.clientId) throw new ProviderTrouble('wrong', 'the provider is another now')
  try {
    const config = await configure(deps, of)
    const { authorizationCodeGrant, fetchUserInfo } = await import('openid-client')
    const tokens = await authorizationCodeGrant(config, new URL(question.redirectUri + query), {
      expectedState: state,
      expectedNonce: question.nonce,
      pkceCodeVerifier: question.verifier,
      idTokenExpected: true,
      ...(question.isAgain ? { maxAge: 0 } : {}),
    })
    const signed = tokens.claims()
    if (!signed) throw new ProviderTrouble('wrong', 'no ID token')
    const isMissing = [claim, ...(verifiedBy ? [verifiedBy] : [])].some((name) => signed[name] === undefined)
    if (!isMissing || !config.serverMetadata().userinfo_endpoint) return signed
    return { ...(await fetchUserInfo(config, tokens.access_token, signed.sub)), ...signed }
  } catch (error) {
    if (isRefusal(error)) throw new ProviderTrouble('declined', error.error)
    throw asTrouble(error, 'wrong')
  }
}

/** The provider's own word that it let nobody in: the person turned back, mostly. Known by its code: a bundle gives classes other names. */
const isRefusal = (error: unknown): error is Error & { error: string } =>
  error instanceof Error && 'error' in error && 'code' in error && error.code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR'
