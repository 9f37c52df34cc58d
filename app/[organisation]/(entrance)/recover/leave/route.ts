import { leaveRecovery } from '@/lib/flows/recover/finish-recovery'
import { openVisit } from '@/lib/web/visit'

/** "Log out" on the last page (K7): nobody was signed in, and the journey itself ends. */
export async function GET() {
  const { deps, organisation, client, paths } = await openVisit()
  await leaveRecovery(deps, organisation, client)
  return new Response(null, { status: 303, headers: { Location: paths.signIn } })
}
