/** `npm run floors`: are all imports those that the house allows? The rules stand in `.config/dependency-cruiser.cjs`. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
const rules = join(root, '.config/dependency-cruiser.cjs')
const places = ['lib', 'app', 'components', 'server.ts', 'instrumentation.ts', 'scripts', 'bench', 'e2e', 'prisma']

/** Fewer of our own files than this, and the cruise went wrong: it is content with nothing at all, under TypeScript 7 for example. */
const fewest = 150

export type Violation = { rule: string; from: string; to: string }
type Cruise = {
  modules: { source: string; dependencies: unknown[] }[]
  summary: { violations: { rule: { name: string }; from: string; to: string; cycle?: { name: string }[] }[] }
}

/** Every import of the tree at `folder` that breaks a rule, and how many files and imports were looked at. */
export function findViolations(folder: string): { violations: Violation[]; files: number; imports: number } {
  const seen = places.filter((place) => existsSync(join(folder, place)))
  const done = spawnSync(process.execPath, [command, '--config', rules, '--output-type', 'json', ...seen], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (!done.stdout.startsWith('{')) throw new Error(`dependency-cruiser said nothing of use:\n${done.stdout}${done.stderr}`)
  const { modules, summary }: Cruise = JSON.parse(done.stdout)
  const own = modules.filter(({ source }) => seen.some((place) => source === place || source.startsWith(`${place}/`)))
  return {
    files: own.length,
    imports: own.reduce((sum, { dependencies }) => sum + dependencies.length, 0),
    violations: summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle ? cycle.map(({ name }) => name).join(' → ') : to,
    })),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { violations, files, imports } = findViolations(root)
  for (const { rule, from, to } of violations) process.stderr.write(`${rule}: ${from} → ${to}\n`)
  if (violations.length > 0) process.stderr.write('What each rule is for stands in .config/dependency-cruiser.cjs, the floors in lib/README.md.\n')
  const sawEnough = files >= fewest && imports > files
  if (!sawEnough) process.stderr.write(`Only ${files} files and ${imports} imports were looked at: the check itself is broken.\n`)
  else process.stdout.write(`Floors: ${files} files, ${imports} imports, ${violations.length} that the house does not allow.\n`)
  process.exitCode = sawEnough && violations.length === 0 ? 0 : 1
}
