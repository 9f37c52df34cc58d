import type { NextRequest } from 'next/server'
import { finishProvider } from '@/lib/flows/provider-sign-in/finish-provider'
import { comeIn } from '@/lib/web/come-in'
import { browserSecrets } from '@/lib/web/cookie-jar'
import { cookieJar } from '@/lib/web/cookies'
import { knownSession } from '@/lib/web/session'
import { openVisit } from '@/lib/web/visit'
import { wentWrong } from '../place-of-provider'

/** A browser comes back from the other provider. It goes on at once, so that the code stays in no address. */
export async function GET(request: NextRequest) {
  const visit = await openVisit()
  const { deps, organisation, paths } = visit
  const go = (path: string) => new Response(null, { status: 303, headers: { Location: path } })
  const jar = await cookieJar()
  const client = { ...visit.client, ...browserSecrets(jar) }
  const answer = await finishProvider(deps, organisation, client, request.nextUrl.search)
  if (answer.ok) {
    if (answer.value.step === 'code') return go(paths.signInCode)
    return go((await comeIn(visit, jar, answer.value.session)).goTo)
  }
  // Somebody who loads the page again, or whose other tab was quicker, is in already.
  if (answer.failure === 'provider.ended' && (await knownSession())) return go(paths.front)
  return go(wentWrong(visit, answer.failure))
}
