import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Difference } from '@/components/difference'
import { findRevision } from '@/lib/content/edit-content'
import { compareTexts } from '@/lib/content/rules'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../../../form-words'
import { timeOf } from '../../../../../say-sign-in'
import { staffTitleOf } from '../../../../../title'
import { StaffPage } from '../../../../staff-page'
import { restoreText } from '../../../actions'
import { findEdited } from '../../find-item'

export const generateMetadata = () => staffTitleOf('content.edit', 'editing.history')

/** One text that was saved: what became different with it, and a way to take it back. */
export default async function RevisionPage({ params }: { params: Promise<{ id: string; number: string }> }) {
  const { id, number: typed } = await params
  const { visit, item, latest } = await findEdited(await requireStaff('content.edit'), id)
  const { deps, organisation, say, paths } = visit
  const found = /^\d{1,9}$/.test(typed) ? await findRevision(deps, organisation.id, item.id, Number(typed)) : null
  if (!found) notFound()
  const { revision, before } = found
  const { number, language } = revision
  const isLast = latest.some((text) => text.number === number)
  const words = { new: say('editing.difference.new'), gone: say('editing.difference.gone') }
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={`${paths.adminHistory(item.id)}?language=${language}`}>
          {say('editing.historyIn', { language: say(`settings.language.${language as 'sv'}`) })}
        </BackLink>
        <h1>{say('editing.savedAt', { at: timeOf(visit).format(revision.savedAt) })}</h1>
        {!isLast && (
          <ActionForm id="restore" action={restoreText} {...formWords(say)}>
            <input type="hidden" name="id" value={item.id} />
            <input type="hidden" name="version" value={item.version} />
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="once" value={randomUUID()} />
            <p>{say('editing.restore.text')}</p>
            <Button>{say('editing.restore')}</Button>
          </ActionForm>
        )}
        {(['title', 'summary', 'keywords', 'body'] as const)
          .filter((name) => revision[name] || before?.[name])
          .map((name) => (
            <section key={name} className="stack tight w-full">
              <h2>{say(name === 'title' ? 'editing.textTitle' : `editing.${name}`)}</h2>
              <Difference lines={compareTexts(before?.[name] ?? '', revision[name])} lang={language} words={words} />
            </section>
          ))}
      </div>
    </StaffPage>
  )
}
