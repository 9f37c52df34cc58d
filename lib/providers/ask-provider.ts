import type { Deps } from '@/lib/core/db'
import { configure } from './configure'
import { asTrouble } from './discover'
import type { Of, ProviderQuestion } from './schema'

type Wish = { redirectUri: string; language: string; isAgain: boolean }
/** `addressOf`: where the browser is to go, once it is known what the answer is to be told from others by. */
type Asked = { question: ProviderQuestion; addressOf: (state: string) => string }

/** Asks nobody yet but what the provider says of itself: the question goes with the browser. Throws a trouble. */
export async function askProvider(deps: Deps, of: Of, { redirectUri, language, isAgain }: Wish): Promise<Asked> {
  const { issuer, clientId, scopes, secondFactorAcr } = of.settings.provider
  try {
    const config = await configure(deps, of)
    const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier } = await import('openid-client')
    const verifier = randomPKCECodeVerifier()
    const nonce = randomNonce()
    const asked = {
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ui_locales: language,
      ...(secondFactorAcr.length > 0 ? { acr_values: secondFactorAcr.join(' ') } : {}),
      ...(isAgain ? { prompt: 'login', max_age: '0' } : {}),
    }
    return {
      question: { issuer: issuer ?? '', clientId: clientId ?? '', redirectUri, nonce, verifier, isAgain },
      addressOf: (state) => buildAuthorizationUrl(config, { ...asked, state }).href,
    }
  } catch (error) {
    throw asTrouble(error, 'wrong')
  }
}
