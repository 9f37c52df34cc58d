import { accessSync, constants, createReadStream, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { isGiven } from '@/lib/core/env'
import { printLetters } from '@/lib/flows/desk/print-letters'
import { sendFirstPassword } from '@/lib/flows/desk/send-first-password'
import type { Organisation } from '@/lib/organisations/schema'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import { speak } from '@/lib/words/speak'
import { explain, print, Refusal, warn } from './say'
import { organisationOf, type Session, toWrite, withDatabase } from './session'

export type Sending = {
  id?: string
  file?: string
  organisation: string
  channel: 'sms' | 'email' | 'letter'
  out?: string
  reason: string
}

const english = speak('en')

/** Sends first-time passwords and tells each that was refused. What is sent is never shown. */
export async function sendFirstPasswords(sending: Sending): Promise<void> {
  checkWords(sending)
  await withDatabase((session) => sendAll(session, sending), toWrite)
}

/** What can be seen to be wrong before anything is done. */
function checkWords({ id, file, channel, out, reason }: Sending): void {
  if ((id === undefined) === (file === undefined)) throw new Refusal('Name one ID, or a file of them with --file.')
  if (reason.trim() === '') throw new Refusal('The reason is empty.')
  if (channel === 'letter' && !out) throw new Refusal('A letter needs --out FILE.pdf.')
  if (channel !== 'letter' && out) throw new Refusal('--out is for letters alone.')
  if (file) accessSync(file, constants.R_OK)
  if (!out) return
  const folder = dirname(resolve(out))
  if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}.`)
  accessSync(folder, constants.W_OK)
  if (existsSync(out) && !statSync(out).isFile()) throw new Refusal(`${out} is no file.`)
}

async function sendAll(session: Session, sending: Sending): Promise<void> {
  const organisation = await organisationOf(session, sending.organisation)
  if (!isGiven('BASE_URL') && isGiven('DATABASE_URL')) warn('BASE_URL is not set: what is sent leads to http://localhost:3000.')
  const messageIds: string[] = []
  const seen = new Set<string>()
  let refused = 0
  for await (const { id, place } of idsOf(sending)) {
    const sent = await sendOne(session, organisation, sending, id, seen)
    if ('messageId' in sent) messageIds.push(sent.messageId)
    else {
      refused++
      warn(`${place}${id}: refused: ${sent.why}`)
    }
  }
  const count = messageIds.length
  if (count === 0 && refused === 0) warn('There was nobody in the file.')
  const isWritten = sending.out === undefined || count === 0 || (await printAll(session, organisation, sending.out, messageIds))
  if (sending.out === undefined && count > 0) print(`${count === 1 ? 'A first-time password is' : `${count} first-time passwords are`} on the way.`)
  process.exitCode = count === 0 ? 2 : refused > 0 || !isWritten ? 1 : 0
}

async function sendOne({ deps }: Session, organisation: Organisation, { channel, reason }: Sending, id: string, seen: Set<string>) {
  const person = await findPersonByIdentifier(deps, organisation.id, id)
  if (!person) return { why: `Nobody of ${organisation.slug} has this member number, user name or e-mail address.` }
  if (seen.has(person.id)) return { why: 'This person was in the file before.' }
  seen.add(person.id)
  const sent = await sendFirstPassword(deps, organisation, { actorId: null, client: null, personId: person.id, channel, reason })
  return sent.ok ? sent.value : { why: english(sent.failure) }
}

/** Whether the file was written; if it was not, nothing is lost. */
async function printAll({ deps }: Session, organisation: Organisation, path: string, messageIds: string[]): Promise<boolean> {
  try {
    const count = await printLetters(deps, { organisation, messageIds, path, actorId: null })
    print(`Wrote ${path}: ${count === 1 ? 'one letter' : `${count} letters`}.`)
    return true
  } catch (error) {
    warn(`${path} was not written: ${explain(error)}`)
    warn('The letters wait: `letters print` writes them.')
    return false
  }
}

/** One after the other: a file of any length is never in memory. */
async function* idsOf({ id, file }: Sending): AsyncGenerator<{ id: string; place: string }> {
  if (id !== undefined) yield { id, place: '' }
  if (file === undefined) return
  let line = 0
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    const found = text.replace(/^\uFEFF/, '').trim()
    if (found) yield { id: found, place: `line ${line}, ` }
  }
}
