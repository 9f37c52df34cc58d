import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freePort } from '@/lib/core/embedded-postgres'
import { refuseSecondPortal, refuseTakenPort } from './local-environment'

const listener = createServer()
let taken = 0
let folder = ''

beforeAll(async () => {
  await new Promise<void>((open) => listener.listen(0, '127.0.0.1', open))
  taken = (listener.address() as AddressInfo).port
})
afterAll(() => listener.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porten-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

/** As a database leaves its process and port where it runs. */
const databaseRuns = () => {
  mkdirSync(join(folder, 'postgres'))
  writeFileSync(join(folder, 'postgres', 'postmaster.pid'), [process.pid, folder, 0, taken].join('\n'))
  writeFileSync(join(folder, 'postgres.password'), 'secret')
}
const portalWasAt = (port: number) => writeFileSync(join(folder, 'portal.port'), String(port))

test('a second portal on the same data is refused and told where the first one is', async () => {
  databaseRuns()
  portalWasAt(taken)
  await expect(refuseSecondPortal(folder)).rejects.toThrow(`is running here already, at port ${taken}`)
})

test('a port that another program has is named, and so is another', async () => {
  await refuseTakenPort(await freePort())
  await expect(refuseTakenPort(taken)).rejects.toThrow(`Port ${taken} is taken by another program. Name another one: PORT=${taken + 10}`)
})

test('the first one starts, also where a killed one left its database running', async () => {
  await refuseSecondPortal(folder)
  databaseRuns()
  portalWasAt(await freePort())
  await refuseSecondPortal(folder)
})
