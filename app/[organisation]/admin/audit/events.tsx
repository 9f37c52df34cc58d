import { DataTable } from '@/components/data-table'
import type { readAudit } from '@/lib/flows/audit/read-audit'
import type { AuditQuery } from '@/lib/flows/audit/schema'
import { deviceName } from '@/lib/sessions/device-name'
import type { MemberVisit } from '@/lib/web/session'
import { sayAct } from '../../say-act'
import { sayFact } from '../../say-fact'
import { readObject, timeOf } from '../../say-sign-in'
import { withQuery } from '../read-query'

type Found = Awaited<ReturnType<typeof readAudit>>
type Props = { visit: MemberVisit; events: NonNullable<Found['events']>; names: Found['names']; query: AuditQuery }

/** The page's rows. A name leads to what that person did, or to what was done to them. */
export function Events({ visit, events, names, query }: Props) {
  const { say, paths } = visit
  const time = timeOf(visit)
  const person = (id: string | null, part: 'who' | 'whom') =>
    id && <a href={withQuery(paths.adminAudit, { ...query, [part]: id, before: '' })}>{names.get(id) ?? say('audit.removed', { id: id.slice(-8) })}</a>
  const rows = events.map(({ id, at, act, outcome, actorId, subjectId, details, personal }) => {
    const { by, ...told } = readObject(details)
    const { address, userAgent, reason, ...typed } = readObject(personal)
    const more = Object.entries({ ...told, ...typed })
      .map(([name, value]) => sayFact(say, name, value, time))
      .filter(Boolean)
    return {
      key: id,
      cells: {
        when: <time dateTime={at.toISOString()}>{time.format(at)}</time>,
        what: (
          <>
            {sayAct(visit, act, outcome)}
            {typeof reason === 'string' && reason && <span className="text-small block wrap-anywhere">{say('audit.reason', { reason })}</span>}
            {more.length > 0 && <span className="quiet text-small block wrap-anywhere">{more.join(' · ')}</span>}
          </>
        ),
        who: person(actorId, 'who') ?? (by === 'operator' ? say('audit.operator') : ''),
        whom: subjectId && subjectId !== actorId && (
          <>
            <span className="quiet list:hidden">{say('audit.whom')}: </span>
            {person(subjectId, 'whom')}
          </>
        ),
        where: (
          <>
            {typeof address === 'string' && <span className="wrap-anywhere">{address}</span>}
            {typeof userAgent === 'string' && userAgent && ` · ${deviceName(userAgent, say)}`}
          </>
        ),
      },
    }
  })
  return (
    <DataTable
      caption={say('audit.title')}
      isCaptionHidden
      columns={[
        { key: 'when', label: say('desk.column.when'), isNumber: true },
        { key: 'what', label: say('desk.column.what') },
        { key: 'who', label: say('audit.who') },
        { key: 'whom', label: say('audit.whom') },
        { key: 'where', label: say('desk.column.where') },
      ]}
      rows={rows}
    />
  )
}
