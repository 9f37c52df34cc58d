import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Part } from '@/components/part'
import { findProblem } from '@/lib/content/rules'
import { formWords } from '../../../form-words'
import { ActForm } from '../../act-form'
import { ProveAgain } from '../../prove-again'
import { moveItem, removeItem } from '../actions'
import type { EditedItem } from './find-item'

/** The way to the readers, back from them, and out. */
export function StepsPart({ edited, isRemoving }: { edited: EditedItem; isRemoving: boolean }) {
  const { visit, item, latest } = edited
  const { say, paths } = visit
  const problem = findProblem(item, latest)
  if (isRemoving)
    return (
      <ActForm visit={visit} id="remove" title={say('editing.remove')} text={say('editing.remove.text')} action={removeItem} cancel={paths.adminItem(item.id)}>
        <Which edited={edited} />
      </ActForm>
    )
  return (
    <Part
      title={say('editing.steps')}
      text={say(item.isLive ? (item.state === 'published' ? 'editing.steps.live' : 'editing.steps.changed') : 'editing.steps.draft')}
    >
      {problem && <p className="quiet">{say(problem)}</p>}
      <Step edited={edited} step="publish" variant="primary" />
      <div className="row">
        {item.state === 'draft' && <Step edited={edited} step="review" />}
        {item.state === 'review' && <Step edited={edited} step="draft" />}
        {item.isLive && <Step edited={edited} step="hide" />}
        <ButtonLink variant="plain" href={`${paths.adminItem(item.id)}?act=remove`}>
          {say('editing.remove')}
        </ButtonLink>
      </div>
    </Part>
  )
}

const Which = ({ edited: { item } }: { edited: EditedItem }) => (
  <>
    <input type="hidden" name="id" value={item.id} />
    <input type="hidden" name="version" value={item.version} />
  </>
)

type StepProps = { edited: EditedItem; step: 'publish' | 'review' | 'draft' | 'hide'; variant?: 'primary' | 'second' }

function Step({ edited, step, variant = 'second' }: StepProps) {
  const { say } = edited.visit
  return (
    <div>
      <ActionForm id={step} action={moveItem} {...formWords(say)}>
        <Which edited={edited} />
        <input type="hidden" name="once" value={randomUUID()} />
        <input type="hidden" name="step" value={step} />
        {step === 'publish' && <ProveAgain visit={edited.visit} />}
        <Button variant={variant}>{say(`editing.step.${step}`)}</Button>
      </ActionForm>
    </div>
  )
}
