'use server'

import { checkAttached } from '@/lib/flows/contact/check-attached'
import { moreForm } from '@/lib/flows/contact/schema'
import { writeMore } from '@/lib/flows/contact/write-more'
import { forgetPress, isSecondPress } from '@/lib/flows/desk/press-once'
import { filesField, goTo, memberAction, wrong } from '@/lib/web/actions'
import { sayAttached } from '../../../say-attached'

/** The person adds to an own case. */
export const write = memberAction(moreForm, async ({ deps, organisation, client, session, paths, say }, { once, number, text }, sent) => {
  const files = await checkAttached(deps, organisation, client, session.personId, sent)
  if (!files.ok) return wrong(sayAttached(say, files.failure), filesField)
  const done = goTo(`${paths.ownCase(number)}?did=written`)
  if (await isSecondPress(deps, organisation, once)) return done
  const written = await writeMore(deps, organisation, client, { personId: session.personId, number, text, files: files.value })
  if (written.ok) return done
  await forgetPress(deps, organisation, once)
  return wrong(say(written.failure))
})
