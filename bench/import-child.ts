/** One import in a process of its own, as `porten people import` runs it: `import-child.ts DATABASE SLUG FILE`. Tells seconds and peak memory as JSON. */
import { readFileSync } from 'node:fs'
import { closeDb, openDb } from '@/lib/core/db'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import { importPeople } from '@/lib/register-import/import-people'

const [databaseUrl = '', slug = '', file = ''] = process.argv.slice(2)
const deps = { db: openDb(databaseUrl, 2), now: () => new Date() }
const organisation = await findOrganisation(deps, slug)
if (!organisation) throw new Error(`no organisation ${slug}`)
const began = performance.now()
const report = await importPeople(deps, { organisation, file, fileName: 'bench.csv', isDryRun: false, databaseUrl })
const seconds = (performance.now() - began) / 1_000
await closeDb(deps.db)
const peak = Number(readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/)?.[1]) / 1_024
process.send?.({ seconds, peak, created: report.counts.created, refused: report.counts.refused + (report.refusal ? 1 : 0) })
process.disconnect()
