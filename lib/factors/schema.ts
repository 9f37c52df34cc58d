import { z } from 'zod'

const encoded = z
  .string()
  .max(20_000)
  .regex(/^[\w-]+$/)

/** What a browser answers for a passkey; what else it says is the library's to read. */
const passkeyAnswer = z.looseObject({
  id: encoded,
  rawId: encoded,
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: encoded, userHandle: encoded.nullish() }),
})
export type PasskeyAnswer = z.output<typeof passkeyAnswer>

export function readPasskeyAnswer(typed: string): PasskeyAnswer | null {
  if (typed.length > 50_000) return null
  try {
    return passkeyAnswer.safeParse(JSON.parse(typed)).data ?? null
  } catch {
    return null
  }
}
