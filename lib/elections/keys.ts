import { seal, unseal } from '@/lib/core/seal'

// The two secrets of a vote with the portal's keys, closed under AUTH_SECRET and to their place.

type Kind = 'token' | 'seal'

export const sealKey = (kind: Kind, election: string, secret: string) => seal('election', secret, `${kind} ${election}`)
export const unsealKey = (kind: Kind, election: string, sealed: Uint8Array) => unseal('election', sealed, `${kind} ${election}`)
