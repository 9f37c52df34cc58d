import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import type { Upload } from '@/lib/register-import/schema'
import { findUpload, undoDays } from '@/lib/register-import/uploads/find-upload'
import type { MemberVisit } from '@/lib/web/session'
import { requireStaff } from '@/lib/web/staff'
import { isWordKey } from '@/lib/words/keys'
import { formWords } from '../../../form-words'
import { staffTitleOf } from '../../../title'
import { KeepFresh } from '../../keep-fresh'
import { ProveAgain } from '../../prove-again'
import { StaffPage } from '../../staff-page'
import { approve, compareAgain, discard } from '../actions'
import { Difference, type Showing } from './difference'

export const generateMetadata = () => staffTitleOf('people.import', 'importing.title')

/** One register file: how far the work is, what it would change, and the decision. */
export default async function UploadPage({ params, searchParams }: { params: Promise<{ upload: string }>; searchParams: Promise<Showing> }) {
  const visit = await requireStaff('people.import')
  const { deps, organisation, say, paths } = visit
  const { upload: id } = await params
  const upload = z.uuid().safeParse(id).success ? await findUpload(deps, organisation.id, id) : null
  if (!upload) notFound()
  const isAtWork = upload.state === 'comparing' || upload.state === 'applying'
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminImport}>{say('importing.title')}</BackLink>
        <div className="stack tight">
          <h1 className="break-words">{upload.fileName}</h1>
          <p className="quiet">{say(`importing.state.${upload.state}`)}</p>
        </div>
        {isAtWork ? <Progress visit={visit} upload={upload} /> : <Settled visit={visit} upload={upload} />}
        {(upload.state === 'compared' || upload.state === 'applied') && <Difference visit={visit} upload={upload} showing={await searchParams} />}
      </div>
    </StaffPage>
  )
}

function Progress({ visit: { say }, upload: { phase, done, total, state } }: { visit: MemberVisit; upload: Upload }) {
  const step = phase === 'merging' ? (state === 'comparing' ? 'comparing' : 'applying') : (phase ?? 'waiting')
  const share = total > 0 ? Math.floor((100 * done) / total) : null
  return (
    <div className="stack tight w-full">
      <KeepFresh />
      <p role="status">
        {say(`importing.progress.${step}`)} {share !== null && say('importing.progress.share', { share })}
      </p>
      <progress className="progress" max={100} value={share ?? undefined} aria-label={say(`importing.progress.${step}`)} />
      <p className="quiet">{say('importing.progress.leave')}</p>
    </div>
  )
}

function Settled({ visit, upload }: { visit: MemberVisit; upload: Upload }) {
  const { say } = visit
  const { state, refusal, counts } = upload
  if (state === 'refused' && refusal)
    return <Notice title={say('importing.refused.title')}>{isWordKey(refusal.key) ? say(refusal.key, refusal.values) : refusal.key}</Notice>
  if (state === 'failed') return <Notice title={say('importing.refused.title')}>{say('importing.failed.text')}</Notice>
  if (state === 'applied' && counts)
    return <Notice tone="good">{say('importing.applied.text', { created: counts.created, changed: counts.changed, refused: counts.refused })}</Notice>
  return state === 'compared' ? <Decision visit={visit} upload={upload} /> : null
}

function Decision({ visit, upload }: { visit: MemberVisit; upload: Upload }) {
  const { say } = visit
  const { created = 0, changed = 0 } = upload.counts ?? {}
  return (
    <section className="notice stack">
      {created + changed === 0 ? (
        <p>{say('importing.nothing')}</p>
      ) : (
        <ActionForm id="approve" action={approve} {...formWords(say)}>
          <h2>{say('importing.apply.title')}</h2>
          <p>{say('importing.apply.text', { created, changed, days: undoDays })}</p>
          <input type="hidden" name="upload" value={upload.id} />
          <Field name="reason" label={say('desk.reason')} autoComplete="off" />
          <ProveAgain visit={visit} />
          <Button>{say('importing.apply.submit')}</Button>
        </ActionForm>
      )}
      <div className="row">
        <Small visit={visit} id="again" action={compareAgain} upload={upload.id} label={say('importing.again')} />
        <Small visit={visit} id="discard" action={discard} upload={upload.id} label={say('importing.discard')} />
      </div>
    </section>
  )
}

function Small({ visit: { say }, id, action, upload, label }: { visit: MemberVisit; id: string; action: typeof discard; upload: string; label: string }) {
  return (
    <div>
      <ActionForm id={id} action={action} {...formWords(say)}>
        <input type="hidden" name="upload" value={upload} />
        <Button variant="link">{label}</Button>
      </ActionForm>
    </div>
  )
}
