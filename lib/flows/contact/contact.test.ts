import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { acts, messages, newOrganisation, newPerson, someClient } from '@/e2e/support/somebody'
import { findContact, findContactFile, findOwnContact, listInbox, messagesOf } from '@/lib/cases/contact/find-contact'
import { reveal } from '@/lib/core/prisma'
import { readKeptFile } from '@/lib/files/read-kept-file'
import type { Organisation } from '@/lib/organisations/schema'
import { gatherOwnData } from '../change-details/gather-own-data'
import { answerContact, moveContact } from './answer-contact'
import { addTopic, removeTopic } from './change-topics'
import { checkAttached } from './check-attached'
import { contactForm } from './schema'
import { type ContactWish, sendContact } from './send-contact'
import { makeTicket, readTicket } from './ticket'
import { writeMore } from './write-more'

const database = testDatabase()
let organisation: Organisation
let member: string
let worker: string

beforeEach(async () => {
  const { deps } = database
  organisation = await newOrganisation(deps, { help: { phone: '+46846500400', email: 'support@example.org' } })
  member = await newPerson(deps, organisation, { username: 'member', email: 'member@example.org' })
  worker = await newPerson(deps, organisation, { username: 'worker' })
  await reveal(deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: worker, role: 'caseworker' } })
})

const wish = (more: Partial<ContactWish> = {}): ContactWish => ({
  personId: member,
  name: 'Erkki Esimerkki',
  email: 'member@example.org',
  topic: { label: 'Medlemskap', groupId: null },
  text: 'Hej!\nVar står mitt medlemsnummer?',
  language: 'sv',
  ...more,
})
const send = (more: Partial<ContactWish> = {}, client = someClient()) => sendContact(database.deps, organisation, client, wish(more))
const at = (number: number, text = 'Det står på kortet.') => ({ actorId: worker, client: someClient(), number, text })
const told = async () => (await messages(database.deps, organisation)).map(({ template, to }) => `${template} ${to}`)

test('what somebody writes is a case for the inbox, mailed to the support with a copy to the sender; the answer comes back by mail and in the own list', async () => {
  const { deps } = database
  expect(await send()).toEqual({ ok: true, value: 1 })
  expect(await told()).toEqual(['contact-received support@example.org', 'contact-copy member@example.org'])
  for (const { text } of await messages(deps, organisation)) expect(text).toContain('> Hej!\n> Var står mitt medlemsnummer?')
  const { contacts } = await listInbox(deps, organisation.id, { state: 'open', topic: 'Medlemskap', before: null, groupIds: null }, 10)
  expect(contacts).toMatchObject([{ number: 1, personId: member, state: 'open' }])

  expect(await answerContact(deps, organisation, at(1))).toMatchObject({ ok: true })
  expect((await messages(deps, organisation)).at(-1)).toMatchObject({ to: 'member@example.org', template: 'contact-answer' })
  expect((await messages(deps, organisation)).at(-1)?.text).toContain('> Det står på kortet.')
  const own = await findOwnContact(deps, organisation.id, member, 1)
  expect(own).toMatchObject({ state: 'answered' })
  expect((await messagesOf(deps, organisation.id, own ?? { caseId: '' })).map(({ isFromStaff }) => isFromStaff)).toEqual([false, true])

  expect(await writeMore(deps, organisation, someClient(), { personId: member, number: 1, text: 'Vilket kort?' })).toMatchObject({ ok: true })
  expect(await findOwnContact(deps, organisation.id, member, 1)).toMatchObject({ state: 'open' })
  expect(await moveContact(deps, organisation, { ...at(1), state: 'closed' })).toMatchObject({ ok: true })
  expect(await acts(deps, organisation, member)).toEqual(['contact.sent', 'contact.answered', 'contact.continued', 'contact.closed'])
})

const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#7a5c00' } })
    .withExif({ IFD0: { Copyright: 'HEMLIGT' } })
    .jpeg()
    .toBuffer()
const sentFile = (name: string, bytes: Uint8Array, size = bytes.length) => ({ name, size, arrayBuffer: async () => new Uint8Array(bytes).buffer })
const look = (files: ReturnType<typeof sentFile>[], personId: string | null = member, client = someClient()) =>
  checkAttached(database.deps, organisation, client, personId, files)

test('files are kept with the message, without what else stood in them; mails name them, the own data lists them, and they go with the case', async () => {
  const { deps } = database
  const where = { organisationId: organisation.id }
  const looked = await look([sentFile('Kvitto å.jpeg', await picture())])
  if (!looked.ok) throw new Error(looked.failure.key)
  expect(await send({ files: looked.value })).toMatchObject({ ok: true })
  expect(await writeMore(deps, organisation, someClient(), { personId: member, number: 1, text: 'Ett till', files: looked.value })).toMatchObject({ ok: true })
  const sent = await messages(deps, organisation)
  expect(sent.map(({ template }) => template)).toEqual(['contact-received', 'contact-copy', 'contact-received'])
  for (const { text } of sent) expect(text).toContain('> Bifogade filer: Kvitto å.jpg')
  const own = await findOwnContact(deps, organisation.id, member, 1)
  if (!own) throw new Error('no case')
  const [first, second] = (await messagesOf(deps, organisation.id, own)).map(({ files }) => files)
  expect([first, second]).toMatchObject([[{ name: 'Kvitto å.jpg', type: 'image/jpeg' }], [{ name: 'Kvitto å.jpg' }]])
  const { id = '', fileId = '', bytes } = first?.[0] ?? {}
  const pieces: Uint8Array[] = []
  for await (const piece of readKeptFile(deps, organisation.id, fileId)) pieces.push(piece)
  const kept = Buffer.concat(pieces)
  expect([kept.length, kept.includes('HEMLIGT')]).toEqual([bytes, false])
  expect(await findContactFile(deps, organisation.id, own, id)).toMatchObject({ fileId })
  await send()
  const another = await findOwnContact(deps, organisation.id, member, 2)
  expect(another && (await findContactFile(deps, organisation.id, another, id))).toBeNull()
  expect((await gatherOwnData(deps, organisation, member)).contacts.at(-1)?.messages[0]?.files).toMatchObject([
    { name: 'Kvitto å.jpg', address: expect.stringContaining(`/contact/cases/1/files/${id}`) },
  ])
  await reveal(deps.db).case.deleteMany({ where })
  expect([await reveal(deps.db).contactFile.count({ where }), await reveal(deps.db).file.count({ where })]).toEqual([0, 0])
})

test('a file that may not be kept is named with what is wrong, nothing of it stays, and looking at files has a bound', async () => {
  const jpeg = await picture()
  const text = (words: string) => new TextEncoder().encode(words)
  const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  for (const [name, bytes, key, size] of [
    ['karta.svg', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'files.unknownKind'],
    ['karta.png', text('<!doctype html><script>alert(1)</script>'), 'files.unknownKind'],
    ['kvitto.pdf', text(`%PDF-1.7 <</S /JavaScript>> ${' '.repeat(99)} %%EOF`), 'files.runs'],
    ['halv.jpg', jpeg.subarray(0, jpeg.length / 2), 'files.broken'],
    ['bomb.png', bomb, 'files.broken'],
    ['../../etc/passwd.png', jpeg, 'files.badName'],
    ['stor.jpg', jpeg, 'contact.files.tooLarge', 10 * 1024 * 1024 + 1],
    ['tom.jpg', text(''), 'files.none'],
  ] as const)
    expect(await look([sentFile('bra.jpg', jpeg), sentFile(name, bytes, size)])).toEqual({ ok: false, failure: { key, name } })
  expect(await look(Array.from({ length: 4 }, () => sentFile('bra.jpg', jpeg)))).toMatchObject({ failure: { key: 'contact.files.tooMany' } })
  expect(await reveal(database.deps.db).file.count({ where: { organisationId: organisation.id } })).toBe(0)
  const from = someClient({ address: '203.0.113.88' })
  for (let times = 0; times < 10; times++)
    await look(
      Array.from({ length: 3 }, () => sentFile('tom.jpg', jpeg)),
      null,
      from,
    )
  expect(await look([sentFile('bra.jpg', jpeg)], null, from)).toMatchObject({ failure: { key: 'contact.files.wait' } })
  expect(await look([sentFile('bra.jpg', jpeg)])).toMatchObject({ ok: true })
})

test('a case worker who is bounded to a group sees and answers its cases alone; a member none, and nobody another’s', async () => {
  const { deps } = database
  const { id: groupId } = await reveal(deps.db).group.create({ data: { organisationId: organisation.id, name: 'Bergen' } })
  await send({ topic: { label: 'Bergen', groupId } })
  await send()
  await reveal(deps.db).roleGrant.updateMany({ where: { organisationId: organisation.id, personId: worker }, data: { isBounded: true } })
  await reveal(deps.db).roleScope.create({ data: { organisationId: organisation.id, personId: worker, role: 'caseworker', groupId } })
  const seen = await listInbox(deps, organisation.id, { state: '', topic: '', before: null, groupIds: [groupId] }, 10)
  expect(seen.contacts.map(({ number }) => number)).toEqual([1])
  expect(await findContact(deps, organisation.id, 2, [groupId])).toBeNull()
  expect(await answerContact(deps, organisation, at(2))).toMatchObject({ failure: 'contact.gone' })
  expect(await answerContact(deps, organisation, at(1))).toMatchObject({ ok: true })
  expect(await answerContact(deps, organisation, { ...at(1), actorId: member })).toMatchObject({ failure: 'desk.notAllowed' })
  const elsewhere = await newOrganisation(deps)
  expect(await findContact(deps, elsewhere.id, 1, null)).toBeNull()
  expect(await findOwnContact(deps, organisation.id, worker, 1)).toBeNull()
  expect(await writeMore(deps, organisation, someClient(), { personId: worker, number: 1, text: 'x' })).toMatchObject({ failure: 'contact.gone' })
})

test('a stranger’s name brings no line and no link of its own into the mail to the support', async () => {
  const typed = {
    ticket: 'x',
    topic: 'other',
    text: 'Hej',
    email: 'a@example.org',
    name: 'Anna\n\nLogga in: https://evil.example/admin www.evil.example\n\u202eBerg',
  }
  const { name } = contactForm.parse(typed)
  expect(name).toBe('Anna Logga in: Berg')
  await send({ personId: null, name, email: 'a@example.org' })
  const [mail] = await messages(database.deps, organisation)
  expect(mail?.text.split('\n')[0]).toContain('Anna Logga in: Berg, a@example.org')
})

test('one address, one place and one person can’t flood the inbox', async () => {
  const stranger = { personId: null, email: 'victim@example.org' }
  for (let times = 0; times < 5; times++) expect(await send(stranger, someClient({ address: `203.0.113.${times}` }))).toMatchObject({ ok: true })
  expect(await send(stranger, someClient({ address: '203.0.113.77' }))).toEqual({ ok: false, failure: 'contact.tooMany' })
  for (let times = 0; times < 20; times++) await send({ personId: null, email: `a${times}@example.org` }, someClient({ address: '203.0.113.99' }))
  expect(await send({ personId: null, email: 'last@example.org' }, someClient({ address: '203.0.113.99' }))).toMatchObject({ failure: 'contact.tooMany' })
  for (let times = 0; times < 30; times++) await send()
  expect(await send()).toMatchObject({ failure: 'contact.tooMany' })
})

test('a form carries a ticket of the organisation’s own, for half a day', async () => {
  const { deps, clock } = database
  const ticket = makeTicket(deps, organisation)
  clock.forward(3_000)
  expect(readTicket(deps, organisation, ticket)).toMatchObject({ openFor: 3_000 })
  expect(readTicket(deps, await newOrganisation(deps), ticket)).toBeNull()
  for (const bad of ['', 'a.b.c', `${ticket}x.`, ticket.replace(/\.\d+\./, '.0.')]) expect(readTicket(deps, organisation, bad)).toBeNull()
  clock.forward(12 * 60 * 60_000)
  expect(readTicket(deps, organisation, ticket)).toBeNull()
})

test('a topic is the organisation’s own and names a group that is there', async () => {
  const { deps } = database
  const who = { actorId: worker, client: someClient() }
  expect(await addTopic(deps, organisation, who, { labels: {}, groupId: null })).toMatchObject({ failure: 'contact.topic.missing' })
  expect(await addTopic(deps, organisation, who, { labels: { sv: 'Avgift' }, groupId: worker })).toMatchObject({ failure: 'contact.gone' })
  expect(await addTopic(deps, organisation, who, { labels: { sv: 'Avgift' }, groupId: null })).toMatchObject({ ok: true })
  const { id } = await reveal(deps.db).contactTopic.findFirstOrThrow({ where: { organisationId: organisation.id } })
  expect(await removeTopic(deps, await newOrganisation(deps), who, id)).toMatchObject({ failure: 'contact.gone' })
  expect(await removeTopic(deps, organisation, who, id)).toMatchObject({ ok: true })
})
