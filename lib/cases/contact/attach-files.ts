import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import type { CheckedFile } from '@/lib/files/check-file'
import { keepBytes } from '@/lib/files/keep-file'
import { insertFile } from './store'

/** Keeps files beside a message, in the transaction that keeps the message. */
export async function attachFiles(deps: Deps, organisationId: string, messageId: string, files: readonly CheckedFile[]): Promise<void> {
  for (const { name, type, bytes } of files) {
    const kept = await keepBytes(deps, organisationId, name, bytes)
    await insertFile(deps.db, { organisationId, id: timeOrderedId(deps.now()), messageId, fileId: kept.id, name, type, bytes: kept.bytes })
  }
}
