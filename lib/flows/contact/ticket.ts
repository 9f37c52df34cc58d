import { randomUUID } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { hmac, isSame } from '@/lib/core/seal'
import type { Organisation } from '@/lib/organisations/schema'
import { ticketLife } from './rules'

const sign = ({ id }: Pick<Organisation, 'id'>, once: string, at: string) => hmac('ticket', 'contact', id, once, at)

/** What the form carries: that it was opened here, when, and that it is sent once. */
export function makeTicket(deps: Deps, organisation: Pick<Organisation, 'id'>): string {
  const [once, at] = [randomUUID(), String(deps.now().getTime())]
  return `${once}.${at}.${sign(organisation, once, at).toString('base64url')}`
}

/** Null for what was never ours, is another organisation's or too old. */
export function readTicket(deps: Deps, organisation: Pick<Organisation, 'id'>, ticket: string): { once: string; openFor: number } | null {
  const [once = '', at = '', signature = ''] = ticket.split('.')
  const openFor = deps.now().getTime() - Number(at)
  if (!isSame(sign(organisation, once, at), Buffer.from(signature, 'base64url')) || openFor > ticketLife) return null
  return { once, openFor }
}
