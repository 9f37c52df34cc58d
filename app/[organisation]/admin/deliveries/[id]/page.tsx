import { notFound } from 'next/navigation'
import { z } from 'zod'
import { BackLink } from '@/components/back-link'
import { DataTable } from '@/components/data-table'
import { Facts } from '@/components/facts'
import { LookAgain } from '@/components/look-again'
import { Notice } from '@/components/notice'
import { isUnderWay } from '@/lib/delivery/rules'
import type { MessageState } from '@/lib/delivery/schema'
import { readDelivery } from '@/lib/flows/deliveries/read-delivery'
import { may } from '@/lib/permissions/rules'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../../say-sign-in'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { State, sayFailed, sayPurpose, sayReceiver } from '../say-delivery'
import { Acts } from './acts'

export const generateMetadata = () => staffTitleOf('deliveries.view', 'deliveries.title')

/** One message: its way with the gateway's own answers, and what can still be done. */
export default async function DeliveryPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<{ did?: string; act?: string }>
}) {
  const visit = await requireStaff('deliveries.view')
  const { deps, organisation, client, session, say, paths } = visit
  const { id } = await params
  const found = z.uuid().safeParse(id).success ? await readDelivery(deps, organisation, client, session.personId, id) : null
  if (!found) notFound()
  const { message, events, name } = found
  const { did, act } = await searchParams
  const done = (['retry', 'stop'] as const).find((one) => one === did)
  const time = timeOf(visit, 'medium')
  const about = [say(`deliveries.channel.${message.channel as 'sms'}`), sayReceiver(visit, message.channel, message.recipient), name, message.reference]
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminDeliveries}>{say('deliveries.title')}</BackLink>
        {done && <Notice tone="good">{say(`deliveries.done.${done}`)}</Notice>}
        <div className="stack tight">
          <h1>{sayPurpose(visit, message.purpose)}</h1>
          <p className="quiet">
            <Facts of={about} />
          </p>
          <p>
            <State visit={visit} state={message.state} /> {sayFailed(visit, message.failure)}
          </p>
          {message.holdsSecret && <p className="quiet text-small">{say('deliveries.secret')}</p>}
        </div>
        {may(session.grants, 'deliveries.act') && <Acts visit={visit} message={message} chosen={act} />}
        <section className="stack tight w-full">
          <h2>{say('deliveries.way')}</h2>
          <DataTable
            caption={say('deliveries.way')}
            isCaptionHidden
            columns={[
              { key: 'when', label: say('desk.column.when'), isNumber: true },
              { key: 'state', label: say('deliveries.state') },
              { key: 'answer', label: say('deliveries.answer') },
            ]}
            rows={events.map(({ id: key, at, state, answer }) => ({
              key,
              cells: {
                when: time.format(at),
                state: <State visit={visit} state={state as MessageState} />,
                answer: answer && <code className="mono text-small break-all">{answer}</code>,
              },
            }))}
          />
          <p className="quiet text-small">{say('deliveries.attempts', { count: message.attempts })}</p>
          {!act && isUnderWay(message, deps.now()) && (
            <LookAgain href={paths.adminDelivery(id)} label={say('deliveries.look')} afterMs={message.state === 'handed-over' ? 15_000 : 2_000} />
          )}
        </section>
      </div>
    </StaffPage>
  )
}
