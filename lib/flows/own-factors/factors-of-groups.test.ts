import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, password } from '@/e2e/support/invented'
import { newAppSecret } from '@/lib/factors/app-secret'
import { keepApp } from '@/lib/factors/keep-app'
import { presets } from '@/lib/organisations/presets/all'
import { type Organisation, organisationSettings } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { findSession } from '@/lib/sessions/find-session'
import { provePassword } from '../change-details/prove-password'
import { findDue } from '../sign-in/find-due'
import { submitPassword } from '../sign-in/submit-password'
import { beginApp } from './enrol-app'
import { beginPasskey } from './enrol-passkey'
import { mustEnrol } from './factors-of-groups'

// Organisations choose by group what is offered, asked for and required; of several groups the strictest.

const database = testDatabase()
const inside = inventClient('in', { isInside: true, address: '10.20.0.9' })
let town: Organisation
let count = 0
beforeAll(async () => {
  town = await inventOrganisation(database.deps, 'kristinehov', {
    factors: { areAppsOffered: true, arePasskeysOffered: true, offeredGroups: ['Staff', 'Board'], askedGroups: ['Payroll'], requiredGroups: ['Board'] },
  })
})
const somebody = (...groups: string[]) => inventPerson(database.deps, town, { username: `of${++count}`, email: `of${count}@example.org`, groups })

async function proofOf(person: Person) {
  const typed = { identifier: person.username ?? '', password, wishesToBeRemembered: false, returnTo: null }
  const given = await submitPassword(database.deps, town, inside, typed, null)
  const token = given.ok && given.value.step === 'signed-in' ? given.value.session.token : ''
  const session = await findSession(database.deps, town.id, token)
  if (!session) throw new Error('not signed in')
  const proof = await provePassword(database.deps, town, inside, { ...session, factors: ['password', 'sms'] }, password)
  if (!proof.ok) throw new Error(proof.failure)
  return { ...proof.value, factors: ['password', 'sms'] }
}

test('a group that is always asked gives a code on the own network too, and the others do not', async () => {
  expect(await findDue(database.deps, town, await somebody('Payroll', 'Staff'), inside)).toEqual({ step: 'code', why: 'group' })
  expect(await findDue(database.deps, town, await somebody('Staff'), inside)).toEqual({ step: 'none', why: 'inside' })
})

test('only the groups that it is offered to set up an app or a passkey', async () => {
  const other = await proofOf(await somebody('Drivers'))
  expect(await beginApp(database.deps, town, inside, other, 'x')).toEqual({ ok: false, failure: 'details.ended' })
  expect(await beginPasskey(database.deps, town, inside, other, 'x')).toEqual({ ok: false, failure: 'details.ended' })
  const staff = await proofOf(await somebody('Drivers', 'Staff'))
  expect(await beginApp(database.deps, town, inside, staff, 'x')).toEqual({ ok: true, value: null })
  expect(await beginPasskey(database.deps, town, inside, staff, 'x')).toEqual({ ok: true, value: null })
})

test('who must have one is held until they do, and nobody else', async () => {
  const chair = await somebody('Board', 'Drivers')
  expect(await mustEnrol(database.deps, town, chair.id)).toBe(true)
  await keepApp(database.deps, { organisationId: town.id, personId: chair.id, name: 'x', secret: newAppSecret() }, 1)
  expect(await mustEnrol(database.deps, town, chair.id)).toBe(false)
  expect(await mustEnrol(database.deps, town, (await somebody('Staff')).id)).toBe(false)
})

test('nobody can be required to have what is not offered to them', () => {
  const wrong = (factors: object) => organisationSettings.safeParse({ ...presets.standard, factors }).success
  expect(wrong({ requiredGroups: ['Board'] })).toBe(true)
  expect(wrong({ requiredGroups: ['Board'], offeredGroups: ['Staff'] })).toBe(false)
  expect(wrong({ requiredGroups: ['Board'], areAppsOffered: false, arePasskeysOffered: false })).toBe(false)
})
