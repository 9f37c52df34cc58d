import { notFound } from 'next/navigation'
import { z } from 'zod'
import { csvLine } from '@/lib/register-import/rules'
import { findUpload, readUploadNotes } from '@/lib/register-import/uploads/find-upload'
import { requireStaff } from '@/lib/web/staff'
import { csv, streamAnswer } from '@/lib/web/stream-answer'
import { isWordKey } from '@/lib/words/keys'

/** Everything that was refused or left out, with line, column and reason, as a file for whoever corrects the register. */
export async function GET(_request: Request, { params }: { params: Promise<{ upload: string }> }) {
  const { deps, organisation, say } = await requireStaff('people.import')
  const { upload: id } = await params
  const upload = z.uuid().safeParse(id).success ? await findUpload(deps, organisation.id, id) : null
  if (!upload) notFound()

  async function* lines() {
    if (!upload) return
    yield `\ufeff${csvLine([say('importing.column.line'), say('importing.column.field'), say('importing.column.reason'), say('importing.column.state')])}`
    for (const kind of ['refused', 'warning'] as const)
      for (let after = 0; ; ) {
        const notes = await readUploadNotes(deps, upload, { kind, after, count: 1_000 })
        const last = notes?.at(-1)
        if (!notes || !last) break
        yield notes
          .map(({ line, column, key, values }) =>
            csvLine([`${line}`, column ?? '', isWordKey(key) ? say(key, values ?? {}) : key, say(`importing.show.${kind}`)]),
          )
          .join('')
        after = last.line
      }
  }
  return streamAnswer(lines(), { name: `${organisation.slug}-import-${id.slice(0, 8)}.csv`, type: csv })
}
