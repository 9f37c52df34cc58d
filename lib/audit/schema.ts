/** Something that happened, in the field's words: `sign-in.succeeded`, `mobile.changed`, … */
export type AuditEvent = {
  organisationId: string
  act: string
  outcome: 'success' | 'failure'
  /** who did it; null for a stranger or the portal itself */
  actorId?: string | null
  /** whom it was done to; the actor when left out, nobody when null */
  subjectId?: string | null
  /** facts without personal data */
  details?: Record<string, string | number | boolean | null | string[]>
  /** address, device, typed name, reason: emptied when the person is removed */
  personal?: Record<string, string>
}

/** A link as somebody outside noted it: the portal's database has no hold on it. */
export type KnownHead = { organisationId: string; position: bigint; hash: string }

/** Which events; those of a time are from `from` on and before `until`. */
export type EventFilter = {
  actorId?: string
  subjectId?: string
  act?: string
  outcome?: 'success' | 'failure'
  from?: Date
  until?: Date
  /** where from, as it was written down */
  address?: string
  exceptActs?: readonly string[]
}
