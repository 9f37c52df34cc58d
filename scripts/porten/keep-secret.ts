import { text } from 'node:stream/consumers'
import { changeDirectorySecret, changeProviderSecret } from '@/lib/flows/change-outside-secret'
import { speak } from '@/lib/words/speak'
import { print, Refusal } from './say'
import { organisationOf, toWrite, withDatabase } from './session'

export const keepDirectorySecret = (slug: string, reason: string) =>
  keepSecretOfInput(
    slug,
    reason,
    changeDirectorySecret,
    `The password of the portal’s account in the directory of ${slug} is kept. Servers that run use it for their next connection.`,
  )

export const keepProviderSecret = (slug: string, reason: string) =>
  keepSecretOfInput(slug, reason, changeProviderSecret, `The secret of ${slug} at its other provider is kept. It counts from the next sign-in there.`)

/** Keeps a secret from the standard input: an argument would stand in the shell's history and in the list of processes. */
const keepSecretOfInput = (slug: string, reason: string, keep: typeof changeDirectorySecret | typeof changeProviderSecret, done: string) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, slug)
    const secret = (await text(process.stdin)).replace(/\r?\n$/, '')
    if (!secret) throw new Refusal('It is empty: write it to the standard input.')
    const kept = await keep(session.deps, organisation, { actorId: null, client: null, reason }, secret)
    if (!kept.ok) throw new Refusal(speak('en')(kept.failure))
    print(done)
  }, toWrite)
