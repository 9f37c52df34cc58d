import { z } from 'zod'
import { grantableRoles } from '@/lib/people/roles/rules'
import { actForm } from '../desk/schema'
import { typedLine } from '../typed-line'

const { person, ...act } = actForm.shape

export const askForm = z.object({ ...act, who: typedLine, role: z.enum(grantableRoles, { error: 'roles.noRole' }), groups: typedLine })
export const decisionForm = z.object({ ...act, request: z.uuid(), decision: z.enum(['approve', 'decline']) })
export const takeForm = z.object({ ...act, person, role: z.enum(grantableRoles) })
