'use server'

import { linkForm } from '@/lib/flows/change-details/schema'
import { publicAction, wrong } from '@/lib/web/actions'
import { askLinkKinds } from './link-kinds'

/** The button under a mailed link. */
export const pressLink = publicAction(linkForm, async (visit, { token }) => {
  const answer = await askLinkKinds((kind) => kind.press(visit, token))
  return answer ?? wrong(visit.say('go.ended.text'))
})
