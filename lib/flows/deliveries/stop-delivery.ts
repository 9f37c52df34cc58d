import type { Deps } from '@/lib/core/db'
import type { Result } from '@/lib/core/result'
import { stopMessage } from '@/lib/delivery/stop-message'
import type { Organisation } from '@/lib/organisations/schema'
import { actOnMessage, type DeliveryFailure, type DeliveryWish } from './act-on-message'

/** Gives up a message that waits, with a reason, and writes it down. */
export const stopDelivery = (deps: Deps, organisation: Organisation, wish: DeliveryWish): Promise<Result<null, DeliveryFailure>> =>
  actOnMessage(deps, organisation, wish, 'message.stopped', stopMessage)
