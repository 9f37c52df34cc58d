import { z } from 'zod'
import { formLines } from '@/lib/groups/rules'

const group = { group: z.uuid() }
const line = z.string().max(200).optional()

export const nameForm = z.object({ name: z.string().max(1_000) })
export const renameForm = z.object({ ...group, name: z.string().max(1_000) })
export const removeForm = z.object({ ...group, reason: z.string().max(2_000) })
export const memberForm = z.object({ ...group, person: z.uuid(), reason: z.string().max(2_000), move: z.enum(['in', 'out']) })
export const ruleForm = z.object({ ...group, match: z.enum(['all', 'any']), press: z.enum(['preview', 'save', 'drop']) }).catchall(line) // field1, value1, …

export const conditionsOf = (typed: Record<string, unknown>) =>
  Array.from({ length: formLines }, (_, at) => ({ field: String(typed[`field${at}`] ?? ''), value: String(typed[`value${at}`] ?? '') }))

export const refreshJob = z.object({ organisationId: z.uuid() })
