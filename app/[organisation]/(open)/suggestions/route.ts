import { suggestHelp } from '@/lib/flows/help/ask-help'
import { questionQuery } from '@/lib/flows/help/schema'
import { currentSession } from '@/lib/web/session'
import { openVisit } from '@/lib/web/visit'
import { askerOf, hrefOf } from '../help/read-help'

const shortest = 8

/** What of the help may answer what somebody is writing to us: nothing of it is kept. */
export async function GET(request: Request) {
  const visit = await openVisit()
  const session = await currentSession()
  if (!session && !visit.organisation.settings.help.isPublic) return Response.json([])
  const question = questionQuery.parse(new URL(request.url).searchParams.get('q'))
  if (question.length < shortest) return Response.json([])
  const found = await suggestHelp(visit.deps, visit.organisation, { ...askerOf(visit, session ? { ...visit, session } : null), question })
  const suggestions = found.map((hit) => ({ href: hrefOf(visit, hit), heading: hit.heading, title: hit.title, language: hit.language }))
  return Response.json(suggestions, { headers: { 'cache-control': 'no-store' } })
}
