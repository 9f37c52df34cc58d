import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { s3Account, startS3 } from '@/e2e/support/s3-server'
import { type Deps, inTransaction } from '@/lib/core/db'
import { checkEnvironment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { keepFile } from './keep-file'
import { readKeptFile } from './read-kept-file'
import { removeFile, removeLeftFiles, removeUnfinishedFiles } from './remove-file'
import { signRequest } from './sign-request'

const database = testDatabase()
const organisationId = randomUUID()
let folder: string
let server: Awaited<ReturnType<typeof startS3>>
let deps: Deps
const former = { ...process.env }
const configure = (changes: Record<string, string | undefined>) => {
  Object.assign(process.env, changes)
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete process.env[name]
  checkEnvironment(['database'])
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porten-bucket-'))
  server = await startS3(folder, 'porten')
  deps = { ...database.deps, now: () => new Date() } // a signature is good for some minutes, by the server's own clock
  configure({ S3_ENDPOINT: server.url, S3_BUCKET: 'porten', ...s3Account })
})
afterAll(async () => {
  configure(Object.fromEntries(['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'].map((name) => [name, former[name]])))
  await server.stop()
  await rm(folder, { recursive: true })
})

async function* inChunks(bytes: Buffer, length = 65_536) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
const read = async (owner: string, id: string) => Buffer.concat(await Readable.from(readKeptFile(deps, owner, id)).toArray())
const objects = async () => (await readdir(folder, { recursive: true })).filter((name) => name.includes('files') && name.endsWith('_object')).length
const pieces = () => reveal(deps.db).filePiece.count()

test.each([0, 1, 1_048_576, 3_500_000])('a file of %i bytes lies in the bucket and comes back as it was, to its own organisation alone', async (length) => {
  const bytes = randomBytes(length)
  const { id, bytes: kept } = await keepFile(deps, organisationId, 'x.csv', inChunks(bytes))
  expect([kept, await pieces()]).toEqual([length, 0])
  expect((await read(organisationId, id)).equals(bytes)).toBe(true)
  expect(await read(randomUUID(), id)).toHaveLength(0)
  await removeFile(deps, organisationId, id)
  expect(await read(organisationId, id)).toHaveLength(0)
  await removeLeftFiles(deps)
  expect([await objects(), await reveal(deps.db).fileLeft.count()]).toEqual([0, 0])
})

test('a removal that is taken back leaves the file where it is', async () => {
  const bytes = randomBytes(2_000_000)
  const { id } = await keepFile(deps, organisationId, 'x.csv', inChunks(bytes))
  const work = inTransaction(deps, async (deps) => {
    await removeFile(deps, organisationId, id)
    throw new Error('taken back')
  })
  await expect(work).rejects.toThrow('taken back')
  await removeLeftFiles(deps)
  expect((await read(organisationId, id)).equals(bytes)).toBe(true)
  await removeFile(deps, organisationId, id)
  await removeLeftFiles(deps)
})

test('nothing is left of a file whose sender, or whose server, went away half-way', async () => {
  async function* broken() {
    yield randomBytes(2_000_000)
    throw new Error('the line went dead')
  }
  await expect(keepFile(deps, organisationId, 'x.csv', broken())).rejects.toThrow('the line went dead')
  const { id } = await keepFile(deps, organisationId, 'half.csv', inChunks(randomBytes(1_500_000)))
  await reveal(deps.db).file.updateMany({ where: { id }, data: { bytes: null } })
  await removeUnfinishedFiles(deps, new Date(Date.now() + 1))
  expect(await objects()).toBeGreaterThan(0)
  await removeLeftFiles(deps)
  expect([await objects(), await reveal(deps.db).file.count()]).toEqual([0, 0])
})

test('files from before stay readable in the database, and what was put into the bucket needs it', async () => {
  const bucket = process.env.S3_ENDPOINT
  configure({ S3_ENDPOINT: undefined, S3_BUCKET: undefined, S3_ACCESS_KEY: undefined, S3_SECRET_KEY: undefined })
  const { id: old } = await keepFile(deps, organisationId, 'old.csv', inChunks(Buffer.from('gammal')))
  configure({ S3_ENDPOINT: bucket, S3_BUCKET: 'porten', ...s3Account })
  const { id: fresh } = await keepFile(deps, organisationId, 'new.csv', inChunks(Buffer.from('ny')))
  expect([String(await read(organisationId, old)), String(await read(organisationId, fresh))]).toEqual(['gammal', 'ny'])
  configure({ S3_ENDPOINT: undefined, S3_BUCKET: undefined, S3_ACCESS_KEY: undefined, S3_SECRET_KEY: undefined })
  await expect(read(organisationId, fresh)).rejects.toThrow('S3_ENDPOINT')
  configure({ S3_ENDPOINT: bucket, S3_BUCKET: 'porten', ...s3Account })
  for (const id of [old, fresh]) await removeFile(deps, organisationId, id)
  await removeLeftFiles(deps)
})

test('a wrong key, a bucket that is not there and a store that is away keep nothing, and the error names no secret', async () => {
  const bucket = String(process.env.S3_ENDPOINT)
  for (const [changes, told] of [
    [{ S3_SECRET_KEY: 'a-wrong-secret' }, '403 SignatureDoesNotMatch'],
    [{ S3_BUCKET: 'another' }, '404 NoSuchBucket'],
    [{ S3_ENDPOINT: 'http://127.0.0.1:9' }, ''],
  ] as const) {
    configure({ S3_ENDPOINT: bucket, S3_BUCKET: 'porten', ...s3Account, ...changes })
    const failed = await keepFile(deps, organisationId, 'x.csv', inChunks(Buffer.from('x'))).then(String, String)
    expect(failed).toContain(`The store for files answered PUT with ${told}`)
    expect(failed).not.toMatch(/a-wrong-secret|S3RVER/)
  }
  configure({ S3_ENDPOINT: bucket, S3_BUCKET: 'porten', ...s3Account })
  expect(await reveal(deps.db).file.count()).toBe(0)
})

test('a removal waits for a store that is away', async () => {
  const bucket = String(process.env.S3_ENDPOINT)
  await removeLeftFiles(deps)
  const { id } = await keepFile(deps, organisationId, 'x.csv', inChunks(Buffer.from('x')))
  await removeFile(deps, organisationId, id)
  configure({ S3_ENDPOINT: 'http://127.0.0.1:9' })
  await removeLeftFiles(deps)
  expect(await reveal(deps.db).fileLeft.count()).toBe(1)
  configure({ S3_ENDPOINT: bucket })
  await removeLeftFiles(deps)
  expect([await objects(), await reveal(deps.db).fileLeft.count()]).toEqual([0, 0])
})

test('an address is signed as it is sent, with the signs that need it written as RFC 3986 has them', () => {
  const bucket = { endpoint: 'https://s3.example.org/store/', name: 'porten', region: 'eu-north-1', accessKey: 'a', secretKey: 'b' }
  const { url, headers } = signRequest(
    bucket,
    { method: 'GET', key: 'files/å (1)!', query: { prefix: 'a/b', 'list-type': '2' } },
    new Date('2026-11-30T07:00:00.5Z'),
  )
  expect(url).toBe('https://s3.example.org/store/porten/files/%C3%A5%20%281%29%21?list-type=2&prefix=a%2Fb')
  expect(headers['x-amz-date']).toBe('20261130T070000Z')
  expect(headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=a\/20261130\/eu-north-1\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
  )
})
