import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { ChoiceGroup } from '@/components/choice-group'
import { Field } from '@/components/field'
import { RadioChoices } from '@/components/radio-choices'
import { SelectField } from '@/components/select-field'
import { allowedAudiences, longest } from '@/lib/content/rules'
import { listGroupNames } from '@/lib/groups/find-group'
import { writeLocalTime } from '@/lib/organisations/local-time'
import { findNames } from '@/lib/people/find-names'
import { listHolders } from '@/lib/people/roles/list-holders'
import type { StaffVisit } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { ProveAgain } from '../../prove-again'
import { saveItemPlan } from '../actions'
import type { EditedItem } from './find-item'

/** Whom it is for, when, where it lies, and who looks after it. */
export async function PlanPart({ edited: { visit, item } }: { edited: EditedItem }) {
  const { say, deps, organisation } = visit
  const groups = await listGroupNames(deps, organisation.id)
  const { timeZone } = organisation.settings
  const zone = say('settings.apply.atHint', { zone: timeZone })
  const time = (at: Date | null) => (at ? writeLocalTime(at, timeZone) : '')
  const hasAddress = item.kind === 'page' || item.kind === 'news' || item.kind === 'help'
  const isGone = item.audience === 'groups' && item.audienceGroups.some((id) => groups.every((group) => group.id !== id))
  return (
    <ActionForm id="plan" action={saveItemPlan} isKept {...formWords(say)}>
      <input type="hidden" name="id" value={item.id} />
      <input type="hidden" name="version" value={item.version} />
      <RadioChoices
        name="audience"
        legend={say('editing.audience')}
        options={allowedAudiences(item.kind).map((value) => ({ value, label: say(`editing.audience.${value}`) }))}
        hint={isGone ? say('editing.groupGone') : undefined}
        defaultValue={item.audience}
      />
      {groups.length > 0 && (
        <ChoiceGroup legend={say('editing.groups')} hint={say('editing.groups.hint')}>
          {groups.map(({ id, name }) => (
            <Checkbox key={id} name={`group.${id}`} label={name} isChecked={item.audienceGroups.includes(id)} />
          ))}
        </ChoiceGroup>
      )}
      <Field
        name="publishAt"
        type="datetime-local"
        label={say('editing.publishAt')}
        hint={zone}
        defaultValue={time(item.publishAt)}
        className="max-w-[16rem]"
      />
      <Field name="expireAt" type="datetime-local" label={say('editing.expireAt')} hint={zone} defaultValue={time(item.expireAt)} className="max-w-[16rem]" />
      {hasAddress && (
        <Field
          name="slug"
          label={say('editing.slug')}
          hint={say('editing.slug.hint')}
          defaultValue={item.slug}
          maxLength={longest.slug}
          autoComplete="off"
          autoCapitalize="none"
        />
      )}
      {item.kind === 'system' && (
        <>
          <Field name="href" label={say('editing.href')} hint={say('editing.href.hint')} defaultValue={item.href} maxLength={longest.href} autoComplete="off" />
          <Field
            name="mark"
            label={say('editing.mark')}
            hint={say('editing.mark.hint')}
            defaultValue={item.mark}
            maxLength={longest.mark}
            autoComplete="off"
            className="max-w-[8rem]"
          />
        </>
      )}
      {item.kind !== 'news' && (
        <Field
          name="position"
          label={say('editing.position')}
          hint={say('editing.position.hint')}
          defaultValue={String(item.position)}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-[8rem]"
        />
      )}
      <SelectField name="ownerId" label={say('editing.owner')} options={await owners(visit, item.ownerId)} defaultValue={item.ownerId ?? ''} />
      <Field
        name="reviewBy"
        type="date"
        label={say('editing.reviewBy')}
        hint={say('editing.reviewBy.hint')}
        defaultValue={item.reviewBy?.toISOString().slice(0, 10)}
        className="max-w-[16rem]"
      />
      {item.isLive && <ProveAgain visit={visit} />}
      <Button>{say('editing.plan.submit')}</Button>
    </ActionForm>
  )
}

/** Who edits, by name; the present owner also when they no longer do. */
async function owners({ deps, organisation, say }: StaffVisit, ownerId: string | null) {
  const holders = await Promise.all((['editor', 'administrator'] as const).map((role) => listHolders(deps, organisation.id, { role, place: null })))
  const ids = [
    ...new Set([...(ownerId ? [ownerId] : []), ...holders.flatMap(({ holders }) => holders.filter(({ isBounded }) => !isBounded).map(({ id }) => id))]),
  ]
  const names = await findNames(deps, organisation.id, ids)
  return [{ value: '', label: say('editing.owner.nobody') }, ...ids.map((id) => ({ value: id, label: names.get(id) ?? say('editing.owner.gone') }))]
}
