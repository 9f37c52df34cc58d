import type { ReactNode } from 'react'
import { DataTable } from '@/components/data-table'
import { Tag } from '@/components/tag'
import type { PersonSeen } from '@/lib/flows/desk/view-person'
import { sayPhone } from '@/lib/organisations/say-phone'
import { deviceName } from '@/lib/sessions/device-name'
import type { MemberVisit } from '@/lib/web/session'
import { sayAct } from '../../../say-act'
import { placeOf, readObject, timeOf, whyOf } from '../../../say-sign-in'

type Row = { at: Date; key: string; cells: Record<string, ReactNode> }

/** What happened and what was sent, in one table, newest first. */
export function History({ visit, seen }: { visit: MemberVisit; seen: PersonSeen }) {
  const { say, paths } = visit
  const page = paths.adminPerson(seen.details.id)
  const rows = [...events(visit, seen), ...messages(visit, seen)].sort((one, other) => other.at.getTime() - one.at.getTime())
  return (
    <section className="stack tight w-full" id="history">
      <h2>{say('desk.person.history')}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{say('desk.person.noHistory')}</p>
      ) : (
        <DataTable
          caption={say('desk.person.history')}
          isCaptionHidden
          columns={[
            { key: 'when', label: say('desk.column.when'), isNumber: true },
            { key: 'what', label: say('desk.column.what') },
            { key: 'where', label: say('desk.column.where') },
            { key: 'delivery', label: say('desk.column.delivery') },
          ]}
          rows={rows}
        />
      )}
      <p className="row">
        {!seen.isNewest && <a href={`${page}#history`}>{say('desk.person.newest')}</a>}
        {seen.older && <a href={`${page}?before=${seen.older}#history`}>{say('desk.person.older')}</a>}
      </p>
    </section>
  )
}

function events(visit: MemberVisit, { events, staffNames }: PersonSeen): Row[] {
  const { say } = visit
  const time = timeOf(visit)
  return events.map(({ id, at, act, outcome, actorId, details, personal }) => {
    const told = readObject(details)
    const { address, userAgent, reason } = readObject(personal)
    const by = actorId === null ? undefined : staffNames.get(actorId) // what people do themselves needs no name
    const place = typeof told.isInside === 'boolean' ? placeOf(visit, told.isInside) : null
    const where = [place, address, typeof userAgent === 'string' && userAgent && deviceName(userAgent, say)]
    return {
      at,
      key: id,
      cells: {
        when: time.format(at),
        what: (
          <>
            {sayAct(visit, act, outcome)}
            {whyOf(visit, told.why) && <span className="quiet text-small block">{whyOf(visit, told.why)}</span>}
            {[by, reason].some(Boolean) && <span className="quiet text-small block">{[by, reason].filter(Boolean).join(': ')}</span>}
          </>
        ),
        // Where a colleague sat is nobody's business on the telephone.
        where: by ? '' : where.filter(Boolean).join(' · '),
        delivery: '',
      },
    }
  })
}

function messages(visit: MemberVisit, { messages }: PersonSeen): Row[] {
  const { say, organisation } = visit
  const time = timeOf(visit)
  return messages.map((message) => {
    const { id, channel, recipient, text, queuedAt } = message
    const to = channel === 'sms' ? sayPhone(recipient, organisation.settings.country) : recipient
    const begins = text && shorten(text.split('\n').find(Boolean) ?? '')
    return {
      at: queuedAt,
      key: id,
      cells: {
        when: time.format(queuedAt),
        what: (
          <>
            {say('desk.message', { channel, to })}
            <span className="quiet text-small block">{begins ?? say('desk.message.secret')}</span>
          </>
        ),
        where: '',
        delivery: <Delivery visit={visit} message={message} />,
      },
    }
  })
}

/** How far the message came, as the member's own page says it too. */
function Delivery({ visit, message: { state, handedOverAt, deliveredAt } }: { visit: MemberVisit; message: PersonSeen['messages'][number] }) {
  const { say } = visit
  const at = (time: Date | null) => (time ? timeOf(visit).format(time) : '')
  if (state === 'delivered') return <Tag tone="good">{say('desk.message.delivered', { at: at(deliveredAt) })}</Tag>
  if (state === 'handed-over') return <Tag>{say('desk.message.sent', { at: at(handedOverAt) })}</Tag>
  if (state === 'refused') return <Tag tone="bad">{say('desk.message.refused')}</Tag>
  if (state === 'given-up') return <Tag tone="bad">{say('desk.message.givenUp')}</Tag>
  return <Tag>{say(state === 'unknown' ? 'desk.message.unknown' : 'desk.message.queued')}</Tag>
}

const shorten = (line: string) => (line.length > 90 ? `${line.slice(0, 89)}…` : line)
