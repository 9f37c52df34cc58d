'use server'

import { askVerification } from '@/lib/flows/audit/ask-verification'
import { verifyForm } from '@/lib/flows/audit/schema'
import { staffAction } from '@/lib/web/staff'
import { press } from '../../press'

export const verifyNow = staffAction('audit.view', verifyForm, (visit, typed) =>
  press(visit, typed, { isSensitive: false, done: visit.paths.adminAuditChain }, () =>
    askVerification(visit.deps, visit.organisation, visit.client, visit.session.personId),
  ),
)
