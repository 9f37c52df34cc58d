import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { Field } from '@/components/field'
import { Part } from '@/components/part'
import type { OwnFactors } from '@/lib/factors/list-factors'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { PresentPassword } from '../../../present-password'
import { timeOf } from '../../../say-sign-in'
import { addApp, removeFactor } from './actions'

type Props = { visit: MemberVisit; apps: OwnFactors['apps']; isOpen: boolean; removing?: string }

/** Authenticator apps: those that are there, one to remove, one to add. */
export function AppsPart({ visit, apps, isOpen, removing }: Props) {
  const { say, paths } = visit
  const time = timeOf(visit)
  const rows = apps.map(({ id, name, createdAt, lastUsedAt }) => ({
    key: id,
    cells: {
      name: (
        <>
          <span className="break-words">{name}</span>
          <span className="quiet text-small block">{say('factor.added', { at: time.format(createdAt) })}</span>
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
    <Part title={say('factor.apps.title')} text={say('factor.apps.why')}>
      {rows.length > 0 ? (
        <DataTable caption={say('factor.apps.title')} isCaptionHidden isHeadHidden columns={columns} rows={rows} />
      ) : (
        <p className="quiet">{say('factor.apps.none')}</p>
      )}
      {isOpen && removing && <Removal visit={visit} id={removing} name={apps.find(({ id }) => id === removing)?.name ?? ''} />}
      {isOpen && !removing && (
        <ActionForm id="add-app" action={addApp} {...formWords(say)}>
          <Field name="name" label={say('factor.name.label')} hint={say('factor.name.hint')} autoComplete="off" maxLength={60} />
          <PresentPassword visit={visit} />
          <Button>{say('factor.apps.add')}</Button>
        </ActionForm>
      )}
    </Part>
  )
}

function Removal({ visit, id, name }: { visit: MemberVisit; id: string; name: string }) {
  const { say, paths } = visit
  return (
    <section className="notice">
      <ActionForm id="remove-factor" action={removeFactor} {...formWords(say)}>
        <h3>{say('factor.remove.title', { name })}</h3>
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
