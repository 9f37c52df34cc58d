import type { Metadata } from 'next'
import { cache } from 'react'
import { ActionForm } from '@/components/action-form'
import { isAnswerToForm, openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { formWords } from '../../form-words'
import { linkEnded } from '../link-ended'
import { pressLink } from './actions'
import { askLinkKinds } from './link-kinds'

type Props = { params: Promise<{ token: string }> }

const shownOf = cache(async (token: string) => {
  const visit = await openVisit()
  return askLinkKinds((kind) => kind.show(visit, token))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation, say } = await openVisit()
  const shown = await shownOf((await params).token)
  return { title: `${shown?.title ?? say('go.ended.title')} – ${organisation.settings.name}` }
}

/** What a mailed link opens, in any browser: one button. Looking changes nothing, so that no scanner of mail uses it up. */
export default async function LinkPage({ params }: Props) {
  const visit = await openVisit()
  const { token } = await params
  const shown = (await shownOf(token)) ?? ((await isAnswerToForm()) ? null : linkEnded(visit, 'ended'))
  return (
    <EntrancePage visit={visit}>
      {/* The form stays in its place when the link is used up: it is the form that goes on to the next page. */}
      <ActionForm id="confirm" action={pressLink} {...formWords(visit.say)}>
        <input type="hidden" name="token" value={token} />
        {shown && <h1>{shown.title}</h1>}
        {shown?.body}
      </ActionForm>
    </EntrancePage>
  )
}
