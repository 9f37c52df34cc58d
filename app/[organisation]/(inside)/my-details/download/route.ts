import { takeOwnData } from '@/lib/flows/change-details/take-own-data'
import { requireMember } from '@/lib/web/session'

/** The person's own data as a file. */
export async function GET() {
  const { deps, organisation, client, session } = await requireMember()
  const data = await takeOwnData(deps, organisation, client, session.personId)
  const name = `${organisation.slug}-${deps.now().toISOString().slice(0, 10)}.json`
  return new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}"` },
  })
}
