import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { contrastProblems } from './colour'
import { findDeviations } from './deviations'
import { forgetOrganisations } from './find-organisation'
import { type Organisation, organisationFile } from './schema'
import { hostsOfOthers, saveOrganisation } from './store'

/** Saves an organisation's settings after checking them whole; the failure lists everything that is wrong, by place. */
export async function applyOrganisation(deps: Deps, file: unknown): Promise<Result<Organisation, string[]>> {
  const parsed = organisationFile.safeParse(file)
  if (!parsed.success) return failure(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`))
  const { slug, settings } = parsed.data

  const recorded = new Set(settings.deviations.map(({ rule }) => rule))
  const problems = [
    ...findDeviations(settings)
      .filter((rule) => !recorded.has(rule))
      .map((rule) => `deviations: rule ${rule} of the security rules is broken and not recorded`),
    ...contrastProblems(settings.look.hue, settings.look.chroma).map((problem) => `look: ${problem}`),
    ...(await hostsOfOthers(deps.db, slug, settings.hosts)).map((host) => `hosts: ${host} belongs to another organisation`),
  ]
  if (problems.length > 0) return failure(problems)

  const saved = await inTransaction(deps, async (deps) => {
    const row = await saveOrganisation(deps.db, slug, JSON.parse(JSON.stringify(settings)), settings.hosts, deps.now())
    await recordEvent(deps, { organisationId: row.id, act: 'organisation.settings-applied', outcome: 'success', details: { version: row.version } })
    return row
  })
  forgetOrganisations(deps)
  return success({ ...saved, settings })
}
