import { randomUUID } from 'node:crypto'
import type { TestPerson } from '@/e2e/support/people'
import { isIn, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, outsideAddress, test } from '@/e2e/support/test'
import { addContentFile, makeContent, moveContent } from '@/lib/content/change-content'
import type { ContentKind, ItemPlan } from '@/lib/content/schema'
import type { Deps } from '@/lib/core/db'
import { keepFile } from '@/lib/files/keep-file'
import { listGroupNames } from '@/lib/groups/find-group'
import { openSession } from '@/lib/sessions/open-session'
import { cookieNames } from '@/lib/web/cookie-names'

type Made = { id: string; slug: string; title: string; file: string }

async function make(deps: Deps, organisationId: string, kind: ContentKind, title: string, plan: Partial<ItemPlan>, isPublished = true): Promise<Made> {
  const written = { title, summary: `Kort om ${title}`, keywords: '', body: `## Om\n\nAllt om ${title}` }
  const made = await makeContent(deps, organisationId, { kind, language: 'sv', written, plan: { href: 'https://example.org/', ...plan }, by: null })
  if (!made.ok) throw new Error(made.failure)
  async function* bytes() {
    yield Buffer.from('hemligt')
  }
  const { id: fileId } = await keepFile(deps, organisationId, 'avtal.pdf', bytes())
  const about = { contentId: made.value.id, fileId, name: 'avtal å.pdf', type: 'application/pdf', bytes: 7, width: null, height: null, alt: '' }
  const file = await addContentFile(deps, organisationId, about)
  if (!file.ok) throw new Error(file.failure)
  if (isPublished) {
    const published = await moveContent(deps, organisationId, { id: made.value.id, version: 2 }, 'publish')
    if (!published.ok) throw new Error(published.failure)
  }
  return { ...made.value, title, file: file.value.id }
}

async function cookieOf(deps: Deps, { organisation, id }: TestPerson, roles: string[] = []) {
  const client = { address: '203.0.113.1', userAgent: 'content', isInside: false, device: 'd'.repeat(43) }
  return (await openSession(deps, { organisation, personId: id, roles, wishesToBeRemembered: false, factors: ['password', 'sms'], client })).token
}

test('S10: what is for some is on no route of anybody else, whatever its kind @once', async ({ deps, person, plain }) => {
  test.setTimeout(120_000)
  const secret = randomUUID().slice(0, 8)
  const group = `grupp ${secret}`
  const slug = 'securia'
  const wishes = { hasMobile: false, hasEmail: false }
  const [member, insider] = [await person(slug, wishes), await person(slug, { ...wishes, groups: group })]
  const editor = await person(slug, { ...wishes, roles: 'editor' })
  const foreigner = await person('kristinehov', { ...wishes, groups: group })
  const { organisation } = member
  const groups = (await listGroupNames(deps, organisation.id)).filter(({ name }) => name === group).map(({ id }) => id)
  expect(groups).toHaveLength(1)

  const browser = async (who: TestPerson | null, roles: string[] = []) => {
    const made = plain({ from: await outsideAddress() })
    if (who) made.jar.set(cookieNames.session(slug), await cookieOf(deps, who, roles)).set(cookieNames.session('kristinehov'), await cookieOf(deps, who, roles))
    return made
  }
  const readers = {
    stranger: await browser(null),
    member: await browser(member),
    insider: await browser(insider),
    editor: await browser(editor, ['editor']),
    foreigner: await browser(foreigner),
  }
  type Who = keyof typeof readers
  const inside: Who[] = ['member', 'insider', 'editor']
  const cases: [what: string, kind: ContentKind, plan: Partial<ItemPlan>, readers: Who[], isPublished?: boolean][] = (
    ['page', 'news', 'system', 'notice'] as const
  ).flatMap((kind) => [
    [`${kind} for all`, kind, { audience: 'members', position: -1 }, inside],
    [`${kind} for the group`, kind, { audience: 'groups', audienceGroups: groups, position: -1 }, ['insider']],
    [`${kind} for a group that is no more`, kind, { audience: 'groups', audienceGroups: [randomUUID()] }, []],
    [`${kind} that is a draft`, kind, { audience: 'members' }, [], false],
    [`${kind} of tomorrow`, kind, { audience: 'members', publishAt: new Date(Date.now() + 86_400_000) }, []],
    [`${kind} of yesterday`, kind, { audience: 'members', publishAt: new Date(Date.now() - 9e7), expireAt: new Date(Date.now() - 8e7) }, []],
  ])
  const wrong: string[] = []
  for (const [what, kind, plan, mayRead, isPublished] of cases) {
    const made = await make(deps, organisation.id, kind, `${secret} ${what}`, plan, isPublished)
    const whole = kind === 'page' ? [`/pages/${made.slug}`] : kind === 'news' ? [`/news/${made.slug}`] : []
    const lists = new Set([kind === 'page' ? '/pages' : kind === 'news' ? '/news' : '', ''])
    const ask = async ([name, reader]: [string, (typeof readers)[Who]]) => {
      const may = mayRead.includes(name as Who)
      const isStranger = name === 'stranger' || name === 'foreigner'
      const expected = (status: number) => (isStranger ? 307 : may ? 200 : status)
      for (const [path, status] of [
        ...whole.map((path) => [path, 404] as const),
        [`/files/${made.file}`, 404] as const,
        ...[...lists].map((path) => [path, 200] as const),
      ]) {
        const answer = await reader.get(`/${slug}${path}`)
        if (answer.status !== expected(status)) wrong.push(`${what}, ${name}, ${path}: ${answer.status}`)
        if (isStranger && !answer.location?.startsWith(`/${slug}/sign-in`)) wrong.push(`${what}, ${name}, ${path}: to ${answer.location}`)
        const shows = answer.body.includes(made.title) || answer.body.includes('hemligt')
        if (shows !== may) wrong.push(`${what}, ${name}, ${path}: ${shows ? 'shows it' : 'hides it'}`)
        if (path.startsWith('/files/') && answer.status === 200)
          expect(answer.headers).toMatchObject({
            'content-type': 'application/octet-stream',
            'content-disposition': "attachment; filename*=UTF-8''avtal%20%C3%A5.pdf",
            'x-content-type-options': 'nosniff',
            'cache-control': 'no-store',
          })
      }
      if (name === 'foreigner') {
        for (const path of [...whole, `/files/${made.file}`]) {
          const answer = await reader.get(`/kristinehov${path}`)
          if (answer.status !== 404) wrong.push(`${what}, at their own organisation, ${path}: ${answer.status}`)
        }
      }
    }
    await Promise.all(Object.entries(readers).map(ask))
    // On every page of everybody here, other journeys' too.
    if (kind === 'notice' && isPublished !== false) await moveContent(deps, organisation.id, { id: made.id, version: 3 }, 'hide')
  }
  expect(wrong).toEqual([])
  const invented = await readers.stranger.get(`/${slug}/pages/finns-inte`)
  expect([invented.status, invented.location]).toEqual([307, `/${slug}/sign-in?to=%2F${slug}%2Fpages%2Ffinns-inte`])
})

test('S11: an employee signs in to the systems of her groups, news and pages', async ({ deps, page, person, inbox, looksRight }) => {
  const group = `rond ${randomUUID().slice(0, 8)}`
  const eva = await person('securia', { groups: group, hasMobile: true })
  const { organisation } = eva
  const audienceGroups = (await listGroupNames(deps, organisation.id)).filter(({ name }) => name === group).map(({ id }) => id)
  const ours = { audience: 'groups' as const, audienceGroups, position: -1 }
  await make(deps, organisation.id, 'system', 'Larm och ronder', { ...ours, mark: 'La' })
  await make(deps, organisation.id, 'news', 'Nytt larmnummer', ours)
  await make(deps, organisation.id, 'page', 'Rutin vid larm', ours)

  await signIn(page, eva)
  await onCodePage(page)
  await typeCode(page, eva, (await inbox.code(eva)).code)
  await isIn(page, eva)
  await expect(page.getByRole('link', { name: /^Larm och ronder/ })).toHaveAttribute('href', 'https://example.org/')
  await looksRight(page)
  await page.getByRole('link', { name: 'Rutin vid larm' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Rutin vid larm' })).toBeVisible()
  await expect(page).toHaveTitle('Rutin vid larm – Securia')
  await looksRight(page)
  await page.getByRole('main').getByRole('link', { name: 'Sidor' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sidor' })).toBeVisible()
  await looksRight(page)
  await page.goto('/securia/news')
  await page.getByRole('link', { name: 'Nytt larmnummer' }).click()
  await expect(page.getByText(/^Publicerad /)).toBeVisible()
})
