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

type Addresses = { redirectUris: string[]; frontchannelUri: string | null }
const originOf = (address: string) => new URL(address).origin

/** OpenID Connect Front-Channel Logout 1.0: scheme, host and port are those of an address that people come to after signing in. */
export const isFrameAtHome = ({ redirectUris, frontchannelUri }: Addresses) =>
  frontchannelUri === null || redirectUris.some((address) => originOf(address) === originOf(frontchannelUri))
export const frameElsewhere = { error: 'clients.frameElsewhere', path: ['frontchannelUri'] }

export const newClient = z
  .object({
    name: z.string().trim().min(1, { error: 'clients.noName' }).max(100, { error: 'clients.noName' }),
    isPublic: z.boolean(),
    redirectUris: addresses(1),
    logoutUris: addresses(0),
    backchannelUri: addresses(0).transform((all) => all[0] ?? null),
    frontchannelUri: addresses(0).transform((all) => all[0] ?? null),
    groupId: z.uuid().nullable(),
    scopes: z.array(z.enum(scopes)).transform((chosen): Scope[] => scopes.filter((scope) => scope === 'openid' || chosen.includes(scope))),
    asksPerson: z.boolean(),
  })
  .refine(isFrameAtHome, frameElsewhere)
export type NewClient = z.output<typeof newClient>
