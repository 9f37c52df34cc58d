import { z } from 'zod'
import { BackLink } from '@/components/back-link'
import { DataTable } from '@/components/data-table'
import { Notice } from '@/components/notice'
import { readOwnLog } from '@/lib/flows/change-details/read-own-log'
import { sayPhone } from '@/lib/organisations/say-phone'
import { helpContact } from '@/lib/web/help-contact'
import { requireMember } from '@/lib/web/session'
import { sayPurpose } from '../../../admin/deliveries/say-delivery'
import { InsidePage } from '../../../inside-page'
import { sayAct } from '../../../say-act'
import { readObject, timeOf } from '../../../say-sign-in'
import { insideTitleOf } from '../../../title'

export const generateMetadata = () => insideTitleOf('ownLog.title')

/** Looks into one's account have words of their own: here "this page" is another one. */
const looks: Record<string, 'ownLog.viewed' | 'ownLog.logRead'> = {
  'desk.person-viewed': 'ownLog.viewed',
  'audit.viewed': 'ownLog.logRead',
  'audit.exported': 'ownLog.logRead',
}

/** Who looked at the account, did something with it or changed it, and what was sent (security.md, idea 8). */
export default async function OwnLogPage({ searchParams }: { searchParams: Promise<{ before?: string | string[] }> }) {
  const visit = await requireMember()
  const { deps, organisation, session, say, paths } = visit
  const before = z.uuid().safeParse((await searchParams).before).data ?? null
  const { rows, next, names } = await readOwnLog(deps, organisation.id, session.personId, before)
  const time = timeOf(visit)
  const whoOf = (actorId: string | null, by: unknown) => {
    if (actorId === session.personId) return say('ownLog.you')
    if (actorId === null) return by === 'operator' ? say('ownLog.administrator') : say('ownLog.portal')
    return names.get(actorId) ?? say('ownLog.administrator')
  }
  const told = rows.map(({ id, event, message }) => {
    if (message) {
      const { channel, recipient, purpose, createdAt } = message
      const to = channel === 'sms' ? sayPhone(recipient, organisation.settings.country) : recipient
      const what = (
        <>
          {say('desk.message', { channel, to })}
          <span className="quiet text-small block">{sayPurpose(visit, purpose)}</span>
        </>
      )
      return { key: id, cells: { when: time.format(createdAt), what, who: say('ownLog.portal') } }
    }
    const { at, act, outcome, actorId, details, personal } = event
    const { reason } = readObject(personal)
    const look = looks[act]
    const what = (
      <>
        {look ? say(look) : sayAct(visit, act, outcome)}
        {typeof reason === 'string' && reason && <span className="quiet text-small block wrap-anywhere">{say('audit.reason', { reason })}</span>}
      </>
    )
    return { key: id, cells: { when: time.format(at), what, who: whoOf(actorId, readObject(details).by) } }
  })
  return (
    <InsidePage visit={visit}>
      <div className="stack">
        <BackLink href={paths.myDetails}>{say('page.myDetails')}</BackLink>
        <h1>{say('ownLog.title')}</h1>
        <p className="max-w-narrow">{say('ownLog.text')}</p>
        {told.length === 0 ? (
          <Notice>{say('ownLog.none')}</Notice>
        ) : (
          <DataTable
            caption={say('ownLog.title')}
            isCaptionHidden
            columns={[
              { key: 'when', label: say('desk.column.when'), isNumber: true },
              { key: 'what', label: say('desk.column.what') },
              { key: 'who', label: say('audit.who') },
            ]}
            rows={told}
          />
        )}
        <div className="row">
          {next && <a href={`${paths.ownLog}?before=${next}`}>{say('list.older')}</a>}
          {before && <a href={paths.ownLog}>{say('list.newest')}</a>}
        </div>
        <p>{say('ownLog.help', { help: helpContact(visit) })}</p>
      </div>
    </InsidePage>
  )
}
