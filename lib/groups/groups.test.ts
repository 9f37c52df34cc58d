import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, test as pure } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { applyRules, tidyTallies } from './apply-rules'
import { makeGroup, moveMember, removeGroup, renameGroup, ruleGroup } from './change-group'
import { findGroup, listGroups, previewRule } from './find-group'
import { asksForItself, inOrder, readRule, typedCondition } from './rules'
import type { Condition, GroupRule } from './schema'

const test = testDatabase()
const organisation = { id: randomUUID(), settings: { languages: ['sv'] } }
const elsewhere = { id: randomUUID(), settings: { languages: ['sv'] } }
const all = (...conditions: Condition[]): GroupRule => ({ match: 'all', conditions })
const people: Record<string, string> = {}

beforeAll(async () => {
  for (const [at, { id }] of [organisation, elsewhere].entries())
    await reveal(test.deps.db).organisation.create({ data: { id, slug: `ort${at}`, settings: {} } })
  const rows = [
    { memberNumber: '1001', email: 'ann@one.example.org', city: 'Ås', postalCode: '123 45', language: null },
    { memberNumber: '1002', email: 'bo@two.example.org', city: 'ÅS', postalCode: '123 99', language: 'fi' },
    { memberNumber: '2001', email: null, city: 'As', postalCode: '12345', language: 'sv' },
    { memberNumber: null, email: 'dan@one.example.org', city: '', postalCode: '1234', language: 'en' },
  ]
  for (const { id: organisationId } of [organisation, elsewhere])
    for (const [at, row] of rows.entries()) {
      const { id } = await reveal(test.deps.db).person.create({ data: { organisationId, ...row } })
      if (organisationId === organisation.id) people[String(at)] = id
    }
})
const named = async (name: string, rule: GroupRule | null = null) => {
  const made = await makeGroup(test.deps, organisation.id, name)
  if (!made.ok) throw new Error(made.failure)
  if (rule) await ruleGroup(test.deps, organisation.id, made.value.id, rule)
  return made.value.id
}
const within = async (groupId: string) => {
  const rows = await reveal(test.deps.db).groupMember.findMany({ where: { organisationId: organisation.id, groupId } })
  return rows.map(({ personId }) => Object.keys(people).find((at) => people[at] === personId)).sort()
}
const size = async (id: string) => (await findGroup(test.deps, organisation.id, id))?.people

describe('a rule', () => {
  it.each<[Condition, string[]]>([
    [{ field: 'city', value: 'ås' }, ['0', '1']],
    [{ field: 'postalCode', from: '12300', to: '12350' }, ['0', '2']],
    [{ field: 'memberNumber', value: '100' }, ['0', '1']],
    [{ field: 'language', value: 'sv' }, ['0', '2']],
    [{ field: 'emailDomain', value: 'one.example.org' }, ['0', '3']],
  ])('%j means exactly whom it says, as it is counted and as it is worked out', async (condition, expected) => {
    const id = await named(`rule ${JSON.stringify(condition)}`.slice(0, 90), all(condition))
    expect(await previewRule(test.deps, organisation, all(condition))).toBe(expected.length)
    await applyRules(test.deps, organisation)
    expect(await within(id)).toEqual(expected)
    await removeGroup(test.deps, organisation.id, id)
  })

  it('joins its conditions by all or any, takes out whom it means no more, and changes nothing the second time', async () => {
    const conditions: Condition[] = [
      { field: 'memberNumber', value: '100' },
      { field: 'language', value: 'fi' },
    ]
    const id = await named('joined', { match: 'any', conditions })
    await applyRules(test.deps, organisation)
    expect(await within(id)).toEqual(['0', '1'])
    expect(await applyRules(test.deps, organisation)).toBe(0)
    await ruleGroup(test.deps, organisation.id, id, { match: 'all', conditions })
    expect((await findGroup(test.deps, organisation.id, id))?.countedAt).toBeNull()
    expect(await applyRules(test.deps, organisation)).toBe(1)
    expect(await within(id)).toEqual(['1'])
    await removeGroup(test.deps, organisation.id, id)
  })

  it('may ask for another group, which is worked out first, but not for itself, by way of others too', async () => {
    const one = await named('a second', null)
    const other = await named('z first', all({ field: 'language', value: 'fi' }))
    expect(await ruleGroup(test.deps, organisation.id, one, all({ field: 'group', value: other }))).toMatchObject({ ok: true })
    await applyRules(test.deps, organisation)
    expect(await within(one)).toEqual(['1'])
    expect(await ruleGroup(test.deps, organisation.id, other, all({ field: 'group', value: one }))).toEqual({ ok: false, failure: 'groups.asksForItself' })
    expect(await ruleGroup(test.deps, organisation.id, one, all({ field: 'group', value: one }))).toEqual({ ok: false, failure: 'groups.asksForItself' })
    for (const id of [one, other]) await removeGroup(test.deps, organisation.id, id)
  })
})

describe('a group', () => {
  it('by hand takes people in and out, once; a group by rule takes nobody by hand', async () => {
    const id = await named('by hand')
    const ann = people['0'] ?? ''
    const move = (isIn: boolean) => moveMember(test.deps, organisation.id, id, ann, isIn)
    expect(await Promise.all([move(true), move(true)])).toEqual(
      expect.arrayContaining([expect.objectContaining({ value: { name: 'by hand', isChanged: true } })]),
    )
    expect(await size(id)).toBe(1)
    expect(await move(false)).toMatchObject({ ok: true, value: { isChanged: true } })
    expect(await size(id)).toBe(0)
    await ruleGroup(test.deps, organisation.id, id, all({ field: 'language', value: 'fi' }))
    expect(await move(true)).toEqual({ ok: false, failure: 'groups.isByRule' })
    await removeGroup(test.deps, organisation.id, id)
  })

  it('has one name in the organisation, without what separates groups in a register file', async () => {
    const id = await named(' Nord |  styret ')
    expect((await findGroup(test.deps, organisation.id, id))?.name).toBe('Nord styret')
    expect(await makeGroup(test.deps, organisation.id, 'Nord styret')).toEqual({ ok: false, failure: 'groups.nameTaken' })
    expect(await makeGroup(test.deps, organisation.id, ' | ')).toEqual({ ok: false, failure: 'groups.noName' })
    const other = await named('Sør')
    expect(await renameGroup(test.deps, organisation.id, other, 'Nord styret')).toEqual({ ok: false, failure: 'groups.nameTaken' })
    expect(await renameGroup(test.deps, organisation.id, other, 'Sør')).toMatchObject({ ok: true })
    for (const one of [id, other]) await removeGroup(test.deps, organisation.id, one)
  })

  it('is nobody else’s: another organisation neither finds nor changes it, nor puts its own people in', async () => {
    const id = await named('ours')
    expect(await findGroup(test.deps, elsewhere.id, id)).toBeNull()
    expect(await renameGroup(test.deps, elsewhere.id, id, 'theirs')).toEqual({ ok: false, failure: 'groups.isGone' })
    const stranger = await reveal(test.deps.db).person.findFirstOrThrow({ where: { organisationId: elsewhere.id } })
    expect(await moveMember(test.deps, organisation.id, id, stranger.id, true)).toMatchObject({ ok: true, value: { isChanged: false } })
    await removeGroup(test.deps, organisation.id, id)
  })

  it('knows how many it has, whoever wrote them, also when people go, and when the tallies are summed up', async () => {
    const id = await named('tallied')
    const { count } = await reveal(test.deps.db).groupMember.createMany({
      data: Object.values(people).map((personId) => ({ organisationId: organisation.id, groupId: id, personId })),
    })
    expect(await size(id)).toBe(count)
    for (let times = 0; times < 15; times++) {
      await moveMember(test.deps, organisation.id, id, people['1'] ?? '', false)
      await moveMember(test.deps, organisation.id, id, people['1'] ?? '', true)
    }
    await tidyTallies(test.deps)
    expect(await reveal(test.deps.db).groupTally.count({ where: { groupId: id } })).toBe(1)
    await reveal(test.deps.db).person.delete({ where: { organisationId_id: { organisationId: organisation.id, id: people['3'] ?? '' } } })
    expect(await size(id)).toBe(count - 1)
    expect((await listGroups(test.deps, organisation.id, '', 10)).map(({ name, people }) => [name, people])).toEqual([['tallied', count - 1]])
    expect(await removeGroup(test.deps, organisation.id, id)).toMatchObject({ ok: true, value: { people: count - 1 } })
  })
})

pure('a rule is read from what was typed, or not at all', () => {
  const read = (field: string, value: string) => readRule('all', [{ field, value }])?.conditions[0] ?? null
  expect(read('postalCode', '123 00 – 123 99')).toEqual({ field: 'postalCode', from: '12300', to: '12399' })
  expect(read('postalCode', '12345')).toEqual({ field: 'postalCode', from: '12345', to: '12345' })
  for (const bad of ['', '1-12', '20-10', 'x', '1-2-3']) expect(read('postalCode', bad), bad).toBeNull()
  expect(read('emailDomain', '@Example.ORG')).toEqual({ field: 'emailDomain', value: 'example.org' })
  expect(read('city', '  ')).toBeNull()
  expect(read('', 'Malung')).toBeNull()
  expect(read('passwords', 'x')).toBeNull()
  expect(readRule('all', [])).toBeNull()
  expect(readRule('none', [{ field: 'city', value: 'x' }])).toBeNull()
  expect(typedCondition({ field: 'postalCode', from: '1', to: '2' })).toEqual({ field: 'postalCode', value: '1–2' })
})

pure('groups that ask for others come after them', () => {
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()] as const
  const asks = (value: string) => all({ field: 'group', value })
  const groups = [
    { id: a, rule: asks(b) },
    { id: b, rule: asks(c) },
    { id: c, rule: all({ field: 'city', value: 'x' }) },
  ]
  expect(inOrder(groups)).toEqual([c, b, a])
  expect(asksForItself(c, asks(a), groups)).toBe(true)
  expect(asksForItself(a, asks(c), groups)).toBe(false)
})
