import { randomUUID } from 'node:crypto'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { LookAgain } from '@/components/look-again'
import { Tag } from '@/components/tag'
import { readVerification } from '@/lib/audit/read-verification'
import { isRunning } from '@/lib/audit/rules'
import type { MemberVisit } from '@/lib/web/session'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../form-words'
import { timeOf } from '../../../say-sign-in'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { verifyNow } from './actions'

export const generateMetadata = () => staffTitleOf('audit.view', 'audit.chain.title')

/** Whether the chain holds, as of the last walk along it, and the button for the next one. */
export default async function ChainPage() {
  const visit = await requireStaff('audit.view')
  const { deps, organisation, say, paths } = visit
  const latest = await readVerification(deps, organisation.id)
  const isOn = latest !== null && isRunning(latest, deps.now())
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminAudit}>{say('audit.title')}</BackLink>
        <h1>{say('audit.chain.title')}</h1>
        <p className="max-w-narrow">{say('audit.chain.text')}</p>
        {latest && (isOn ? <Walk visit={visit} latest={latest} /> : <End visit={visit} latest={latest} />)}
        {isOn ? (
          <LookAgain href={paths.adminAuditChain} label={say('audit.chain.look')} />
        ) : (
          <ActionForm id="verify" action={verifyNow} {...formWords(say)}>
            <input type="hidden" name="once" value={randomUUID()} />
            <div>
              <Button>{say('audit.chain.verify')}</Button>
            </div>
          </ActionForm>
        )}
      </div>
    </StaffPage>
  )
}

type Latest = NonNullable<Awaited<ReturnType<typeof readVerification>>>

function Walk({ visit: { say }, latest: { walked, total } }: { visit: MemberVisit; latest: Latest }) {
  const label = say('audit.chain.walking', { walked: Number(walked), total: Number(total) })
  return (
    <div className="stack tight w-full">
      <p>{label}</p>
      <progress className="progress" max={Math.max(1, Number(total))} value={Number(walked)} aria-label={label} />
    </div>
  )
}

function End({ visit, latest: { endedAt, askedAt, walked, head, brokenAt, unknownKey } }: { visit: MemberVisit; latest: Latest }) {
  const { say } = visit
  const at = timeOf(visit).format(endedAt ?? askedAt)
  if (!endedAt) return <p>{say('audit.chain.lost', { at })}</p>
  if (head)
    return (
      <div className="notice good stack tight">
        <p>
          <Tag tone="good">{say('audit.chain.holds')}</Tag> {say('audit.chain.count', { at, count: Number(walked) })}
        </p>
        <p className="text-small">
          {say('audit.chain.head')} <span className="mono break-all">{head}</span>
        </p>
      </div>
    )
  return (
    <p className="summary">
      <Tag tone="bad">{say('audit.chain.broken')}</Tag>{' '}
      {unknownKey ? say('audit.chain.key', { at, position: Number(brokenAt), key: unknownKey }) : say('audit.chain.place', { at, position: Number(brokenAt) })}
    </p>
  )
}
