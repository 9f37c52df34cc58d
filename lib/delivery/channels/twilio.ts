import type { Channel } from '../channel'
import { askGateway, basic, fieldOf } from './ask-gateway'
import type { GatewaySettings } from './settings'

/** https://www.twilio.com/docs/messaging/api/message-resource; the user is the account's SID. */
export function openTwilio({ url = 'https://api.twilio.com', user, password, sender, timeoutMs }: GatewaySettings): Channel {
  return {
    name: 'twilio',
    isArrival: false,
    hand: ({ to, text, receiptUrl }) =>
      askGateway({
        url: `${url}/2010-04-01/Accounts/${encodeURIComponent(user)}/Messages.json`,
        headers: { authorization: basic(user, password), 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ From: sender, To: to, Body: text, ...(receiptUrl ? { StatusCallback: receiptUrl } : {}) }).toString(),
        timeoutMs,
        isIdNeeded: true,
        readId: (answer) => fieldOf(answer, 'sid'),
      }),
    close() {},
  }
}
