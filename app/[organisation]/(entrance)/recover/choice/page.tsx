import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { RadioChoices } from '@/components/radio-choices'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { titleOf } from '../../../title'
import { sendChoice } from '../actions'
import { requireProof } from '../require-proof'

export const generateMetadata = () => titleOf('recover.choice.title')

/** Keep the password or choose a new one; either way the account opens (M4). */
export default async function ChoicePage() {
  const { visit, journey } = await requireProof('choice')
  const { say } = visit
  return (
    <EntrancePage visit={visit}>
      <ActionForm id="choice" action={sendChoice} {...formWords(say)}>
        <h1>{say('recover.choice.title')}</h1>
        <input type="hidden" name="journey" value={journey.id} />
        <RadioChoices
          name="choice"
          legend={say('recover.choice.title')}
          isLegendHidden
          options={[
            { value: 'unlock', label: say('recover.choice.unlock'), hint: say('recover.choice.unlock.hint') },
            { value: 'new', label: say('recover.choice.new') },
          ]}
        />
        <Button>{say('recover.choice.submit')}</Button>
      </ActionForm>
    </EntrancePage>
  )
}
