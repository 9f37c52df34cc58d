import { ButtonLink } from '@/components/button'
import { MarkdownText } from '@/components/markdown'
import { inLanguage } from '@/lib/organisations/rules'
import { EntrancePage } from '../../../entrance-page'
import { titleOf } from '../../../title'
import { requireProof } from '../require-proof'

export const generateMetadata = () => titleOf('recover.advice.title')

/** The organisation's own advice after a change (K8), then the sign-in page. */
export default async function AdvicePage() {
  const { visit } = await requireProof('done')
  const { say, paths, organisation, base } = visit
  const advice = organisation.settings.recovery.advice ?? {}
  const foreign = advice[say.language] === undefined ? Object.keys(advice)[0] : undefined
  return (
    <EntrancePage visit={visit}>
      <h1>{say('recover.advice.title')}</h1>
      <MarkdownText text={inLanguage(advice, say.language) ?? ''} base={base} elsewhere={say('page.elsewhere')} lang={foreign} />
      <ButtonLink href={paths.signIn}>{say('recover.done.continue')}</ButtonLink>
    </EntrancePage>
  )
}
