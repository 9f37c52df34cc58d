import { MessageWay } from '@/components/message-way'
import type { MessageWay as Way } from '@/lib/delivery/read-message-way'
import type { Visit } from '@/lib/web/visit'

/** How far a message has come, and when: queued, with the operator, delivered. */
export function MessageSteps({ visit: { say, organisation }, way }: { visit: Visit; way: Way }) {
  const hour = new Intl.DateTimeFormat(say.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: organisation.settings.timeZone })
  const step = (key: string, label: string, at: Date | null) => ({
    key,
    label,
    time: at ? hour.format(at) : undefined,
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
