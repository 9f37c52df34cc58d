import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findProblems } from './find-problems'
import { type Organisation, organisationFile } from './schema'
import { writeSettings } from './write-settings'

/** Saves an organisation's settings after checking them whole; the failure lists everything that is wrong, by place. */
export async function applyOrganisation(deps: Deps, file: unknown): Promise<Result<Organisation, string[]>> {
  const parsed = organisationFile.safeParse(file)
  if (!parsed.success) return failure(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`))
  const { slug, settings } = parsed.data
  const problems = await findProblems(deps, slug, settings)
  if (problems.length > 0) return failure(problems.map(({ path, message }) => `${path}: ${message}`))
  const written = await writeSettings(deps, { slug, settings, by: { actorId: null }, reason: '' })
  return written ? success(written) : failure(['file: somebody else changed the settings at the same moment'])
}
