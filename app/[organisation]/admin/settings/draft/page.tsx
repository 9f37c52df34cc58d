import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { HiddenField } from '@/components/hidden-field'
import { Notice } from '@/components/notice'
import { RadioChoices } from '@/components/radio-choices'
import { checkDraft } from '@/lib/flows/settings/apply-draft'
import { digestOf } from '@/lib/organisations/change-draft'
import { findDeviations } from '@/lib/organisations/deviations'
import { changedByBoth, difference } from '@/lib/organisations/difference'
import { type Draft, findSettings, type SettingsNow } from '@/lib/organisations/find-settings'
import { findVersion } from '@/lib/organisations/find-version'
import { loweredSettings } from '@/lib/organisations/lowered'
import { securityRules } from '@/lib/organisations/security-rules'
import type { SettingPath } from '@/lib/organisations/settings-parts'
import { isFresh } from '@/lib/sessions/rules'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { isAnswerToForm } from '@/lib/web/visit'
import { isWordKey } from '@/lib/words/keys'
import { formWords } from '../../../form-words'
import { PresentPassword } from '../../../present-password'
import { timeOf } from '../../../say-sign-in'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { applyDraft, renewDraft, saveReasons, stopDate, throwAway } from '../actions'
import { Changes } from '../changes'
import { Means } from '../means'
import { who } from '../who'

export const generateMetadata = () => staffTitleOf('settings.view', 'settings.draft.title')

type Params = { searchParams: Promise<{ did?: string }> }

/** The whole draft before it is decided: what differs, what it means, what keeps it from coming into force. */
export default async function DraftPage({ searchParams }: Params) {
  const visit = await requireStaff('settings.view')
  const { deps, organisation, say, paths } = visit
  const now = await findSettings(deps, organisation.id)
  const { did } = await searchParams
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminSettings}>{say('settings.title')}</BackLink>
        {(did === 'saved' || did === 'renewed') && <Notice tone="good">{say(`settings.done.${did}`)}</Notice>}
        <h1>{say('settings.draft.title')}</h1>
        {/* The form that threw the draft away, or put it in force, stays in its place: it is the form that goes on. */}
        {now.draft || (await isAnswerToForm()) ? <WholeDraft visit={visit} now={now} /> : <p>{say('settings.draft.none')}</p>}
      </div>
    </StaffPage>
  )
}

async function WholeDraft({ visit, now }: { visit: StaffVisit; now: SettingsNow }) {
  const { deps, organisation, say } = visit
  const { inForce, draft } = now
  const problems = draft ? await checkDraft(deps, organisation.id, draft) : []
  const isOutdated = problems.includes('settings.draft.outdated')
  const lowered = draft ? loweredSettings(inForce.settings, draft.settings) : []
  const columns = { from: say('settings.draft.column.inForce'), to: say('settings.draft.column.draft') }
  return (
    <>
      {draft?.failure && isWordKey(draft.failure) && <p className="error">{say('settings.draft.failed', { why: say(draft.failure) })}</p>}
      {draft?.effectiveAt && <Dated visit={visit} draft={draft} at={draft.effectiveAt} />}
      {draft && <Changes say={say} caption={say('settings.draft.title')} changes={difference(inForce.settings, draft.settings)} columns={columns} />}
      <Means visit={visit} now={now} />
      {draft && !draft.effectiveAt && <Reasons visit={visit} now={now} />}
      {isOutdated && draft && <Renew visit={visit} now={now} draft={draft} />}
      {problems
        .filter((problem) => problem !== 'settings.draft.outdated')
        .map((problem) => (
          <p className="error" key={problem}>
            {say(problem)}
          </p>
        ))}
      {!draft?.effectiveAt && problems.length === 0 && <Apply visit={visit} revision={draft?.revision ?? 0} lowered={lowered} />}
      {draft && !draft.effectiveAt && (
        <ActionForm id="discard" action={throwAway} {...formWords(say)}>
          <input type="hidden" name="revision" value={draft.revision} />
          <Button variant="plain">{say('settings.draft.discard')}</Button>
        </ActionForm>
      )}
    </>
  )
}

async function Dated({ visit, draft, at }: { visit: StaffVisit; draft: Draft; at: Date }) {
  const { say } = visit
  return (
    <ActionForm id="stop" action={stopDate} {...formWords(say)}>
      <p className="notice">{say('settings.draft.willBe', { at: timeOf(visit).format(at), who: await who(visit, draft.changedBy), reason: draft.reason })}</p>
      <input type="hidden" name="revision" value={draft.revision} />
      <Button variant="second">{say('settings.draft.stop')}</Button>
    </ActionForm>
  )
}

/** A reason for each rule that the draft breaks; without one it stays a draft. */
function Reasons({ visit: { say }, now: { shown } }: { visit: StaffVisit; now: SettingsNow }) {
  const broken = findDeviations(shown)
  if (broken.length === 0) return null
  return (
    <section className="stack tight below" aria-labelledby="reasons-title">
      <h2 id="reasons-title">{say('settings.reasons.title')}</h2>
      <ActionForm id="reasons" action={saveReasons} isKept {...formWords(say)}>
        <HiddenField name="seen" value={digestOf(shown, ['deviations'])} />
        {broken.map((rule) => {
          const key = `settings.rule.${rule}`
          return (
            <Field
              key={rule}
              name={`rule.${rule}`}
              label={say('settings.reasons.label', { rule })}
              hint={`${isWordKey(key) ? say(key) : ''} ${securityRules[rule]?.sources ?? ''}`}
              defaultValue={shown.deviations.find((recorded) => recorded.rule === rule)?.reason}
              autoComplete="off"
            />
          )
        })}
        <Button variant="second">{say('settings.reasons.submit')}</Button>
      </ActionForm>
    </section>
  )
}

async function Renew({ visit, now, draft }: { visit: StaffVisit; now: SettingsNow; draft: Draft }) {
  const { deps, organisation, say } = visit
  const base = await findVersion(deps, organisation.id, draft.basedOn)
  const both = base?.settings ? changedByBoth(now.inForce.settings, { base: base.settings, draft: draft.settings }) : []
  return (
    <ActionForm id="renew" action={renewDraft} {...formWords(say)}>
      <p className="notice">
        {say('settings.draft.renew.text', { number: now.inForce.version })}
        {both.length > 0 && <> {say('settings.draft.renew.both', { changes: names(visit, both) })}</>}
      </p>
      <input type="hidden" name="revision" value={draft.revision} />
      <Button>{say('settings.draft.renew.submit')}</Button>
    </ActionForm>
  )
}

const names = ({ say }: Pick<StaffVisit, 'say'>, paths: readonly SettingPath[]) =>
  new Intl.ListFormat(say.language).format(paths.map((path) => say(`settings.field.${path}`)))

function Apply({ visit, revision, lowered }: { visit: StaffVisit; revision: number; lowered: SettingPath[] }) {
  const { deps, organisation, say, session } = visit
  const { sessions, timeZone } = organisation.settings
  return (
    <section className="stack tight below" aria-labelledby="apply-title">
      <h2 id="apply-title">{say('settings.apply.title')}</h2>
      <ActionForm id="apply" action={applyDraft} isKept {...formWords(say)}>
        <input type="hidden" name="revision" value={revision} />
        <input type="hidden" name="once" value={randomUUID()} />
        <Field name="reason" label={say('settings.apply.reason')} hint={say('settings.apply.reasonHint')} autoComplete="off" />
        <RadioChoices
          legend={say('settings.apply.when')}
          name="when"
          options={[
            { value: 'now', label: say('settings.apply.now') },
            { value: 'later', label: say('settings.apply.later') },
          ]}
          defaultValue="now"
        />
        <Field
          name="at"
          type="datetime-local"
          label={say('settings.apply.at')}
          hint={say('settings.apply.atHint', { zone: timeZone })}
          className="max-w-[16rem]"
        />
        {lowered.length > 0 && <Notice title={say('settings.lowered.title')}>{say('settings.lowered.text', { changes: names(visit, lowered) })}</Notice>}
        {(lowered.length > 0 || !isFresh(session.authenticatedAt, sessions.freshMinutes, deps.now())) && <PresentPassword visit={visit} />}
        <Button>{say('settings.apply.submit')}</Button>
      </ActionForm>
    </section>
  )
}
