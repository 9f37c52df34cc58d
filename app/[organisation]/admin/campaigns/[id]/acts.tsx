import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { type CampaignMove, campaignMoves, mayMove } from '@/lib/campaigns/rules'
import type { Campaign } from '@/lib/campaigns/schema'
import { may } from '@/lib/permissions/rules'
import { isFresh } from '@/lib/sessions/rules'
import type { MemberVisit } from '@/lib/web/session'
import { isAnswerToForm } from '@/lib/web/visit'
import { formWords } from '../../../form-words'
import { PresentPassword } from '../../../present-password'
import { moveCampaign } from '../actions'

type Props = { visit: MemberVisit; campaign: Campaign; chosen?: string }

/** What can be done with the campaign now. To start and to stop open a form that asks why; to pause is one press. */
export async function Acts({ visit, campaign, chosen }: Props) {
  const { say, session, paths } = visit
  if (!may(session.grants, 'campaign.run')) return null
  const page = paths.adminCampaign(campaign.id)
  const possible = campaignMoves.filter((move) => mayMove(campaign.state, move))
  const open = (['start', 'stop'] as const).find((move) => move === chosen)
  // What was just done can't be done again, but its form stays in its place: it is the form that goes on.
  if (open && (possible.includes(open) || (await isAnswerToForm()))) return <MoveWithReason visit={visit} campaign={campaign} move={open} />
  const isOver = campaign.state === 'stopped' || campaign.state === 'finished'
  return (
    <div className="row">
      {possible.includes('start') && <ButtonLink href={`${page}?act=start`}>{say('campaign.start.title')}</ButtonLink>}
      {(['pause', 'resume'] as const)
        .filter((move) => possible.includes(move))
        .map((move) => (
          <Move key={move} visit={visit} campaign={campaign} move={move} />
        ))}
      {possible.includes('stop') && (
        <ButtonLink variant="second" href={`${page}?act=stop`}>
          {say('campaign.stop.title')}
        </ButtonLink>
      )}
      {campaign.state === 'draft' && <Move visit={visit} campaign={campaign} move="discard" />}
      {isOver && <ButtonLink href={`${paths.adminNewCampaign}?again=${campaign.id}`}>{say('campaign.again')}</ButtonLink>}
    </div>
  )
}

function Hidden({ campaign, move }: { campaign: Campaign; move: CampaignMove | 'discard' }) {
  return (
    <>
      <input type="hidden" name="campaign" value={campaign.id} />
      <input type="hidden" name="move" value={move} />
      <input type="hidden" name="once" value={randomUUID()} />
    </>
  )
}

function Move({ visit: { say }, campaign, move }: Omit<Props, 'chosen'> & { move: 'pause' | 'resume' | 'discard' }) {
  return (
    <div>
      <ActionForm id={move} action={moveCampaign} {...formWords(say)}>
        <Hidden campaign={campaign} move={move} />
        <Button variant={move === 'discard' ? 'second' : 'primary'}>{say(`campaign.${move}.title`)}</Button>
      </ActionForm>
    </div>
  )
}

function MoveWithReason({ visit, campaign, move }: Omit<Props, 'chosen'> & { move: 'start' | 'stop' }) {
  const { say, session, organisation, deps, paths } = visit
  const isAsked = move === 'start' && !isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now())
  return (
    <section className="notice">
      <ActionForm id={move} action={moveCampaign} {...formWords(say)}>
        <h2>{say(`campaign.${move}.title`)}</h2>
        <p>{say(`campaign.${move}.text`)}</p>
        <Hidden campaign={campaign} move={move} />
        <Field name="reason" label={say('desk.reason')} hint={say('desk.reason.hint')} autoComplete="off" />
        {isAsked && <PresentPassword visit={visit} />}
        <div className="row">
          <Button>{say(`campaign.${move}.title`)}</Button>
          <a href={paths.adminCampaign(campaign.id)}>{say('desk.cancel')}</a>
        </div>
      </ActionForm>
    </section>
  )
}
