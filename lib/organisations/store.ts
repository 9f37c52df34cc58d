import type { Db } from '@/lib/core/db'
import { type Prisma, reveal } from '@/lib/core/prisma'

const fields = { id: true, slug: true, version: true, settings: true } as const

export function listAll(db: Db) {
  return reveal(db).organisation.findMany({ select: fields, orderBy: { createdAt: 'asc' } })
}

/** Writes the settings and makes the hosts exactly those given; a host of another organisation breaks the key. */
export async function saveOrganisation(db: Db, slug: string, settings: Prisma.InputJsonObject, hosts: string[], now: Date) {
  const saved = await reveal(db).organisation.upsert({
    where: { slug },
    create: { slug, settings, createdAt: now, updatedAt: now },
    update: { settings, version: { increment: 1 }, updatedAt: now },
    select: fields,
  })
  await reveal(db).organisationHost.deleteMany({ where: { organisationId: saved.id, host: { notIn: hosts } } })
  await reveal(db).organisationHost.createMany({ data: hosts.map((host) => ({ host, organisationId: saved.id })), skipDuplicates: true })
  return saved
}

export async function hostsOfOthers(db: Db, slug: string, hosts: string[]): Promise<string[]> {
  const found = await reveal(db).organisationHost.findMany({ where: { host: { in: hosts }, organisation: { slug: { not: slug } } }, select: { host: true } })
  return found.map((row) => row.host)
}
