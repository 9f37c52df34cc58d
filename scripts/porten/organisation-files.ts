import { readFileSync, writeFileSync } from 'node:fs'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { exportOrganisation } from '@/lib/organisations/export-organisation'
import { print, Refusal, warn } from './say'
import { withDatabase } from './session'

export const applyFile = (path: string) =>
  withDatabase(async ({ deps }) => {
    const result = await applyOrganisation(deps, readJson(path))
    if (result.ok) return print(`Applied: ${result.value.slug}, version ${result.value.version}.`)
    for (const problem of result.failure) warn(problem)
    throw new Refusal(`${path} was not applied: ${result.failure.length === 1 ? 'one thing is' : `${result.failure.length} things are`} wrong with it.`)
  })

export const exportSettings = (slug: string, path?: string) =>
  withDatabase(async ({ deps }) => {
    const found = await exportOrganisation(deps, slug)
    if (!found) throw new Refusal(`There is no organisation "${slug}".`)
    const text = JSON.stringify(found, null, 2)
    if (path) writeFileSync(path, `${text}\n`)
    else print(text)
  })

function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal(`${path} is no JSON: ${error instanceof Error ? error.message : error}`)
  }
}
