import type { Channel } from '../channel'

/** The demo's own way: the message stays in the table, and the outbox page shows it. `why` says why it went no further. */
export function openOutbox(why = 'kept in the outbox'): Channel {
  return {
    name: 'outbox',
    isArrival: true,
    hand: async () => ({ kind: 'handed-over', providerId: null, answer: why }),
    close() {},
  }
}
