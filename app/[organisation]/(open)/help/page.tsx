import { listHandbook } from '@/lib/content/search/list-handbook'
import { askHelp } from '@/lib/flows/help/ask-help'
import { questionQuery } from '@/lib/flows/help/schema'
import { titleOf } from '../../title'
import { OpenPage, openToAll } from '../open-page'
import { Answers } from './answers'
import { AskForm } from './ask-form'
import { Handbook } from './handbook'
import { askerOf } from './read-help'

export async function generateMetadata() {
  await openToAll()
  return titleOf('help.title')
}

/** The handbook, and an assistant that answers with what stands in it (S8, F9). */
export default async function HelpPage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  const { visit, member } = await openToAll()
  const { deps, organisation, say } = visit
  const question = questionQuery.parse((await searchParams).q)
  const asker = askerOf(visit, member)
  const asked = question ? await askHelp(deps, organisation, { ...asker, question }) : null
  return (
    <OpenPage visit={visit} member={member}>
      <h1>{say('help.title')}</h1>
      <AskForm visit={visit} question={question} />
      {asked ? (
        <Answers visit={visit} question={question} asked={asked} />
      ) : (
        <Handbook visit={visit} articles={await listHandbook(deps, organisation.id, asker.reader, asker.languages)} />
      )}
    </OpenPage>
  )
}
