'use server'

import { exportRegister } from '@/lib/flows/export-register/export-register'
import { exportForm } from '@/lib/flows/export-register/schema'
import { goTo, wrong } from '@/lib/web/actions'
import { staffAction } from '@/lib/web/staff'
import { proveAgain } from '../prove-again'

export const askForExport = staffAction('people.export', exportForm, async (visit, { group, reason, currentPassword }) => {
  const { deps, organisation, session, client, paths, say } = visit
  const unproved = await proveAgain(visit, currentPassword)
  if (unproved) return unproved
  const leave = await exportRegister(deps, organisation, { staffId: session.personId, client }, { groupId: group || null, reason })
  return leave.ok ? goTo(`${paths.adminExport}?ready=${leave.value}`) : wrong(say(leave.failure), leave.failure === 'desk.noReason' ? 'reason' : 'group')
})
