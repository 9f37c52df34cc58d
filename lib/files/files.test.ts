import { randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { keepFile } from './keep-file'
import { readKeptFile } from './read-kept-file'
import { removeFile, removeUnfinishedFiles } from './remove-file'

const test = testDatabase()
const organisationId = randomUUID()
async function* inChunks(bytes: Buffer, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
const read = async (owner: string, id: string) => Buffer.concat(await Readable.from(readKeptFile(test.deps, owner, id)).toArray())
const rows = async () => [await reveal(test.deps.db).file.count(), await reveal(test.deps.db).filePiece.count()]

it.each([0, 1, 1_048_575, 1_048_576, 1_048_577, 3_500_000])('a file of %i bytes comes back as it was, however it came in', async (length) => {
  const bytes = randomBytes(length)
  for (const chunk of [65_536, 1_500_000]) {
    const { id, bytes: kept } = await keepFile(test.deps, organisationId, 'x.csv', inChunks(bytes, chunk))
    expect(kept).toBe(length)
    expect((await read(organisationId, id)).equals(bytes)).toBe(true)
    expect(await read(randomUUID(), id)).toHaveLength(0) // another organisation's
    await removeFile(test.deps, organisationId, id)
  }
  expect(await rows()).toEqual([0, 0])
})

it('a file whose sender goes away half-way is not kept', async () => {
  async function* broken() {
    yield randomBytes(2_000_000)
    throw new Error('the line went dead')
  }
  await expect(keepFile(test.deps, organisationId, 'x.csv', broken())).rejects.toThrow('the line went dead')
  expect(await rows()).toEqual([0, 0])
})

it('what a killed server left half-way goes after a while, what is whole stays', async () => {
  await keepFile(test.deps, organisationId, 'whole.csv', inChunks(randomBytes(10), 10))
  await reveal(test.deps.db).file.create({ data: { organisationId, id: randomUUID(), name: 'half.csv', createdAt: test.clock.at } })
  await removeUnfinishedFiles(test.deps, new Date(test.clock.at.getTime() + 1))
  expect(await reveal(test.deps.db).file.findMany({ select: { name: true } })).toEqual([{ name: 'whole.csv' }])
})
