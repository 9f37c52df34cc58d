import type { Db } from '@/lib/core/db'
import { type Prisma, reveal } from '@/lib/core/prisma'
import type { Contact, ContactFile, ContactMessage, ContactState, InboxFilter, Topic } from './schema'

export async function listTopics(db: Db, organisationId: string): Promise<Topic[]> {
  const rows = await reveal(db).contactTopic.findMany({ where: { organisationId }, omit: { organisationId: true }, orderBy: { id: 'asc' } })
  return rows.map((row) => ({ ...row, labels: row.labels as Topic['labels'] }))
}

export async function insertTopic(db: Db, organisationId: string, topic: Topic): Promise<void> {
  await reveal(db).contactTopic.create({ data: { organisationId, ...topic }, select: { id: true } })
}

/** False where there is none. */
export async function deleteTopic(db: Db, organisationId: string, id: string): Promise<boolean> {
  return (await reveal(db).contactTopic.deleteMany({ where: { organisationId, id } })).count === 1
}

export async function insertContact(db: Db, row: Prisma.ContactUncheckedCreateInput): Promise<void> {
  await reveal(db).contact.create({ data: row, select: { number: true } })
}

export async function insertMessage(db: Db, row: Prisma.ContactMessageUncheckedCreateInput): Promise<void> {
  await reveal(db).contactMessage.create({ data: row, select: { id: true } })
}

/** Newest first. */
export async function listInbox(db: Db, organisationId: string, { state, topic, before, groupIds }: InboxFilter, count: number): Promise<Contact[]> {
  const rows = await reveal(db).contact.findMany({
    where: {
      organisationId,
      ...(state ? { state } : {}),
      ...(topic ? { topic } : {}),
      ...(groupIds ? { groupId: { in: [...groupIds] } } : {}),
      ...(before === null ? {} : { number: { lt: before } }),
    },
    omit: { organisationId: true },
    orderBy: { number: 'desc' },
    take: count,
  })
  return rows as Contact[]
}

export async function findContact(db: Db, organisationId: string, number: number): Promise<Contact | null> {
  return (await reveal(db).contact.findUnique({
    where: { organisationId_number: { organisationId, number } },
    omit: { organisationId: true },
  })) as Contact | null
}

/** The same, held until the transaction ends. */
export async function holdContact(db: Db, organisationId: string, number: number): Promise<Contact | null> {
  await reveal(db).$executeRaw`SELECT 1 FROM contacts WHERE organisation_id = ${organisationId}::uuid AND number = ${number} FOR NO KEY UPDATE`
  return findContact(db, organisationId, number)
}

/** A person's own, newest first. */
export async function listOfPerson(db: Db, organisationId: string, personId: string, most: number): Promise<Contact[]> {
  const rows = await reveal(db).contact.findMany({
    where: { organisationId, personId },
    omit: { organisationId: true },
    orderBy: { number: 'desc' },
    take: most,
  })
  return rows as Contact[]
}

const fileColumns = { id: true, fileId: true, name: true, type: true, bytes: true } as const

export function listMessages(db: Db, organisationId: string, caseId: string): Promise<ContactMessage[]> {
  return reveal(db).contactMessage.findMany({
    where: { organisationId, caseId },
    omit: { organisationId: true, caseId: true },
    include: { files: { select: fileColumns, orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  })
}

export async function insertFile(db: Db, row: Prisma.ContactFileUncheckedCreateInput): Promise<void> {
  await reveal(db).contactFile.create({ data: row, select: { id: true } })
}

/** A file of that case. */
export function findFile(db: Db, organisationId: string, caseId: string, id: string): Promise<ContactFile | null> {
  return reveal(db).contactFile.findFirst({ where: { organisationId, id, message: { caseId } }, select: fileColumns })
}

export async function setState(db: Db, organisationId: string, caseId: string, state: ContactState, now: Date): Promise<void> {
  await reveal(db).contact.updateMany({ where: { organisationId, caseId }, data: { state, changedAt: now } })
  const isClosed = state === 'closed'
  await reveal(db).case.updateMany({ where: { organisationId, id: caseId }, data: { state: isClosed ? 'closed' : 'open', closedAt: isClosed ? now : null } })
}
