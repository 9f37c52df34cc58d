/** To whom the portal proves itself by it. */
export type SecretKind = 'directory' | 'provider'

/** A secret goes to exactly this place and nowhere else: whoever changes where has to know it. */
export type SecretPlace = { organisationId: string; kind: SecretKind; goesTo: readonly unknown[] }
