import { MessageWay } from '@/components/message-way'
import type { MessageWay as Way } from '@/lib/delivery/read-message-way'
import type { Visit } from '@/lib/web/visit'
import { sayHour } from './say-hour'

/** How far a message has come, and when: queued, with the operator, delivered. */
export function MessageSteps({ visit, way }: { visit: Visit; way: Way }) {
  const { say } = visit
  const step = (key: string, label: string, at: Date | null) => ({
    key,
    label,
    time: at ? sayHour(visit, at) : undefined,
    state: at ? ('done' as const) : ('waiting' as const),
  })
  return (
    <MessageWay
      label={say('code.way')}
      doneLabel={say('code.way.done')}
      steps={[
        step('queued', say('code.way.queued'), way.queuedAt),
        step('handed-over', say('code.way.handedOver'), way.handedOverAt),
        step('delivered', say('code.way.delivered'), way.deliveredAt),
      ]}
    />
  )
}
