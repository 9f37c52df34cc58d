import { log } from '@/lib/core/log'
import { receiveUpload } from '@/lib/flows/import-register/receive-upload'
import { isFromHere } from '@/lib/web/origin'
import { readMultipart } from '@/lib/web/read-multipart'
import { requireStaff } from '@/lib/web/staff'
import { stamp } from '@/lib/web/stamps'

/** Takes a register file from a plain form, as large as it is, without ever holding it. */
export async function POST(request: Request) {
  const visit = await requireStaff('people.import')
  const { deps, organisation, client, session, paths } = visit
  const back = (query: string) => new Response(null, { status: 303, headers: { Location: `${paths.adminImport}?wrong=${query}` } })
  if (!isFromHere(request.headers, request.headers.get(stamp.host) ?? '')) return back('foreign')
  try {
    const id = await readMultipart(request, (fileName, source) =>
      receiveUpload(deps, organisation, client, session.personId, { fileName: plainName(fileName), source }),
    )
    return id ? new Response(null, { status: 303, headers: { Location: paths.adminUpload(id) } }) : back('noFile')
  } catch (error) {
    log().info({ error: error instanceof Error ? error.message : String(error) }, 'an upload broke off')
    return back('broken')
  }
}

/** Without folders and without what can't be seen, and not too long. */
const plainName = (name: string) => (name.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200) || 'register.csv'
