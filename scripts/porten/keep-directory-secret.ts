import { text } from 'node:stream/consumers'
import { changeSecret } from '@/lib/flows/directory/change-secret'
import { speak } from '@/lib/words/speak'
import { print, Refusal } from './say'
import { organisationOf, toWrite, withDatabase } from './session'

/** From the standard input: an argument would stand in the shell's history and in the list of processes. */
export const keepDirectorySecret = (slug: string, reason: string) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, slug)
    const secret = (await text(process.stdin)).replace(/\r?\n$/, '')
    if (!secret) throw new Refusal('The password is empty: write it to the standard input.')
    const kept = await changeSecret(session.deps, organisation, { actorId: null, client: null, reason }, secret)
    if (!kept.ok) throw new Refusal(speak('en')(kept.failure))
    print(`The password of the portal’s account in the directory of ${slug} is kept. Servers that run use it for their next connection.`)
  }, toWrite)
