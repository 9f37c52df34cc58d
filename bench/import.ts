import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { kristinehov } from '@/lib/organisations/presets/kristinehov'
import { folder, makeOrganisation } from './database'
import { makeRegister, registerHeader } from './make-register'
import { compared, type Finding, interleave } from './measure'
import { root } from './processes'

/** A register through the import, against COPY of the same file into one table with the same unique names. */
export async function benchImport(url: string, { rows, rounds }: { rows: number; rounds: number }): Promise<Finding[]> {
  const file = `${folder}/register-${rows}.csv`
  if (!existsSync(file)) await makeRegister(file, rows)
  const peaks: number[] = []
  const { ours, copy } = await interleave(rounds, {
    copy: () => copyFile(url, file),
    ours: async (round) => {
      const slug = `import-${round}`
      await makeOrganisation(url, slug, kristinehov)
      const { seconds, peak, created } = await importFile(url, slug, file)
      if (created !== rows) throw new Error(`${created} of ${rows} people were made`)
      peaks.push(peak)
      return seconds
    },
  })
  const peak = Math.max(...peaks)
  return [
    compared('import', `${rows.toLocaleString('en')} rows, against COPY into one table`, 's', ours, copy, { atMost: 8 }),
    { name: 'import', what: 'peak memory of the importing process', unit: 'MB', ours: peak, theirs: null, ratio: null, held: peak, target: { atMost: 300 } },
  ]
}

function importFile(url: string, slug: string, file: string): Promise<{ seconds: number; peak: number; created: number; refused: number }> {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    AUTH_SECRET: randomBytes(48).toString('base64url'),
    NODE_ENV: 'production' as const,
    BASE_URL: 'http://localhost:3000',
    LOG_LEVEL: 'warn',
  }
  return new Promise((done, refuse) => {
    const child = fork(`${root}bench/import-child.ts`, [url, slug, file], { execArgv: ['--import', 'tsx'], env })
    child.once('message', (result: { seconds: number; peak: number; created: number; refused: number }) => done(result))
    child.once('exit', (code) => refuse(new Error(`the import ended with ${code}`)))
  })
}

async function copyFile(url: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const names = registerHeader.split(',').map((name) => `"${name}"`)
  try {
    await client.query(
      `DROP TABLE IF EXISTS bench_copy; CREATE TABLE bench_copy (${names.map((name) => `${name} text`).join(', ')}, UNIQUE ("memberNumber"), UNIQUE ("username"), UNIQUE ("email")); CHECKPOINT`,
    )
    const began = performance.now()
    await pipeline(createReadStream(file), client.query(from(`COPY bench_copy (${names.join(', ')}) FROM STDIN WITH (FORMAT csv, HEADER true)`)))
    return (performance.now() - began) / 1_000
  } finally {
    await client.query('DROP TABLE IF EXISTS bench_copy')
    await client.end()
  }
}
