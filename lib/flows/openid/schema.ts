import { z } from 'zod'
import { frameElsewhere, isFrameAtHome, newClient, scopes } from '@/lib/oidc/schema'

const act = { once: z.uuid(), reason: z.string().max(2_000), currentPassword: z.string().max(100_000).optional() }
const box = z.literal('yes').optional()

/** What a form says of a system: a box for each scope. */
const system = {
  name: newClient.shape.name,
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
}
const typedSystem = z.object(system)

function readSystem<Typed extends z.output<typeof typedSystem>>({ group, consent, ...typed }: Typed) {
  const chosen = typed as Record<string, unknown>
  return {
    ...typed,
    groupId: group || null,
    asksPerson: consent === 'person',
    scopes: scopes.filter((scope) => scope === 'openid' || chosen[scope] === 'yes'),
  }
}

export const makeClientForm = z
  .object({ ...act, ...system, kind: z.enum(['secret', 'public']) })
  .refine(isFrameAtHome, frameElsewhere)
  .transform(({ kind, ...typed }) => ({ ...readSystem(typed), isPublic: kind === 'public' }))

export const changeClientForm = z
  .object({ ...act, ...system, client: z.uuid() })
  .refine(isFrameAtHome, frameElsewhere)
  .transform(readSystem)

export const clientForm = z.object({ ...act, client: z.uuid() })
export const consentForm = z.object({ of: z.string().regex(/^[\w-]{10,100}$/) })
