'use server'

import { applyUpload } from '@/lib/flows/import-register/apply-upload'
import { compareUpload, discardUpload } from '@/lib/flows/import-register/discard-upload'
import { decideForm, discardForm, undoForm } from '@/lib/flows/import-register/schema'
import { undoLastImport } from '@/lib/flows/import-register/undo-last-import'
import { goTo, wrong } from '@/lib/web/actions'
import { staffAction } from '@/lib/web/staff'
import { proveAgain } from '../prove-again'

export const approve = staffAction('people.import', decideForm, async (visit, { upload, reason, currentPassword }) => {
  const { deps, organisation, session, client, paths, say } = visit
  const unproved = await proveAgain(visit, currentPassword)
  if (unproved) return unproved
  const applied = await applyUpload(deps, organisation, upload, { staffId: session.personId, client, reason })
  return applied.ok ? goTo(paths.adminUpload(upload)) : wrong(say(applied.failure), 'reason')
})

export const compareAgain = staffAction('people.import', discardForm, async ({ deps, organisation, session, client, paths }, { upload }) => {
  await compareUpload(deps, organisation, upload, { staffId: session.personId, client })
  return goTo(paths.adminUpload(upload))
})

export const discard = staffAction('people.import', discardForm, async ({ deps, organisation, session, client, paths }, { upload }) => {
  await discardUpload(deps, organisation, upload, { staffId: session.personId, client })
  return goTo(paths.adminImport)
})

export const undo = staffAction('people.import', undoForm, async (visit, { import: importId, reason, currentPassword }) => {
  const { deps, organisation, session, client, paths, say } = visit
  const unproved = await proveAgain(visit, currentPassword)
  if (unproved) return unproved
  const undone = await undoLastImport(deps, organisation, importId, { staffId: session.personId, client, reason })
  return undone.ok ? goTo(paths.adminImport) : wrong(say(undone.failure), undone.failure === 'desk.noReason' ? 'reason' : null)
})
