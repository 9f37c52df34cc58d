import type { Environment } from '@/lib/core/env'
import type { Channel } from './channel'
import { openFortySixElks } from './channels/46elks'
import { openHttp } from './channels/http'
import { openOutbox } from './channels/outbox'
import { openSmtp } from './channels/smtp'
import { openTwilio } from './channels/twilio'
import type { CarriedChannel } from './schema'

export type Channels = {
  environment: Environment
  /** The way for this recipient: a demo sends to strangers only what its operator allowed. */
  for: (channel: CarriedChannel, recipient: string) => Channel
  close: () => void
}

/** Opens the ways that the environment names. `timeoutMs` bounds each call. */
export function openChannels(environment: Environment, timeoutMs = 10_000): Channels {
  const { PORTEN_DEMO: isDemo, SMTP_URL, SMS_GATEWAY_URL, DEMO_ALLOWED_RECIPIENTS } = environment
  const outbox = openOutbox()
  const closed = openOutbox('kept in the outbox: not in DEMO_ALLOWED_RECIPIENTS')
  const ways: Record<CarriedChannel, { channel: Channel; isHere: boolean }> = {
    sms: { channel: openGateway(environment, timeoutMs) ?? outbox, isHere: isLoopback(SMS_GATEWAY_URL) },
    email: {
      channel: SMTP_URL ? openSmtp({ url: SMTP_URL, from: environment.MAIL_FROM ?? `no-reply@${new URL(environment.BASE_URL).hostname}`, timeoutMs }) : outbox,
      isHere: isLoopback(SMTP_URL),
    },
  }
  const allowed = new Set(DEMO_ALLOWED_RECIPIENTS.map((recipient) => recipient.toLowerCase()))
  return {
    environment,
    for(channel, recipient) {
      const way = ways[channel]
      return isDemo && !way.isHere && way.channel !== outbox && !allowed.has(recipient.toLowerCase()) ? closed : way.channel
    },
    close() {
      for (const { channel } of Object.values(ways)) channel.close()
    },
  }
}

function openGateway(environment: Environment, timeoutMs: number): Channel | null {
  const url = environment.SMS_GATEWAY_URL?.replace(/\/+$/, '')
  const settings = {
    url,
    user: environment.SMS_GATEWAY_USER ?? '',
    password: environment.SMS_GATEWAY_PASSWORD ?? '',
    sender: environment.SMS_SENDER,
    timeoutMs,
  }
  if (environment.SMS_GATEWAY === '46elks') return openFortySixElks(settings)
  if (environment.SMS_GATEWAY === 'twilio') return openTwilio(settings)
  return environment.SMS_GATEWAY === 'http' && url ? openHttp({ ...settings, url }) : null
}

function isLoopback(url: string | undefined): boolean {
  if (!url) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
