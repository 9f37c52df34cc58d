import { redirect } from 'next/navigation'
import { ButtonLink } from '@/components/button'
import type { MailWay } from '@/lib/flows/read-mail-way'
import type { Visit } from '@/lib/web/visit'
import { EntrancePage } from '../entrance-page'
import { GoOn } from './go-on'

/** For so long after the asking a refusal may still come in; milliseconds. */
export const watchedFor = 30_000

type Props = { visit: Visit; href: string; askedAt: Date; way: MailWay }

/**
 * Before a page with a field, where there is no JavaScript: waits until the mail server has answered, so that its refusal
 * is seen (H5), and loads itself again meanwhile, which a page that somebody types on must not do.
 */
export function SendingPage({ visit, href, askedAt, way }: Props) {
  const { say, deps } = visit
  if (way !== 'under-way' || deps.now().getTime() - askedAt.getTime() >= watchedFor) redirect(href)
  return (
    <EntrancePage visit={visit}>
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
      <GoOn href={href} />
      <h1>{say('code.sending.title')}</h1>
      <p>{say('code.sending.text')}</p>
      <ButtonLink href={href}>{say('code.sending.on')}</ButtonLink>
    </EntrancePage>
  )
}
