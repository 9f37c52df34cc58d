import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { type CheckedFile, checkFile } from '@/lib/files/check-file'
import type { FileProblem } from '@/lib/files/rules'
import { countUse } from '@/lib/limits/count-use'
import { placeOf } from '@/lib/limits/rules'
import type { Organisation } from '@/lib/organisations/schema'
import type { Client } from '../client'
import { limitOfFiles, mostAttached } from './rules'

/** A file as a form sends it: nothing of it is read before it is known to be small enough. */
type SentFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>
/** `name`: of the file that is wrong */
export type AttachedProblem = { key: FileProblem | 'contact.files.tooMany' | 'contact.files.tooLarge' | 'contact.files.wait'; name: string }

/** Looks at the files of a message by what stands in them; each counts against a limit before it is opened. */
export async function checkAttached(
  deps: Deps,
  { id }: Pick<Organisation, 'id'>,
  { address }: Pick<Client, 'address'>,
  personId: string | null,
  files: readonly SentFile[],
): Promise<Result<CheckedFile[], AttachedProblem>> {
  if (files.length > mostAttached.files) return failure({ key: 'contact.files.tooMany', name: '' })
  const checked: CheckedFile[] = []
  for (const file of files) {
    const { name } = file
    if (file.size > mostAttached.bytes) return failure({ key: 'contact.files.tooLarge', name })
    if ((await countUse(deps, limitOfFiles(id, personId, placeOf(address)))).isOver) return failure({ key: 'contact.files.wait', name: '' })
    const found = await checkFile({ name, bytes: new Uint8Array(await file.arrayBuffer()) })
    if (!found.ok) return failure({ key: found.failure, name })
    checked.push(found.value)
  }
  return success(checked)
}
