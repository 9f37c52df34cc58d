import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import type { Organisation } from '@/lib/organisations/schema'
import { takeUpload } from '@/lib/register-import/uploads/move-upload'
import { type Client, whereFrom } from '../client'

/** Takes a register file in and has it compared with the register; nothing changes yet. */
export async function receiveUpload(
  deps: Deps,
  { id: organisationId }: Pick<Organisation, 'id'>,
  client: Client,
  staffId: string,
  { fileName, source }: { fileName: string; source: AsyncIterable<Uint8Array> },
): Promise<string> {
  const { id, bytes } = await takeUpload(deps, organisationId, { fileName, source, uploadedBy: staffId })
  await inTransaction(deps, async (deps) => {
    await recordEvent(deps, {
      organisationId,
      act: 'import.uploaded',
      outcome: 'success',
      actorId: staffId,
      details: { bytes },
      personal: { ...whereFrom(client), fileName },
    })
    await enqueueJob(deps, 'work-on-upload', { organisationId, uploadId: id })
  })
  return id
}
