import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { HiddenField } from '@/components/hidden-field'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { digestOf } from '@/lib/organisations/change-draft'
import { findSettings } from '@/lib/organisations/find-settings'
import { writeLocalTime } from '@/lib/organisations/local-time'
import { inLanguage } from '@/lib/organisations/rules'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { languagesOfTexts } from '@/lib/organisations/setting-form'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { saveNotice } from '../actions'

export const generateMetadata = () => staffTitleOf('settings.view', 'settings.part.notices')

type OneNotice = OrganisationSettings['notices'][number]

/** The notices of the sign-in page, one form each, and one for the next. */
export default async function NoticesPage({ searchParams }: { searchParams: Promise<{ did?: string }> }) {
  const visit = await requireStaff('settings.view')
  const { deps, organisation, say, paths } = visit
  const { shown, draft } = await findSettings(deps, organisation.id)
  const { did } = await searchParams
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminSettings}>{say('settings.title')}</BackLink>
        {did === 'saved' && (
          <Notice tone="good">
            {say('settings.saved')} <a href={paths.adminDraft}>{say('settings.draft.look')}</a>
          </Notice>
        )}
        <h1>{say('settings.part.notices')}</h1>
        <p>{say(draft?.effectiveAt ? 'settings.isDated' : 'settings.notices.lead')}</p>
      </div>
      {!draft?.effectiveAt &&
        placed([...shown.notices, null]).map(({ notice, at }) => (
          <Part
            key={at}
            title={notice ? say('settings.notices.one', { number: at + 1 }) : say('settings.notices.new')}
            text={notice && inLanguage(notice.text, say.language)}
          >
            <NoticeForm visit={visit} settings={shown} notice={notice} at={at} />
          </Part>
        ))}
    </StaffPage>
  )
}

/** A notice is its place in the list. */
const placed = (notices: (OneNotice | null)[]) => notices.map((notice, at) => ({ notice, at }))

function NoticeForm({ visit: { say }, settings, notice, at }: { visit: StaffVisit; settings: OrganisationSettings; notice: OneNotice | null; at: number }) {
  const languages = languagesOfTexts(settings.languages, { ...notice?.text, ...notice?.title })
  const time = (text: string | undefined) => (text ? writeLocalTime(new Date(text), settings.timeZone) : '')
  const zone = say('settings.apply.atHint', { zone: settings.timeZone })
  return (
    <ActionForm id={`notice-${at}`} action={saveNotice} isKept {...formWords(say)}>
      <input type="hidden" name="at" value={at} />
      <HiddenField name="seen" value={digestOf(settings, ['notices'])} />
      {languages.map((language) => {
        const called = (label: string) => say('settings.inLanguage', { label, language: say(`settings.language.${language}`) })
        return (
          <div key={language} className="stack">
            <Field name={`title.${language}`} label={called(say('settings.notices.heading'))} defaultValue={notice?.title?.[language]} autoComplete="off" />
            <Field name={`text.${language}`} label={called(say('settings.notices.text'))} defaultValue={notice?.text[language]} isLong autoComplete="off" />
            <Field
              name={`label.${language}`}
              label={called(say('settings.notices.linkLabel'))}
              defaultValue={notice?.link?.label[language]}
              autoComplete="off"
            />
          </div>
        )
      })}
      <Field name="href" label={say('settings.notices.href')} defaultValue={notice?.link?.href} autoComplete="off" />
      <Field name="from" type="datetime-local" label={say('settings.notices.from')} hint={zone} defaultValue={time(notice?.from)} className="max-w-[16rem]" />
      <Field
        name="until"
        type="datetime-local"
        label={say('settings.notices.until')}
        hint={zone}
        defaultValue={time(notice?.until)}
        className="max-w-[16rem]"
      />
      <div className="row">
        <Button>{say('settings.save')}</Button>
        {notice && (
          <Button variant="plain" name="remove" value="yes">
            {say('settings.notices.remove')}
          </Button>
        )}
      </div>
    </ActionForm>
  )
}
