/**
 * How a person came to ask the desk; `not-me`: by the link in a message that told of a change; `call`: by telephone;
 * `erasure`: they ask to be erased; `contact`: they wrote to the organisation.
 */
export type CaseKind = 'not-me' | 'call' | 'erasure' | 'contact'

/** What was told, when, and by which way: what a person objects to. */
export type Told = { told: string; channel: 'sms' | 'email'; toldAt: Date }

/** The link "this was not me" of one message, as it stands now. */
export type Objection = Told & {
  id: string
  personId: string
  /** who got the message */
  recipient: string
  expiresAt: Date
  usedAt: Date | null
  /** of the case that it opened, or another link of the same person */
  caseNumber: number | null
}
