import { isReachable } from '@/lib/core/is-reachable'
import { deps } from '@/lib/web/deps'

export const dynamic = 'force-dynamic'

/** The database answers too: send people here. */
export async function GET() {
  const isReady = await isReachable(deps())
  return Response.json({ status: isReady ? 'ready' : 'waiting for the database' }, { status: isReady ? 200 : 503 })
}
