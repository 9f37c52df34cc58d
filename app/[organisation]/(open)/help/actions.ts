'use server'

import { readerOf } from '@/lib/content/as-reader'
import { markAnswer } from '@/lib/flows/help/ask-help'
import { markForm } from '@/lib/flows/help/schema'
import { goTo, publicAction } from '@/lib/web/actions'
import { currentSession } from '@/lib/web/session'

/** The answer helped, or the person writes to us, with the question. */
export const mark = publicAction(markForm, async ({ deps, organisation, client, say, paths }, { question, asked, help }) => {
  const session = await currentSession()
  if (!session && !organisation.settings.help.isPublic) return goTo(paths.signIn)
  if (question) await markAnswer(deps, organisation, { reader: readerOf(session), client }, question, help === 'yes')
  return help === 'yes' ? { message: say('help.thanks') } : goTo(`${paths.contact}?question=${encodeURIComponent(asked)}`)
})
