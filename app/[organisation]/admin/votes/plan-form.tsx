import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { Field } from '@/components/field'
import { RadioChoices } from '@/components/radio-choices'
import { longest } from '@/lib/elections/rules'
import type { Election } from '@/lib/elections/schema'
import { listGroupNames } from '@/lib/groups/find-group'
import { writeLocalTime } from '@/lib/organisations/local-time'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { saveVote } from './actions'
import { inLanguage } from './language-name'

const day = 86_400_000

/** What a vote is, but for its questions. */
export async function PlanForm({ visit, election, cancel }: { visit: MemberVisit; election: Election | null; cancel: string }) {
  const { deps, organisation, say } = visit
  const { languages, timeZone } = organisation.settings
  const groups = await listGroupNames(deps, organisation.id)
  const hour = new Date(Math.ceil(deps.now().getTime() / 3_600_000) * 3_600_000)
  const times = election ?? { opensAt: hour, closesAt: new Date(hour.getTime() + 7 * day) }
  // What a simple vote can't have begins anew where it becomes a sealed one.
  const isNewlySealed = election?.mode !== 'sealed'
  const chosen = (election?.groupIds ?? []).flatMap((id) => groups.find((group) => group.id === id)?.name ?? [])
  return (
    <ActionForm id="vote" action={saveVote} isKept {...formWords(say)}>
      <input type="hidden" name="once" value={election?.id ?? randomUUID()} />
      {election && <input type="hidden" name="version" value={election.version} />}
      {languages.map((language) => (
        <Field
          key={language}
          name={`title-${language}`}
          label={inLanguage(visit, 'votes.form.title', language)}
          defaultValue={election?.title[language]}
          maxLength={longest.title}
          autoComplete="off"
        />
      ))}
      <RadioChoices
        name="mode"
        legend={say('votes.form.mode')}
        options={(['sealed', 'simple'] as const).map((value) => ({ value, label: say(`votes.mode.${value}`), hint: say(`votes.mode.${value}.hint`) }))}
        defaultValue={election?.mode ?? 'sealed'}
      />
      <Field name="groups" label={say('votes.form.groups')} hint={say('votes.form.groups.hint')} defaultValue={chosen.join('; ')} autoComplete="off" />
      <Field
        name="opens"
        type="datetime-local"
        label={say('votes.form.opens')}
        hint={say('votes.form.zone', { zone: timeZone })}
        defaultValue={writeLocalTime(times.opensAt, timeZone)}
        className="max-w-[16rem]"
      />
      <Field
        name="closes"
        type="datetime-local"
        label={say('votes.form.closes')}
        defaultValue={writeLocalTime(times.closesAt, timeZone)}
        className="max-w-[16rem]"
      />
      <Checkbox name="reminds" label={say('votes.form.reminds')} hint={say('votes.form.reminds.hint')} isChecked={election?.reminds ?? true} />
      <div className="of-sealed stack w-full">
        <Checkbox name="revote" label={say('votes.form.revote')} hint={say('votes.form.revote.hint')} isChecked={isNewlySealed || election?.isRevotable} />
        <RadioChoices
          name="paper"
          legend={say('votes.form.paper')}
          options={(['none', 'last', 'paper', 'first'] as const).map((value) => ({
            value,
            label: say(`votes.paper.${value}`),
            hint: say(`votes.paper.${value}.hint`),
          }))}
          defaultValue={election?.paper ?? 'none'}
        />
        <RadioChoices
          name="verify"
          legend={say('votes.form.verify')}
          options={(['board', 'content'] as const).map((value) => ({ value, label: say(`votes.verify.${value}`), hint: say(`votes.verify.${value}.hint`) }))}
          defaultValue={election?.verify ?? 'board'}
        />
        <RadioChoices
          name="keys"
          legend={say('votes.form.keys')}
          options={(['portal', 'officers'] as const).map((value) => ({ value, label: say(`votes.keysOf.${value}`), hint: say(`votes.keysOf.${value}.hint`) }))}
          defaultValue={election?.keys ?? 'portal'}
        />
      </div>
      <Field
        name="quorum"
        inputMode="numeric"
        label={say('votes.form.quorum')}
        hint={say('votes.form.quorum.hint')}
        defaultValue={String(election?.quorum ?? 0)}
        className="max-w-[8rem]"
      />
      <div className="row">
        <Button>{say('votes.form.save')}</Button>
        <a href={cancel}>{say('desk.cancel')}</a>
      </div>
    </ActionForm>
  )
}
