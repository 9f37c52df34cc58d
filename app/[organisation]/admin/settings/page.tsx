import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { Due } from '@/components/due'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { SelectField } from '@/components/select-field'
import { Tag } from '@/components/tag'
import { difference } from '@/lib/organisations/difference'
import { findSettings, type SettingsNow } from '@/lib/organisations/find-settings'
import { findVersion } from '@/lib/organisations/find-version'
import { presets } from '@/lib/organisations/presets/all'
import { partNames, pathsOfPart, type SettingsPart, settingAt } from '@/lib/organisations/settings-parts'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { isWordKey } from '@/lib/words/keys'
import { formWords } from '../../form-words'
import { timeOf } from '../../say-sign-in'
import { staffTitleOf } from '../../title'
import { StaffPage } from '../staff-page'
import { startFromModel } from './actions'
import { saySetting } from './say-setting'
import { who } from './who'

export const generateMetadata = () => staffTitleOf('settings.view', 'settings.title')

/** What a notice after an act is called by. */
const done = ['applied', 'dated', 'stopped', 'discarded', 'renewed', 'saved'] as const

/** Every setting of the organisation in its parts, as drafted, with the way to change each. */
export default async function SettingsPage({ searchParams }: { searchParams: Promise<{ did?: string }> }) {
  const visit = await requireStaff('settings.view')
  const { deps, organisation, say, paths } = visit
  const now = await findSettings(deps, organisation.id)
  const { did } = await searchParams
  const told = done.find((name) => name === did)
  const version = await findVersion(deps, organisation.id, now.inForce.version)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        {told && <Notice tone="good">{say(`settings.done.${told}`)}</Notice>}
        <h1>{say('settings.title')}</h1>
        <p>{say('settings.lead')}</p>
        <p className="quiet">
          {say('settings.inForce', {
            number: now.inForce.version,
            at: version ? timeOf(visit).format(version.at) : '–',
            who: await who(visit, version?.actorId ?? null),
          })}{' '}
          <a href={paths.adminVersions}>{say('settings.versions.title')}</a>
        </p>
        {now.draft && <DraftDue visit={visit} now={now} draft={now.draft} />}
      </div>
      {partNames
        .filter((part) => part !== 'deviations' || now.shown.deviations.length > 0)
        .map((part) => (
          <PartSummary key={part} visit={visit} now={now} part={part} />
        ))}
      {!now.draft?.effectiveAt && <Models visit={visit} />}
    </StaffPage>
  )
}

async function DraftDue({ visit, now, draft }: { visit: StaffVisit; now: SettingsNow; draft: NonNullable<SettingsNow['draft']> }) {
  const { say, paths } = visit
  const time = timeOf(visit)
  const by = await who(visit, draft.changedBy)
  const text = draft.effectiveAt
    ? say('settings.draft.willBe', { at: time.format(draft.effectiveAt), who: by, reason: draft.reason })
    : say('settings.draft.count', { count: difference(now.inForce.settings, draft.settings).length, who: by, at: time.format(draft.changedAt) })
  return (
    <Due
      tag={say('settings.draft.title')}
      title={text}
      text={draft.failure && isWordKey(draft.failure) ? say('settings.draft.failed', { why: say(draft.failure) }) : ''}
    >
      <ButtonLink href={paths.adminDraft}>{say('settings.draft.look')}</ButtonLink>
    </Due>
  )
}

/** Where a part is changed: reasons for broken rules stand with the draft. */
function PartSummary({ visit: { say, paths }, now: { inForce, draft, shown }, part }: { visit: StaffVisit; now: SettingsNow; part: SettingsPart }) {
  const title = say(`settings.part.${part}`)
  const changed = difference(inForce.settings, shown).map(({ path }) => path)
  return (
    <Part title={title}>
      <dl className="facts even w-full">
        {pathsOfPart(part).map((path) => (
          <div key={path} className="contents">
            <dt>{say(`settings.field.${path}`)}</dt>
            <dd className="whitespace-pre-line">
              {shorten(saySetting(say, path, settingAt(shown, path)))} {changed.includes(path) && <Tag>{say('settings.changed')}</Tag>}
            </dd>
          </div>
        ))}
      </dl>
      {!draft?.effectiveAt && part !== 'deviations' && (
        <a href={paths.adminSettingsPart(part)} aria-label={say('settings.changePart', { part: title })}>
          {say('settings.change')}
        </a>
      )}
    </Part>
  )
}

const shorten = (text: string) => (text.length > 160 ? `${text.slice(0, 159)}…` : text)

function Models({ visit: { say } }: { visit: StaffVisit }) {
  const names = Object.keys(presets).reverse()
  return (
    <Part title={say('settings.preset.title')} text={say('settings.preset.text')}>
      <ActionForm id="model" action={startFromModel} {...formWords(say)}>
        <SelectField
          name="preset"
          label={say('settings.preset.label')}
          options={names.map((name) => {
            const key = `settings.preset.${name}`
            return { value: name, label: isWordKey(key) ? say(key) : name }
          })}
        />
        <Checkbox name="withTexts" label={say('settings.preset.withTexts')} />
        <Button variant="second">{say('settings.preset.submit')}</Button>
      </ActionForm>
    </Part>
  )
}
