import { notFound } from 'next/navigation'
import { environment } from '@/lib/core/env'
import { listDemoMessages } from '@/lib/delivery/list-demo-messages'
import { deps } from '@/lib/web/deps'

export const dynamic = 'force-dynamic'

/** Demo only: what went out, newest first, for scripts. */
export async function GET() {
  if (!environment().PORTEN_DEMO) notFound()
  const messages = await listDemoMessages(deps(), 500)
  return Response.json(messages.map(({ channel, to, subject, text, at }) => ({ channel, to, subject, text, at: at.toISOString() })))
}
