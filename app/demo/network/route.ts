import { notFound } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { environment } from '@/lib/core/env'
import { cookieNames } from '@/lib/web/cookie-names'
import { removeCookie, setPassingCookie } from '@/lib/web/cookies'

/** The demo bar's switch between outside and the organisation's network; without a choice the address decides. */
export async function POST(request: NextRequest) {
  if (!environment().PORTEN_DEMO) notFound()
  const form = await request.formData()
  const choice = form.get('network')
  if (choice === 'inside' || choice === 'outside') await setPassingCookie(cookieNames.demoNetwork, choice)
  else await removeCookie(cookieNames.demoNetwork)
  const back = String(form.get('back') ?? '/')
  return new Response(null, { status: 303, headers: { Location: /^\/(?![/\\])/.test(back) ? back : '/' } })
}
