import { z } from 'zod'
import { isSafeAddress } from '@/lib/core/is-safe-address'

/** What a system may ask for. `offline_access` gives it a token that works while the person is away. */
export const scopes = ['openid', 'profile', 'email', 'phone', 'member-number', 'groups', 'offline_access'] as const
export type Scope = (typeof scopes)[number]

/** Addresses, one a line. They are compared letter by letter, so nothing is changed in them but the spaces around. */
const addresses = (atLeast: 0 | 1) =>
  z
    .string()
    .max(10_000, { error: 'clients.badAddress' })
    .transform((text) => [...new Set(text.split(/\s+/).filter(Boolean))])
    .refine((all) => all.every(isSafeAddress), { error: 'clients.badAddress' })
    .refine((all) => all.length >= atLeast && all.length <= 20, { error: 'clients.noAddress' })

export const newClient = z.object({
  name: z.string().trim().min(1, { error: 'clients.noName' }).max(100, { error: 'clients.noName' }),
  isPublic: z.boolean(),
  redirectUris: addresses(1),
  logoutUris: addresses(0),
  backchannelUri: addresses(0).transform((all) => all[0] ?? null),
  groupId: z.uuid().nullable(),
  scopes: z.array(z.enum(scopes)).transform((chosen): Scope[] => scopes.filter((scope) => scope === 'openid' || chosen.includes(scope))),
  asksPerson: z.boolean(),
})
export type NewClient = z.output<typeof newClient>
