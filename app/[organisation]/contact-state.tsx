import { Tag } from '@/components/tag'
import type { ContactState } from '@/lib/cases/contact/schema'
import type { Visit } from '@/lib/web/visit'

/** How far a case has come. */
export function ContactStateTag({ visit: { say }, state }: { visit: Pick<Visit, 'say'>; state: ContactState }) {
  return <Tag tone={state === 'answered' ? 'good' : 'brand'}>{say(`contact.state.${state}`)}</Tag>
}
