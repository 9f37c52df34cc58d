import type { Channel } from '../channel'
import { askGateway, basic, fieldOf } from './ask-gateway'
import type { GatewaySettings } from './settings'

/** https://46elks.com/docs/send-sms */
export function openFortySixElks({ url = 'https://api.46elks.com', user, password, sender, timeoutMs }: GatewaySettings): Channel {
  return {
    name: '46elks',
    isArrival: false,
    hand: ({ to, text, receiptUrl }) =>
      askGateway({
        url: `${url}/a1/sms`,
        headers: { authorization: basic(user, password), 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ from: sender, to, message: text, ...(receiptUrl ? { whendelivered: receiptUrl } : {}) }).toString(),
        timeoutMs,
        isIdNeeded: true,
        readId: (answer) => fieldOf(answer, 'id'),
      }),
    close() {},
  }
}
