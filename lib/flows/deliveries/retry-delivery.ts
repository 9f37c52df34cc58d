import type { Deps } from '@/lib/core/db'
import type { Result } from '@/lib/core/result'
import { retryMessage } from '@/lib/delivery/retry-message'
import type { Organisation } from '@/lib/organisations/schema'
import { actOnMessage, type DeliveryFailure, type DeliveryWish } from './act-on-message'

/** Has a message tried once more at once, with a reason, and writes it down. */
export const retryDelivery = (deps: Deps, organisation: Organisation, wish: DeliveryWish): Promise<Result<null, DeliveryFailure>> =>
  actOnMessage(deps, organisation, wish, 'message.retried', retryMessage)
