import { isSettled, type Person } from './rules'

export type Contact = { channel: 'sms' | 'email'; recipient: string; isSettled: boolean }

/** Where a person can be told something, the e-mail address first; `days`: see `isSettled`. */
export function contactsOf(person: Person, days: number, now: Date): Contact[] {
  const contacts: Contact[] = []
  if (person.email) contacts.push({ channel: 'email', recipient: person.email, isSettled: isSettled(person, 'email', days, now) })
  if (person.mobile) contacts.push({ channel: 'sms', recipient: person.mobile, isSettled: isSettled(person, 'mobile', days, now) })
  return contacts
}
