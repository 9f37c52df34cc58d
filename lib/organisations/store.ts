import type { Db } from '@/lib/core/db'
import { type Prisma, reveal } from '@/lib/core/prisma'

const fields = { id: true, slug: true, version: true, settings: true } as const

export function listAll(db: Db) {
  return reveal(db).organisation.findMany({ select: fields, orderBy: { createdAt: 'asc' } })
}

/** The settings in force, past every cache. */
export function findInForce(db: Db, organisationId: string) {
  return reveal(db).organisation.findUniqueOrThrow({ where: { id: organisationId }, select: fields })
}

export function findBySlug(db: Db, slug: string) {
  return reveal(db).organisation.findUnique({ where: { slug }, select: fields })
}

/**
 * Writes the settings and makes the hosts exactly those given; a host of another organisation breaks the key. Null where
 * another version than `expected` is in force.
 */
export async function saveOrganisation(
  db: Db,
  slug: string,
  { settings, hosts, now, expected }: { settings: Prisma.InputJsonObject; hosts: string[]; now: Date; expected: number | null },
) {
  const organisations = reveal(db).organisation
  if (expected === null) await organisations.create({ data: { slug, settings, createdAt: now, updatedAt: now }, select: { id: true } })
  else {
    const { count } = await organisations.updateMany({ where: { slug, version: expected }, data: { settings, version: { increment: 1 }, updatedAt: now } })
    if (count === 0) return null
  }
  const saved = await organisations.findUniqueOrThrow({ where: { slug }, select: fields })
  await reveal(db).organisationHost.deleteMany({ where: { organisationId: saved.id, host: { notIn: hosts } } })
  await reveal(db).organisationHost.createMany({ data: hosts.map((host) => ({ host, organisationId: saved.id })), skipDuplicates: true })
  return saved
}

export async function hostsOfOthers(db: Db, slug: string, hosts: string[]): Promise<string[]> {
  const found = await reveal(db).organisationHost.findMany({ where: { host: { in: hosts }, organisation: { slug: { not: slug } } }, select: { host: true } })
  return found.map((row) => row.host)
}

export async function insertVersion(db: Db, version: Prisma.SettingsVersionUncheckedCreateInput): Promise<void> {
  await reveal(db).settingsVersion.create({ data: version, select: { number: true } })
}

const told = { number: true, actorId: true, reason: true, likeNumber: true, at: true } as const

/** Newest first, below `before`. */
export function listVersions(db: Db, organisationId: string, before: number | null, most: number) {
  return reveal(db).settingsVersion.findMany({
    where: { organisationId, ...(before === null ? {} : { number: { lt: before } }) },
    orderBy: { number: 'desc' },
    take: most,
    select: told,
  })
}

/** The version of this number, or the last one before it: of old times not every one is known. */
export function findVersionUpTo(db: Db, organisationId: string, number: number) {
  return reveal(db).settingsVersion.findFirst({
    where: { organisationId, number: { lte: number } },
    orderBy: { number: 'desc' },
    select: { ...told, settings: true },
  })
}

export function findDraft(db: Db, organisationId: string) {
  return reveal(db).settingsDraft.findUnique({ where: { organisationId } })
}

type NewDraft = { settings: Prisma.InputJsonObject; basedOn: number; changedBy: string; changedAt: Date }

/** False when somebody else was quicker: `revision` is the one that was read, null where there was none. */
export async function saveDraft(db: Db, organisationId: string, revision: number | null, draft: NewDraft): Promise<boolean> {
  const drafts = reveal(db).settingsDraft
  const { count } =
    revision === null
      ? await drafts.createMany({ data: { organisationId, ...draft }, skipDuplicates: true })
      : await drafts.updateMany({
          where: { organisationId, revision, effectiveAt: null },
          data: { ...draft, failure: null, revision: { increment: 1 } },
        })
  return count === 1
}

export async function deleteDraft(db: Db, organisationId: string, revision: number): Promise<boolean> {
  const { count } = await reveal(db).settingsDraft.deleteMany({ where: { organisationId, revision } })
  return count === 1
}

type Dated = { changedBy?: string; effectiveAt: Date | null; reason?: string; failure?: string | null }

/** Sets or takes away the date. False when the draft was changed, dated or taken back meanwhile. */
export async function setDate(db: Db, organisationId: string, revision: number, dated: Dated): Promise<boolean> {
  const { count } = await reveal(db).settingsDraft.updateMany({
    where: { organisationId, revision, effectiveAt: dated.effectiveAt ? null : { not: null } },
    data: { failure: null, ...dated, revision: { increment: 1 } },
  })
  return count === 1
}

/** Drafts whose time has come, of all organisations. */
export function listDue(db: Db, now: Date) {
  return reveal(db).settingsDraft.findMany({
    where: { effectiveAt: { lte: now } },
    select: { organisationId: true, revision: true, changedBy: true, reason: true },
  })
}
