import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { keptLetters, waitingLetters } from '@/lib/campaigns/letters'
import type { Campaign } from '@/lib/campaigns/schema'
import { lettersAtOnce } from '@/lib/flows/campaign/print-campaign-letters'
import { may } from '@/lib/permissions/rules'
import { isFresh } from '@/lib/sessions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { PresentPassword } from '../../../present-password'
import { timeOf } from '../../../say-sign-in'
import { printLetters } from '../actions'

/** Letters that wait, and the files that were made of others: each is there until tomorrow, for a printer that jams. */
export async function LettersPart({ visit, campaign }: { visit: MemberVisit; campaign: Campaign }) {
  const { deps, say, session, organisation, paths } = visit
  if (!may(session.grants, 'campaign.run')) return null
  const waiting = (await waitingLetters(deps, campaign, lettersAtOnce)).length
  const files = await keptLetters(deps, campaign)
  const time = timeOf(visit)
  return (
    <section className="stack tight w-full" id="letters">
      <h2>{say('campaign.letters')}</h2>
      <p>{say('campaign.letters.text', { count: waiting, most: lettersAtOnce })}</p>
      {/* Its form stays when the last letter is printed: it is the form that goes on. */}
      <ActionForm id="print" action={printLetters} {...formWords(say)}>
        <input type="hidden" name="campaign" value={campaign.id} />
        <input type="hidden" name="once" value={randomUUID()} />
        {waiting > 0 && !isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now()) && <PresentPassword visit={visit} />}
        {waiting > 0 && <Button>{say('campaign.letters.print')}</Button>}
      </ActionForm>
      {files.length > 0 && (
        <ul className="stack tight">
          {files.map(({ id, count, madeAt, expiresAt }) => (
            <li key={id}>
              <a href={paths.adminCampaignLetters(campaign.id, id)} download>
                {say('campaign.letters.file', { count, at: time.format(madeAt), until: time.format(expiresAt) })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
