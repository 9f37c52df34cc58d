import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import { Part } from '@/components/part'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { PresentPassword } from '../../../present-password'
import { timeOf } from '../../../say-sign-in'
import { removeFactor } from './actions'

type Shown = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null; host?: string }
type Props = {
  visit: MemberVisit
  kind: 'apps' | 'passkeys'
  factors: readonly Shown[]
  /** whether the person has shown enough to change anything here */
  isOpen: boolean
  /** null where the organisation offers none to the person's groups */
  add: ((state: FormState, form: FormData) => Promise<FormState>) | null
}

/** Apps or passkeys: those that are there, and one to add. */
export function FactorList({ visit, kind, factors, isOpen, add }: Props) {
  const { say, paths } = visit
  const time = timeOf(visit)
  const rows = factors.map(({ id, name, createdAt, lastUsedAt, host }) => ({
    key: id,
    cells: {
      name: (
        <>
          <span className="break-words">{name}</span>
          <span className="quiet text-small block">{[say('factor.added', { at: time.format(createdAt) }), host].filter(Boolean).join(' · ')}</span>
          <span className="quiet text-small block">{lastUsedAt ? say('factor.lastUsed', { at: time.format(lastUsedAt) }) : say('factor.neverUsed')}</span>
        </>
      ),
      remove: isOpen && (
        <a href={`${paths.factors}?remove=${id}`}>
          {say('factor.remove')}
          <span className="sr-only">: {name}</span>
        </a>
      ),
    },
  }))
  const columns = [
    { key: 'name', label: say('factor.name.label') },
    { key: 'remove', label: say('factor.remove'), isEnd: true },
  ]
  return (
    <Part title={say(`factor.${kind}.title`)} text={say(`factor.${kind}.why`)}>
      {rows.length > 0 ? (
        <DataTable caption={say(`factor.${kind}.title`)} isCaptionHidden isHeadHidden columns={columns} rows={rows} />
      ) : (
        <p className="quiet">{say(`factor.${kind}.none`)}</p>
      )}
      {isOpen && add && (
        <ActionForm id={`add-${kind}`} action={add} {...formWords(say)}>
          <Field name="name" label={say('factor.name.label')} hint={say('factor.name.hint')} autoComplete="off" maxLength={60} />
          <PresentPassword visit={visit} />
          <Button>{say(`factor.${kind}.add`)}</Button>
        </ActionForm>
      )}
    </Part>
  )
}

/** One factor to be removed, by its name; its form stays when it is gone, for it is the form that goes on. */
export function Removal({ visit, id, name }: { visit: MemberVisit; id: string; name: string }) {
  const { say, paths } = visit
  return (
    <section className="notice">
      <ActionForm id="remove-factor" action={removeFactor} {...formWords(say)}>
        <h2>{say('factor.remove.title', { name })}</h2>
        <p>{say('factor.remove.text')}</p>
        <input type="hidden" name="factor" value={id} />
        <PresentPassword visit={visit} />
        <div className="row">
          <Button>{say('factor.remove')}</Button>
          <a href={paths.factors}>{say('desk.cancel')}</a>
        </div>
      </ActionForm>
    </section>
  )
}
