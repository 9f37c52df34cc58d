import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { cookieJar } from './cookies'
import { deps } from './deps'
import { readVisit, type Visit } from './read-visit'
import { stamp } from './stamps'

export type { Visit }

/** Reads the visit of this request; an organisation that does not exist is "not found". */
export const openVisit = cache(async (): Promise<Visit> => {
  const head = await headers()
  const organisation = await findOrganisation(deps(), head.get(stamp.organisation) ?? '')
  if (!organisation) notFound()
  return readVisit(deps(), organisation, head, await cookieJar())
})

/**
 * Whether this rendering answers a form that JavaScript sent: Next.js then renders the page that the form stands on anew,
 * when a cookie was set. Such a page must not redirect: the form itself goes on, to where its action said.
 */
export const isAnswerToForm = async () => (await headers()).has('next-action')
