import type { NextRequest } from 'next/server'
import { finishProvider } from '@/lib/flows/provider-sign-in/finish-provider'
import { ensureBrowserSecrets } from '@/lib/web/cookies'
import { enter } from '@/lib/web/enter'
import { knownSession } from '@/lib/web/session'
import { openVisit } from '@/lib/web/visit'
import { wentWrong } from '../place-of-provider'

/** A browser comes back from the other provider. It goes on at once, so that the code stays in no address. */
export async function GET(request: NextRequest) {
  const visit = await openVisit()
  const { deps, organisation, paths } = visit
  const go = (path: string) => new Response(null, { status: 303, headers: { Location: path } })
  const client = { ...visit.client, ...(await ensureBrowserSecrets()) }
  const answer = await finishProvider(deps, organisation, client, request.nextUrl.search)
  if (answer.ok) {
    if (answer.value.step === 'code') return go(paths.signInCode)
    const entered = await enter(visit, answer.value.session)
    return go('goTo' in entered ? entered.goTo : paths.front)
  }
  // Somebody who loads the page again, or whose other tab was quicker, is in already.
  if (answer.failure === 'provider.ended' && (await knownSession())) return go(paths.front)
  return go(wentWrong(visit, answer.failure))
}
