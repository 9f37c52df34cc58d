import { recordEvent } from '@/lib/audit/record-event'
import { listPastReview } from '@/lib/content/list-past-review'
import { listTroubles } from '@/lib/content/questions/list-troubles'
import type { AskedQuestion } from '@/lib/content/questions/schema'
import { type Deps, inTransaction } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { findAdministrators, findEditors } from '@/lib/people/find-administrators'
import type { WordKey } from '@/lib/words/keys'
import { speak } from '@/lib/words/speak'
import { addressOf } from '../link-to'
import { languageOf } from '../tell-person'

const week = 7 * 24 * 60 * 60_000
/** Of each kind. */
const mostLines = 20

/** Mails those who write the help, or else the administrators, what a week's questions found nothing for, and what is past its review. A week without any is no mail. */
export async function mailHelpReports(deps: Deps): Promise<void> {
  for (const organisation of await listOrganisations(deps)) await mailHelpReport(deps, organisation)
}

type Report = { unanswered: AskedQuestion[]; notHelped: AskedQuestion[]; pastReview: string[] }

export async function mailHelpReport(deps: Deps, organisation: Organisation): Promise<void> {
  const { id: organisationId, settings } = organisation
  const from = new Date(deps.now().getTime() - week)
  const report: Report = {
    ...(await listTroubles(deps, organisationId, from, mostLines)),
    pastReview: await listPastReview(deps, organisationId, settings.languages, mostLines),
  }
  const counts = { unanswered: report.unanswered.length, notHelped: report.notHelped.length, pastReview: report.pastReview.length }
  if (Object.values(counts).every((count) => count === 0)) return
  await inTransaction(deps, async (deps) => {
    const editors = await findEditors(deps, organisationId)
    const people = (editors.length > 0 ? editors : await findAdministrators(deps, organisationId)).filter(({ email }) => email)
    for (const person of people) {
      const language = languageOf(organisation, person)
      await queueMessage(deps, {
        organisation,
        personId: person.id,
        channel: 'email',
        recipient: String(person.email),
        isForDesk: true,
        language,
        template: 'help-report',
        values: {},
        link: addressOf(organisation, '/admin/content'),
        quote: sayReport(report, speak(language, settings.words)),
      })
    }
    if (people.length === 0) return
    await recordEvent(deps, { organisationId, act: 'help.report-mailed', outcome: 'success', details: { ...counts, receivers: people.length } })
  })
}

function sayReport({ unanswered, notHelped, pastReview }: Report, say: (key: WordKey) => string): string {
  const parts: [WordKey, string[]][] = [
    ['help.report.unanswered', unanswered.map(({ text, asked }) => `${text} (${asked})`)],
    ['help.report.notHelped', notHelped.map(({ text, notHelped }) => `${text} (${notHelped})`)],
    ['help.report.pastReview', pastReview],
  ]
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [say(title), ...lines.map((line) => `– ${line}`)].join('\n'))
    .join('\n\n')
}
