import type { NextRequest } from 'next/server'
import { beginProvider } from '@/lib/flows/provider-sign-in/begin-provider'
import { ensureBrowserSecrets } from '@/lib/web/cookies'
import { safeReturn } from '@/lib/web/paths'
import { openVisit } from '@/lib/web/visit'
import { returnAddress, wentWrong } from '../place-of-provider'

/**
 * Leads to the organisation's other provider. A link and no form: from a form of ours a browser would follow no redirect to
 * another site. It begins a journey of this browser and nothing else, so that whoever is sent here loses nothing.
 */
export async function GET(request: NextRequest) {
  const visit = await openVisit()
  const { deps, organisation, base, say } = visit
  const asked = request.nextUrl.searchParams
  const client = { ...visit.client, ...(await ensureBrowserSecrets()) }
  const wish = { redirectUri: returnAddress(visit), returnTo: safeReturn(asked.get('to'), base), language: say.language, isAgain: asked.has('again') }
  const begun = await beginProvider(deps, organisation, client, wish)
  return new Response(null, { status: 303, headers: { Location: begun.ok ? begun.value : wentWrong(visit, begun.failure) } })
}
