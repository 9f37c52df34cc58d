import { text } from 'node:stream/consumers'
import type { Deps } from '@/lib/core/db'
import type { Result } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import type { WordKey } from '@/lib/words/keys'
import { speak } from '@/lib/words/speak'
import { print, Refusal } from './say'
import { organisationOf, toWrite, withDatabase } from './session'

type Actor = { actorId: null; client: null; reason: string }
type Keep = (deps: Deps, of: Organisation, actor: Actor, secret: string) => Promise<Result<null, WordKey>>

/** Keeps a secret from the standard input: an argument would stand in the shell's history and in the list of processes. */
export const keepSecretOfInput = (slug: string, reason: string, keep: Keep, done: string) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, slug)
    const secret = (await text(process.stdin)).replace(/\r?\n$/, '')
    if (!secret) throw new Refusal('It is empty: write it to the standard input.')
    const kept = await keep(session.deps, organisation, { actorId: null, client: null, reason }, secret)
    if (!kept.ok) throw new Refusal(speak('en')(kept.failure))
    print(done)
  }, toWrite)
