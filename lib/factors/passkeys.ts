import { randomBytes } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { isSame } from '@/lib/core/seal'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { type ChallengeFor, makeChallenge, spendChallenge } from './passkey-challenge'
import { type PasskeyAnswer, readPasskeyAnswer } from './schema'
import { countPasskey, findPasskey, findPasskeys, insertPasskey } from './store'

export type PasskeyFailure = 'factor.passkey.wrong'
/** Where the page stands that asks: `host` is the relying party's id. */
export type Place = { host: string; origin: string }

// The library is loaded where somebody uses a passkey: nobody else's sign-in waits for it.
const library = () => import('@simplewebauthn/server')

/** What the browser is told to ask for; with `personId` only that person's passkeys, otherwise whichever it has for this host. */
export async function passkeyRequest(deps: Deps, organisationId: string, host: string, personId: string | null): Promise<string> {
  const keys = personId ? (await findPasskeys(deps.db, organisationId, personId)).filter((key) => key.host === host) : []
  const challenge = text(makeChallenge(deps, { organisationId, purpose: personId ? 'second' : 'first', personId }))
  const allowCredentials = keys.map(({ credentialId, transports }) => ({ id: text(credentialId), type: 'public-key', transports }))
  return JSON.stringify({ challenge, rpId: host, timeout: 300_000, userVerification: 'required', ...(personId ? { allowCredentials } : {}) })
}

/**
 * Whose passkey answered: one that this organisation knows, at this host, with the person's own handle, signed for a
 * challenge of ours that is used up by it, and not a copy. Whatever is wrong, the answer is one.
 */
export async function checkPasskey(
  deps: Deps,
  organisationId: string,
  place: Place,
  personId: string | null,
  typed: string,
): Promise<Result<{ personId: string }, { why: 'wrong' | 'cloned'; personId: string | null }>> {
  const wrong = { why: 'wrong', personId: null } as const
  const answer = readPasskeyAnswer(typed)
  if (!answer) return failure(wrong)
  const purpose: ChallengeFor = { organisationId, purpose: personId ? 'second' : 'first', personId }
  const challenge = challengeOf(answer)
  if (!(await spendChallenge(deps, purpose, challenge))) return failure(wrong)
  const key = await findPasskey(deps.db, organisationId, bytes(answer.id))
  if (!key || key.host !== place.host || (personId && key.personId !== personId)) return failure(wrong)
  const { userHandle } = answer.response
  if (userHandle && !isSame(bytes(userHandle), key.userHandle)) return failure(wrong)
  const { verifyAuthenticationResponse } = await library()
  const verified = await verifyAuthenticationResponse({
    response: answer as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.host,
    requireUserVerification: true,
    // The counter is ours to judge, in one statement: of two tabs and of two copies one is right.
    credential: { id: answer.id, publicKey: bytes(text(key.publicKey)), counter: 0 },
  }).catch(() => null)
  if (!verified?.verified) return failure({ why: 'wrong', personId: key.personId })
  const isNew = await countPasskey(deps.db, organisationId, key.id, BigInt(verified.authenticationInfo.newCounter), deps.now())
  return isNew ? success({ personId: key.personId }) : failure({ why: 'cloned', personId: key.personId })
}

type Owner = { organisationId: string; personId: string }
type Naming = { organisation: string; account: string; displayName: string }

/** What the browser is told to make, and the handle that it is made for. */
export async function newPasskeyRequest(deps: Deps, { organisationId, personId }: Owner, host: string, { organisation, account, displayName }: Naming) {
  const known = await findPasskeys(deps.db, organisationId, personId)
  const handle = known[0] ? bytes(text(known[0].userHandle)) : randomBytes(32)
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    rpName: organisation,
    rpID: host,
    userName: account,
    userDisplayName: displayName,
    userID: new Uint8Array(handle),
    challenge: makeChallenge(deps, { organisationId, purpose: 'new', personId }),
    attestationType: 'none',
    excludeCredentials: known.filter((key) => key.host === host).map(({ credentialId, transports }) => ({ id: text(credentialId), transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options: JSON.stringify(options), handle: text(handle) }
}

export type MadePasskey = { credentialId: string; publicKey: string; counter: number; transports: string[] }

/** A new passkey as the browser made it, for a challenge that is used up by it. Call it outside a transaction. */
export async function tryNewPasskey(
  deps: Deps,
  { organisationId, personId }: Owner,
  place: Place,
  typed: string,
): Promise<Result<MadePasskey, PasskeyFailure>> {
  const answer = readPasskeyAnswer(typed)
  if (!answer) return failure('factor.passkey.wrong')
  const challenge = challengeOf(answer)
  if (!(await spendChallenge(deps, { organisationId, purpose: 'new', personId }, challenge))) return failure('factor.passkey.wrong')
  const { verifyRegistrationResponse } = await library()
  const verified = await verifyRegistrationResponse({
    response: answer as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.host,
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified) return failure('factor.passkey.wrong')
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential
  if (await findPasskey(deps.db, organisationId, bytes(id))) return failure('factor.passkey.wrong')
  return success({ credentialId: id, publicKey: text(publicKey), counter, transports })
}

/** A passkey that was tried belongs to the person from now on. */
export async function keepPasskey(deps: Deps, owner: Owner, key: { name: string; host: string; handle: string }, made: MadePasskey): Promise<void> {
  const createdAt = deps.now()
  await insertPasskey(deps.db, {
    ...owner,
    id: timeOrderedId(createdAt),
    name: key.name,
    host: key.host,
    credentialId: bytes(made.credentialId),
    publicKey: bytes(made.publicKey),
    userHandle: bytes(key.handle),
    counter: BigInt(made.counter),
    transports: made.transports,
    createdAt,
  })
}

function challengeOf({ response }: PasskeyAnswer): string {
  try {
    const data: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'))
    return data !== null && typeof data === 'object' && 'challenge' in data ? String(data.challenge) : ''
  } catch {
    return ''
  }
}

const bytes = (text: string): Buffer<ArrayBuffer> => Buffer.from(Buffer.from(text, 'base64url'))
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
