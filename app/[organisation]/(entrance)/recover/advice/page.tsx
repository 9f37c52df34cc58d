import { ButtonLink } from '@/components/button'
import { inLanguage } from '@/lib/organisations/rules'
import { EntrancePage } from '../../../entrance-page'
import { titleOf } from '../../../title'
import { requireProof } from '../require-proof'

export const generateMetadata = () => titleOf('recover.advice.title')

/** The organisation's own advice after a change (K8), then the sign-in page. */
export default async function AdvicePage() {
  const { visit } = await requireProof('done')
  const { say, paths, organisation } = visit
  const advice = inLanguage(organisation.settings.recovery.advice ?? {}, say.language) ?? ''
  return (
    <EntrancePage visit={visit}>
      <h1>{say('recover.advice.title')}</h1>
      {advice.split(/\n+/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <ButtonLink href={paths.signIn}>{say('recover.done.continue')}</ButtonLink>
    </EntrancePage>
  )
}
