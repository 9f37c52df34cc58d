import { DataTable } from '@/components/data-table'
import type { readDeliveries } from '@/lib/flows/deliveries/read-deliveries'
import type { MemberVisit } from '@/lib/web/session'
import { timeOf } from '../../say-sign-in'
import { State, sayFailed, sayPurpose, sayReceiver } from './say-delivery'

type Found = Awaited<ReturnType<typeof readDeliveries>>

/** The page's rows; what a message is about leads to its way. */
export function Messages({ visit, messages, names }: { visit: MemberVisit; messages: Found['messages']; names: Found['names'] }) {
  const { say, paths } = visit
  const time = timeOf(visit)
  const rows = messages.map(({ id, createdAt, channel, recipient, purpose, state, failure, personId }) => ({
    key: id,
    cells: {
      when: time.format(createdAt),
      what: <a href={paths.adminDelivery(id)}>{sayPurpose(visit, purpose)}</a>,
      to: (
        <>
          {sayReceiver(visit, channel, recipient)}
          {personId && <span className="quiet text-small block">{names.get(personId)}</span>}
        </>
      ),
      how: say(`deliveries.channel.${channel as 'sms'}`),
      state: (
        <>
          <State visit={visit} state={state} />
          {failure && <span className="quiet text-small block">{sayFailed(visit, failure)}</span>}
        </>
      ),
    },
  }))
  return (
    <DataTable
      caption={say('deliveries.title')}
      isCaptionHidden
      columns={[
        { key: 'when', label: say('desk.column.when'), isNumber: true },
        { key: 'what', label: say('deliveries.purpose') },
        { key: 'to', label: say('deliveries.recipient') },
        { key: 'how', label: say('deliveries.channel') },
        { key: 'state', label: say('deliveries.state') },
      ]}
      rows={rows}
    />
  )
}
