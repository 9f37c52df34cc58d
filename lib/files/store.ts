import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

/** In `file_pieces`, or in the operator's bucket. */
export type Place = 'database' | 'bucket'

export async function insertFile(db: Db, organisationId: string, file: { id: string; name: string; createdAt: Date; place: Place }): Promise<void> {
  await reveal(db).file.create({ data: { organisationId, ...file }, select: { id: true } })
}

export async function insertPiece(db: Db, organisationId: string, fileId: string, position: number, content: Buffer<ArrayBuffer>): Promise<void> {
  await reveal(db).filePiece.create({ data: { organisationId, fileId, position, content }, select: { position: true } })
}

export async function setLength(db: Db, organisationId: string, id: string, bytes: number): Promise<void> {
  await reveal(db).file.updateMany({ where: { organisationId, id }, data: { bytes } })
}

/** Where the pieces of a file lie; null where there is no such file. */
export async function findPlace(db: Db, organisationId: string, id: string): Promise<Place | null> {
  const found = await reveal(db).file.findUnique({ where: { organisationId_id: { organisationId, id } }, select: { place: true } })
  return (found?.place ?? null) as Place | null
}

export async function findPiece(db: Db, organisationId: string, fileId: string, position: number): Promise<Uint8Array | null> {
  const found = await reveal(db).filePiece.findUnique({
    where: { organisationId_fileId_position: { organisationId, fileId, position } },
    select: { content: true },
  })
  return found?.content ?? null
}

export async function deleteFile(db: Db, organisationId: string, id: string): Promise<void> {
  await reveal(db).file.deleteMany({ where: { organisationId, id } })
}

/** Files whose sender went away before the last piece. */
export async function deleteUnfinished(db: Db, before: Date): Promise<void> {
  await reveal(db).file.deleteMany({ where: { bytes: null, createdAt: { lt: before } } })
}

/** Files that are gone and whose pieces still lie in the bucket. Of all organisations. */
export function listLeft(db: Db, most: number): Promise<{ organisationId: string; fileId: string }[]> {
  return reveal(db).fileLeft.findMany({ select: { organisationId: true, fileId: true }, orderBy: { leftAt: 'asc' }, take: most })
}

export async function forgetLeft(db: Db, organisationId: string, fileId: string): Promise<void> {
  await reveal(db).fileLeft.deleteMany({ where: { organisationId, fileId } })
}
