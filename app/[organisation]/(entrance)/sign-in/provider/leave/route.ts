import { findWayOut } from '@/lib/providers/find-way-out'
import { openVisit } from '@/lib/web/visit'

/** On to where the other provider's own sign-in is ended; ours has ended before. */
export async function GET() {
  const { deps, organisation, client, paths } = await openVisit()
  const out = await findWayOut(deps, organisation, `${client.origin}${paths.signIn}`)
  return new Response(null, { status: 303, headers: { Location: out ?? paths.signIn } })
}
