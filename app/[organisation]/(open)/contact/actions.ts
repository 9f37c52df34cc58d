'use server'

import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { checkAttached } from '@/lib/flows/contact/check-attached'
import { findIdentityNumber, leastTime } from '@/lib/flows/contact/rules'
import { contactForm } from '@/lib/flows/contact/schema'
import { sendContact } from '@/lib/flows/contact/send-contact'
import { makeTicket, readTicket } from '@/lib/flows/contact/ticket'
import { isSecondPress } from '@/lib/flows/desk/press-once'
import { fullName, signInName } from '@/lib/people/rules'
import { filesField, goTo, publicAction, wrong } from '@/lib/web/actions'
import { currentSession } from '@/lib/web/session'
import { sayAttached } from '../../say-attached'
import { topicsOf } from './topics'

/** Sent once for each form that was opened. A form that something filled in which people don't see is answered like any other, and kept nowhere. */
export const send = publicAction(contactForm, async (visit, typed, files) => {
  const { deps, organisation, client, say, paths } = visit
  const session = await currentSession()
  if (!session && !organisation.settings.help.isPublic) return goTo(paths.signIn)
  const email = session?.email ?? (typed.email || null)
  if (!session?.email && email && !z.email().safeParse(email).success) return wrong(say('contact.email.wrong'), 'email')
  if (!session && !email) return wrong(say('contact.email.missing'), 'email')
  const number = findIdentityNumber(typed.text)
  if (number && typed.warned !== number) return { wrong: [{ field: 'text', text: say('contact.identityNumber', { number }) }], values: { warned: number } }
  const topic = (await topicsOf(visit)).find(({ value }) => value === typed.topic)
  if (!topic) return wrong(say('contact.topic.missing'), 'topic')
  const ticket = readTicket(deps, organisation, typed.ticket)
  if (!ticket) return { wrong: [{ field: null, text: say('contact.openTooLong') }], values: { ticket: makeTicket(deps, organisation) } }
  const checked = typed.website ? { ok: true as const, value: [] } : await checkAttached(deps, organisation, client, session?.personId ?? null, files)
  if (!checked.ok) return wrong(sayAttached(say, checked.failure), filesField)
  if (!session) await setTimeout(Math.max(0, leastTime - ticket.openFor))
  if (typed.website || (await isSecondPress(deps, organisation, ticket.once))) return goTo(session ? paths.ownCases : paths.contactSent)
  const sent = await sendContact(deps, organisation, client, {
    personId: session?.personId ?? null,
    name: session ? fullName(session) || signInName(session) : typed.name,
    email,
    topic: { label: topic.inboxLabel, groupId: topic.groupId },
    text: typed.text,
    files: checked.value,
    language: say.language,
  })
  if (!sent.ok) return { wrong: [{ field: null, text: say(sent.failure) }], values: { ticket: makeTicket(deps, organisation) } }
  return goTo(session ? `${paths.ownCase(sent.value)}?did=sent` : `${paths.contactSent}?number=${sent.value}`)
})
