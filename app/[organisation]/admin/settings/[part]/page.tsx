import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button, ButtonLink } from '@/components/button'
import { HiddenField } from '@/components/hidden-field'
import { Notice } from '@/components/notice'
import { digestOf } from '@/lib/organisations/change-draft'
import { fieldOfSetting } from '@/lib/organisations/field-of-setting'
import { findSettings } from '@/lib/organisations/find-settings'
import { partNames, pathsOfPart } from '@/lib/organisations/settings-parts'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { savePart } from '../actions'
import { ColourLook } from '../colour-look'
import { Means } from '../means'
import { SettingField } from '../setting-field'
import { Studio } from '../studio'

type Params = { params: Promise<{ part: string }>; searchParams: Promise<{ did?: string }> }

const findPart = async (params: Params['params']) => {
  const { part } = await params
  const name = partNames.find((each) => each === part)
  // Sentences, notices and reasons have forms of their own.
  return name && pathsOfPart(name).every((path) => fieldOfSetting(path).kind !== 'own') ? name : null
}

export async function generateMetadata({ params }: Params) {
  await requireStaff('settings.view')
  const part = await findPart(params)
  return staffTitleOf('settings.view', part ? `settings.part.${part}` : 'settings.title')
}

/** One part of the settings: its form, and what the draft of it means. */
export default async function PartPage({ params, searchParams }: Params) {
  const visit = await requireStaff('settings.view')
  const { deps, organisation, say, paths } = visit
  const part = await findPart(params)
  if (!part) notFound()
  const now = await findSettings(deps, organisation.id)
  const settings = pathsOfPart(part)
  const { did } = await searchParams
  return (
    <StaffPage visit={visit}>
      <div className="stack max-w-narrow">
        <BackLink href={paths.adminSettings}>{say('settings.title')}</BackLink>
        {did === 'saved' && (
          <Notice tone="good">
            {say('settings.saved')} <a href={paths.adminDraft}>{say('settings.draft.look')}</a>
          </Notice>
        )}
        {did === 'same' && <Notice>{say('settings.same')}</Notice>}
        <h1>{say(`settings.part.${part}`)}</h1>
        {now.draft?.effectiveAt ? (
          <>
            <Notice>{say('settings.isDated')}</Notice>
            <ButtonLink href={paths.adminDraft}>{say('settings.draft.look')}</ButtonLink>
          </>
        ) : (
          <ActionForm id="part" action={savePart} isKept {...formWords(say)}>
            <input type="hidden" name="part" value={part} />
            <HiddenField name="seen" value={digestOf(now.shown, settings)} />
            {settings.map((path) => (
              <SettingField key={path} say={say} settings={now.shown} path={path} />
            ))}
            <div className="row">
              <Button>{say('settings.save')}</Button>
              <a href={paths.adminSettings}>{say('desk.cancel')}</a>
            </div>
          </ActionForm>
        )}
        <Means visit={visit} now={now} paths={settings} />
        {part === 'passwords' && <Studio visit={visit} settings={now.shown} />}
        {part === 'look' && <ColourLook say={say} settings={now.shown} />}
      </div>
    </StaffPage>
  )
}
