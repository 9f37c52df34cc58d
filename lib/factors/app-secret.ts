import { randomBytes } from 'node:crypto'
import { seal, unseal } from '@/lib/core/seal'

/** 160 bits, as RFC 4226 recommends. */
export const newAppSecret = () => randomBytes(20)

const place = (organisationId: string, id: string) => `${organisationId} ${id}`

export const sealSecret = (organisationId: string, id: string, secret: Uint8Array) =>
  seal('factor', Buffer.from(secret).toString('base64'), place(organisationId, id))

export const unsealSecret = (organisationId: string, id: string, sealed: Uint8Array) =>
  Buffer.from(unseal('factor', sealed, place(organisationId, id)), 'base64')
