import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

export async function insertFile(db: Db, organisationId: string, file: { id: string; name: string; createdAt: Date }): Promise<void> {
  await reveal(db).file.create({ data: { organisationId, ...file }, select: { id: true } })
}

export async function insertPiece(db: Db, organisationId: string, fileId: string, position: number, content: Buffer<ArrayBuffer>): Promise<void> {
  await reveal(db).filePiece.create({ data: { organisationId, fileId, position, content }, select: { position: true } })
}

export async function setLength(db: Db, organisationId: string, id: string, bytes: number): Promise<void> {
  await reveal(db).file.updateMany({ where: { organisationId, id }, data: { bytes } })
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
