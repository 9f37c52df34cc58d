import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import type { Visit } from '@/lib/web/visit'
import { formWords } from '../../form-words'
import { mark } from './actions'

/** Whether the answer helped; whoever it did not help goes on to people, with the question. */
export function MarkAnswer({ visit: { say }, question, questionId }: { visit: Visit; question: string; questionId: string | null }) {
  return (
    <ActionForm id="mark" action={mark} {...formWords(say)}>
      <input type="hidden" name="question" value={questionId ?? ''} />
      <input type="hidden" name="asked" value={question} />
      <p className="row">
        <strong>{say('help.did')}</strong>
        <Button variant="second" name="help" value="yes">
          {say('help.did.yes')}
        </Button>
        <Button variant="second" name="help" value="no">
          {say('help.did.no')}
        </Button>
      </p>
    </ActionForm>
  )
}
