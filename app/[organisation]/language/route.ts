import type { NextRequest } from 'next/server'
import { cookieNames } from '@/lib/web/cookie-names'
import { setLastingCookie } from '@/lib/web/cookies'
import { safeReturn } from '@/lib/web/paths'
import { openVisit } from '@/lib/web/visit'
import { isLanguage } from '@/lib/words/language'

/** The language menu: remembers a choice among the organisation's languages and goes back to the page. */
export async function GET(request: NextRequest) {
  const { organisation, base, paths } = await openVisit()
  const wished = request.nextUrl.searchParams.get('to')
  if (isLanguage(wished) && organisation.settings.languages.includes(wished)) await setLastingCookie(cookieNames.language, wished)
  const back = safeReturn(request.nextUrl.searchParams.get('back'), base)
  return new Response(null, { status: 303, headers: { Location: back ?? paths.signIn } })
}
