import { printLetters } from '@/lib/flows/desk/print-letters'
import { print, Refusal } from './say'
import { organisationOf, toWrite, withDatabase } from './session'

export const printWaitingLetters = (slug: string, path: string) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, slug)
    const count = await printLetters(session.deps, { organisation, path, actorId: null })
    if (count === 0) throw new Refusal(`No letter of ${slug} waits.`)
    print(`Wrote ${path}: ${count === 1 ? 'one letter' : `${count} letters`}.`)
  }, toWrite)
