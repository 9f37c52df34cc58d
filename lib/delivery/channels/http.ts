import type { Channel } from '../channel'
import { askGateway, basic, fieldOf } from './ask-gateway'
import type { GatewaySettings } from './settings'

/** Any gateway that takes JSON: `{ to, from, text, id, receiptUrl }`, answered by 2xx and, if it likes, `{ id }`. A password without a user is a bearer token. */
export function openHttp({ url, user, password, sender, timeoutMs }: GatewaySettings & { url: string }): Channel {
  const authorization = user ? basic(user, password) : `Bearer ${password}`
  return {
    name: 'http',
    isArrival: false,
    hand: ({ id, to, text, receiptUrl }) =>
      askGateway({
        url,
        headers: { 'content-type': 'application/json', ...(password ? { authorization } : {}) },
        body: JSON.stringify({ to, from: sender, text, id, receiptUrl }),
        timeoutMs,
        isIdNeeded: false,
        readId: (answer) => fieldOf(answer, 'id'),
      }),
    close() {},
  }
}
