import { z } from 'zod'
import { frameElsewhere, isFrameAtHome, newClient, scopes } from '@/lib/oidc/schema'

const act = { once: z.uuid(), reason: z.string().max(2_000), currentPassword: z.string().max(100_000).optional() }
const box = z.literal('yes').optional()

/** The form of a new system: a box for each scope. */
export const makeClientForm = z
  .object({
    ...act,
    name: newClient.shape.name,
    kind: z.enum(['secret', 'public']),
    redirectUris: newClient.shape.redirectUris,
    logoutUris: newClient.shape.logoutUris,
    backchannelUri: newClient.shape.backchannelUri,
    frontchannelUri: newClient.shape.frontchannelUri,
    group: z.union([z.uuid(), z.literal('')]),
    consent: z.enum(['person', 'organisation']),
    profile: box,
    email: box,
    phone: box,
    'member-number': box,
    groups: box,
    offline_access: box,
  })
  .refine(isFrameAtHome, frameElsewhere)
  .transform(({ kind, group, consent, ...typed }) => ({
    ...typed,
    isPublic: kind === 'public',
    groupId: group || null,
    asksPerson: consent === 'person',
    scopes: scopes.filter((scope) => scope === 'openid' || typed[scope] === 'yes'),
  }))

export const clientForm = z.object({ ...act, client: z.uuid() })
export const consentForm = z.object({ of: z.string().regex(/^[\w-]{10,100}$/) })
