import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { Field } from '@/components/field'
import { RadioChoices } from '@/components/radio-choices'
import { SelectField } from '@/components/select-field'
import { findCampaign, groupsToChoose } from '@/lib/campaigns/find-campaign'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { planCampaign } from '../actions'

export const generateMetadata = () => staffTitleOf('campaign.run', 'campaign.new')

const usual = { hours: '24', pace: '30', quietFrom: '20', quietUntil: '8' }

/** Whom, by which ways, at what pace. What comes of it is shown before anything is sent. */
export default async function NewCampaignPage({ searchParams }: { searchParams: Promise<{ again?: string }> }) {
  const visit = await requireStaff('campaign.run')
  const { deps, organisation, say, paths } = visit
  const again = z.uuid().safeParse((await searchParams).again)
  const former = again.success ? await findCampaign(deps, organisation.id, again.data) : null
  const groups = await groupsToChoose(deps, organisation.id)
  const audiences = [
    ...(former ? [{ value: 'left', label: say('campaign.audience.left', { name: former.name }) }] : []),
    { value: 'never-signed-in', label: say('campaign.audience.never-signed-in') },
    ...(groups.length > 0 ? [{ value: 'group', label: say('campaign.audience.group') }] : []),
  ]
  const ways = ['sms', 'email', 'letter'] as const
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminCampaigns}>{say('campaign.title')}</BackLink>
        <h1>{say('campaign.new')}</h1>
        <div className="w-full max-w-narrow">
          <ActionForm id="campaign" action={planCampaign} {...formWords(say)}>
            <input type="hidden" name="once" value={randomUUID()} />
            {former && <input type="hidden" name="after" value={former.id} />}
            <Field name="name" label={say('campaign.name')} hint={say('campaign.name.hint')} maxLength={100} autoComplete="off" />
            <RadioChoices name="audience" legend={say('campaign.audience')} options={audiences} defaultValue={audiences[0]?.value} />
            {groups.length > 0 && (
              <SelectField
                name="group"
                label={say('campaign.group')}
                options={[{ value: '', label: say('campaign.group.none') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
              />
            )}
            <Checkbox name="withActive" label={say('campaign.withActive')} hint={say('campaign.withActive.hint')} />
            <fieldset className="field gap-3">
              <legend className="mb-2">{say('campaign.channels')}</legend>
              <p className="hint text-hint">{say('campaign.channels.hint')}</p>
              {ways.map((way) => (
                <Checkbox key={way} name={way} label={say(`campaign.way.${way}`)} isChecked={(former?.channels ?? ways).includes(way)} />
              ))}
            </fieldset>
            <RadioChoices
              name="first"
              legend={say('campaign.first')}
              options={(['sms', 'email'] as const).map((way) => ({ value: way, label: say(`campaign.way.${way}`) }))}
              defaultValue={former?.channels[0] === 'email' ? 'email' : 'sms'}
            />
            <Field name="hours" inputMode="numeric" label={say('campaign.hours')} hint={say('campaign.hours.hint')} defaultValue={usual.hours} />
            <Field name="pace" inputMode="numeric" label={say('campaign.pace')} hint={say('campaign.pace.hint')} defaultValue={usual.pace} />
            <Field name="quietFrom" inputMode="numeric" label={say('campaign.quietFrom')} hint={say('campaign.quiet.hint')} defaultValue={usual.quietFrom} />
            <Field name="quietUntil" inputMode="numeric" label={say('campaign.quietUntil')} defaultValue={usual.quietUntil} />
            {organisation.settings.firstPassword.erasesAt === 'ordering' && (
              <Checkbox name="erases" label={say('campaign.erases')} hint={say('campaign.erases.hint')} />
            )}
            <p className="quiet">{say('campaign.plan.text')}</p>
            <Button>{say('campaign.plan')}</Button>
          </ActionForm>
        </div>
      </div>
    </StaffPage>
  )
}
