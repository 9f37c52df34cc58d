import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { difference } from '@/lib/organisations/difference'
import { findSettings } from '@/lib/organisations/find-settings'
import { findVersion, findVersionBefore, type Version } from '@/lib/organisations/find-version'
import { loweredSettings } from '@/lib/organisations/lowered'
import type { Organisation, OrganisationSettings } from '@/lib/organisations/schema'
import { isFresh } from '@/lib/sessions/rules'
import { requireStaff, type StaffVisit } from '@/lib/web/staff'
import { formWords } from '../../../../form-words'
import { PresentPassword } from '../../../../present-password'
import { timeOf } from '../../../../say-sign-in'
import { staffTitleOf } from '../../../../title'
import { StaffPage } from '../../../staff-page'
import { undoTo } from '../../actions'
import { Changes } from '../../changes'
import { who } from '../../who'

export const generateMetadata = () => staffTitleOf('settings.view', 'settings.versions.number')

/** One version: what it changed, and what going back to it would change now. */
export default async function VersionPage({ params }: { params: Promise<{ number: string }> }) {
  const visit = await requireStaff('settings.view')
  const { deps, organisation, say, paths } = visit
  const number = Number((await params).number)
  const version = Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 ? await findVersion(deps, organisation.id, number) : null
  if (!version) notFound()
  const before = await findVersionBefore(deps, organisation.id, number)
  const { inForce } = await findSettings(deps, organisation.id)
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVersions}>{say('settings.versions.title')}</BackLink>
        <h1>{say('settings.version.title', { number })}</h1>
        <p className="quiet">
          {say('settings.version.text', { at: timeOf(visit).format(version.at), who: await who(visit, version.actorId) })} {version.reason}
          {version.likeNumber !== null && ` (${say('settings.versions.like', { number: version.likeNumber })})`}
        </p>
        <section className="stack tight below" aria-labelledby="changed">
          <h2 id="changed">{say('settings.version.before')}</h2>
          {before?.settings && version.settings ? (
            <Changes
              say={say}
              caption={say('settings.version.before')}
              changes={difference(before.settings, version.settings)}
              columns={{ from: say('settings.draft.column.before'), to: say('settings.draft.column.after') }}
            />
          ) : (
            <p>{say(version.settings ? 'settings.version.first' : 'settings.version.unreadable')}</p>
          )}
        </section>
        {version.settings && <Undo visit={visit} version={version} settings={version.settings} inForce={inForce} />}
      </div>
    </StaffPage>
  )
}

type Props = { visit: StaffVisit; version: Version; settings: OrganisationSettings; inForce: Organisation }

function Undo({ visit, version, settings, inForce }: Props) {
  const { deps, organisation, say, session } = visit
  if (version.number === inForce.version) return <Notice>{say('settings.version.current')}</Notice>
  const changes = difference(inForce.settings, settings)
  if (changes.length === 0) return <Notice>{say('settings.version.sameNow')}</Notice>
  const lowered = loweredSettings(inForce.settings, settings)
  const columns = { from: say('settings.draft.column.inForce'), to: say('settings.version.title', { number: version.number }) }
  return (
    <section className="stack tight below" aria-labelledby="undo-title">
      <h2 id="undo-title">{say('settings.version.now')}</h2>
      <Changes say={say} caption={say('settings.version.now')} changes={changes} columns={columns} />
      <ActionForm id="undo" action={undoTo} {...formWords(say)}>
        <p>{say('settings.version.undoText')}</p>
        <input type="hidden" name="number" value={version.number} />
        <input type="hidden" name="inForce" value={inForce.version} />
        <input type="hidden" name="once" value={randomUUID()} />
        <Field name="reason" label={say('settings.apply.reason')} hint={say('settings.apply.reasonHint')} autoComplete="off" />
        {lowered.length > 0 && (
          <Notice title={say('settings.lowered.title')}>
            {say('settings.lowered.text', { changes: new Intl.ListFormat(say.language).format(lowered.map((path) => say(`settings.field.${path}`))) })}
          </Notice>
        )}
        {(lowered.length > 0 || !isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now())) && (
          <PresentPassword visit={visit} />
        )}
        <Button>{say('settings.version.undo')}</Button>
      </ActionForm>
    </section>
  )
}
