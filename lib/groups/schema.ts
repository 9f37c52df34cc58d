import { z } from 'zod'

/** What a rule may ask of a person. */
export const conditionFields = ['city', 'postalCode', 'memberNumber', 'language', 'emailDomain', 'group'] as const
export type ConditionField = (typeof conditionFields)[number]

const text = z.string().trim().min(1).max(100)

const condition = z.discriminatedUnion('field', [
  z.object({ field: z.literal('city'), value: text }),
  /** both ends belong to it; digits only, of one length */
  z.object({ field: z.literal('postalCode'), from: z.string().regex(/^\d{1,10}$/), to: z.string().regex(/^\d{1,10}$/) }),
  /** what the number begins with */
  z.object({ field: z.literal('memberNumber'), value: text }),
  z.object({ field: z.literal('language'), value: z.string().min(2).max(10) }),
  z.object({ field: z.literal('emailDomain'), value: z.string().regex(/^[^\s@]+\.[^\s@.]{2,}$/) }),
  z.object({ field: z.literal('group'), value: z.uuid() }),
])
export type Condition = z.output<typeof condition>

export const mostConditions = 5
export const groupRule = z.object({ match: z.enum(['all', 'any']), conditions: z.array(condition).min(1).max(mostConditions) })
export type GroupRule = z.output<typeof groupRule>

export type Group = { id: string; name: string; rule: GroupRule | null; people: number; countedAt: Date | null }
export type GroupMember = {
  id: string
  givenName: string
  familyName: string
  memberNumber: string | null
  username: string | null
  email: string | null
  city: string
}
