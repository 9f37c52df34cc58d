import { BackLink } from '@/components/back-link'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { Tag } from '@/components/tag'
import { isStale, readersHave } from '@/lib/content/rules'
import { findKeptForm } from '@/lib/flows/keep-form'
import { requireStaff } from '@/lib/web/staff'
import { isWordKey } from '@/lib/words/keys'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { StateTags } from '../state-tags'
import { FilesPart } from './files-part'
import { type EditedItem, findEdited } from './find-item'
import { PlanPart } from './plan-part'
import { StepsPart } from './steps-part'
import { TextPart } from './text-part'

export const generateMetadata = () => staffTitleOf('content.edit', 'editing.title')

type Query = { language?: string | string[]; did?: string; act?: string; wrong?: string }
type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

/** One item: its text in one language, whom it is for and when, and the way to its readers. */
export default async function EditItemPage({ params, searchParams }: Props) {
  const { language, did, act, wrong } = await searchParams
  const visit = await requireStaff('content.edit')
  const { id } = await params
  const kept = await findKeptForm(visit.deps, visit.organisation, visit.client, visit.session.personId)
  const typed = kept?.values.id === id && kept.form.startsWith('text-') ? kept.values : undefined
  const edited = await findEdited(visit, id, language ?? typed?.language)
  const { item, title } = edited
  const { say, paths, deps } = visit
  const done = `editing.did.${did}`
  const address = addressOf(edited)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminContent}>{say('editing.title')}</BackLink>
        {did && isWordKey(done) && <Notice tone="good">{say(done)}</Notice>}
        <div className="stack tight">
          <h1 className="break-words">{title}</h1>
          <p className="row">
            {say(`editing.kind.${item.kind}`)} <StateTags visit={visit} item={item} />
          </p>
          <p className="row">
            <a href={`${paths.adminPreview(item.id)}?language=${edited.language}`}>{say('editing.preview')}</a>
            <a href={`${paths.adminHistory(item.id)}?language=${edited.language}`}>{say('editing.history')}</a>
            {address && readersHave(item, deps.now()) === 'live' && <a href={address}>{say('editing.asReaders')}</a>}
          </p>
        </div>
        <Languages edited={edited} />
        <TextPart edited={edited} typed={typed?.language === edited.language ? typed : undefined} />
        {item.kind !== 'system' && item.kind !== 'notice' && <FilesPart edited={edited} wrong={wrong} />}
        <StepsPart edited={edited} isRemoving={act === 'remove'} />
        <Part title={say('editing.plan')} text={say('editing.plan.text')}>
          <PlanPart edited={edited} />
        </Part>
      </div>
    </StaffPage>
  )
}

/** Where readers find it; what stands on another page has no address of its own. */
function addressOf({ item: { kind, slug }, visit: { paths } }: EditedItem): string | null {
  if (kind === 'page') return `${paths.pages}/${slug}`
  return kind === 'news' ? `${paths.news}/${slug}` : null
}

function Languages({ edited: { visit, item, latest, languages, language, source } }: { edited: EditedItem }) {
  const { say, paths } = visit
  if (languages.length < 2) return null
  return (
    <nav aria-label={say('editing.languages')} className="top-nav">
      <ul className="row gap-1">
        {languages.map((one) => {
          const text = latest.find((text) => text.language === one && text.title !== '')
          return (
            <li key={one}>
              <a href={`${paths.adminItem(item.id)}?language=${one}`} aria-current={one === language ? 'page' : undefined}>
                {say(`settings.language.${one as 'sv'}`)} {!text && <Tag>{say('editing.missing')}</Tag>}
                {text && isStale(text, source && { language: source.language, revision: source.number }) && <Tag tone="bad">{say('editing.stale')}</Tag>}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
