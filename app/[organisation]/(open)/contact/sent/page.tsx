import { caseNumber } from '@/lib/flows/contact/schema'
import { helpContact } from '@/lib/web/help-contact'
import { titleOf } from '../../../title'
import { OpenPage, openToAll } from '../../open-page'

export async function generateMetadata() {
  await openToAll()
  return titleOf('contact.sent.title')
}

/** The end for a stranger: answers come by e-mail. */
export default async function SentPage({ searchParams }: { searchParams: Promise<{ number?: string | string[] }> }) {
  const { visit, member } = await openToAll()
  const { say, paths } = visit
  const number = caseNumber.safeParse((await searchParams).number).data
  return (
    <OpenPage visit={visit} member={member}>
      <h1>{say('contact.sent.title')}</h1>
      {number && (
        <p>
          <strong>{say('contact.case', { number: String(number) })}</strong>
        </p>
      )}
      <p>{say('contact.sent.text', { help: helpContact(visit) })}</p>
      <p>
        <a href={paths.contact}>{say('contact.another')}</a>
      </p>
    </OpenPage>
  )
}
