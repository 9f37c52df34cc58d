import { expect, test } from 'vitest'
import { noPlan } from '@/lib/content/change-content'
import type { ContentItem } from '@/lib/content/schema'
import { readPlan } from './read-plan'

const at = new Date('2026-11-29T00:00:00Z')
const item: ContentItem = {
  ...noPlan,
  id: '1',
  kind: 'page',
  slug: 'avgift',
  state: 'draft',
  isLive: false,
  revision: 1,
  version: 1,
  createdAt: at,
  updatedAt: at,
}
const read = (typed: Record<string, string>) => readPlan(typed, item, 'Europe/Stockholm')

test('times are the organisation’s, an address is made fit to be one, groups count for groups alone', () => {
  expect(
    read({ audience: 'groups', 'group.a': 'yes', 'group.b': 'yes', publishAt: '2026-12-01T08:00', reviewBy: '2027-06-01', slug: ' Årets Avgift! ' }),
  ).toEqual({
    ok: true,
    value: {
      ...noPlan,
      audience: 'groups',
      audienceGroups: ['a', 'b'],
      publishAt: new Date('2026-12-01T07:00:00Z'),
      reviewBy: new Date('2027-06-01T00:00:00Z'),
      slug: 'arets-avgift',
    },
  })
  expect(read({ audience: 'members', 'group.a': 'yes' })).toMatchObject({ ok: true, value: { slug: 'avgift', audience: 'members', audienceGroups: [] } })
})

test.each([
  [{ publishAt: '2026-13-01T08:00' }, 'publishAt', 'content.badTime'],
  [{ expireAt: 'i morgon' }, 'expireAt', 'content.badTime'],
  [{ reviewBy: '2026-02-30' }, 'reviewBy', 'content.badTime'],
  [{ publishAt: '2026-12-01T08:00', expireAt: '2026-12-01T08:00' }, 'expireAt', 'content.endsTooSoon'],
  [{ position: 'först' }, 'position', 'content.badNumber'],
])('%j is told at its field', (typed: Record<string, string>, field, key) => expect(read(typed)).toEqual({ ok: false, failure: [{ field, key }] }))
