import { knownSession } from '@/lib/web/session'

/** Asked by the warning before a session idles out; being asked keeps it alive. */
export async function POST() {
  return new Response(null, { status: (await knownSession()) ? 204 : 401 })
}
