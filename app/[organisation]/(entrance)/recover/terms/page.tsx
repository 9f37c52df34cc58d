import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { inLanguage } from '@/lib/organisations/rules'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { titleOf } from '../../../title'
import { sendTerms } from '../actions'
import { requireProof } from '../require-proof'

export const generateMetadata = () => titleOf('recover.terms.title')

/** What the organisation wants accepted before a new password (K4). */
export default async function TermsPage() {
  const { visit, journey } = await requireProof('terms')
  const { say, organisation } = visit
  return (
    <EntrancePage visit={visit}>
      <ActionForm id="terms" action={sendTerms} {...formWords(say)}>
        <h1>{say('recover.terms.title')}</h1>
        <p className="whitespace-pre-line">{inLanguage(organisation.settings.recovery.terms ?? {}, say.language)}</p>
        <input type="hidden" name="journey" value={journey.id} />
        <Checkbox name="accepted" label={say('recover.terms.accept')} />
        <Button>{say('recover.terms.submit')}</Button>
      </ActionForm>
    </EntrancePage>
  )
}
