import { createHash, randomUUID } from 'node:crypto'
import { sessionOf } from '@/e2e/support/be-signed-in'
import type { TestPerson } from '@/e2e/support/people'
import { isIn, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, outsideAddress, test } from '@/e2e/support/test'
import { addContentFile, makeContent, moveContent, noPlan, savePlan } from '@/lib/content/change-content'
import type { ContentKind, ItemPlan } from '@/lib/content/schema'
import type { Deps } from '@/lib/core/db'
import { keepFile } from '@/lib/files/keep-file'
import { listGroupNames } from '@/lib/groups/find-group'
import { cookieNames } from '@/lib/web/cookie-names'

type Made = { id: string; slug: string; title: string; file: string }

/** A word that stands in this text alone, and does not give the title away. */
const wordOf = (title: string) =>
  `ord${createHash('sha256')
    .update(title)
    .digest('hex')
    .slice(0, 20)
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')}`

async function make(
  deps: Deps,
  organisationId: string,
  kind: ContentKind,
  title: string,
  plan: Partial<ItemPlan>,
  isPublished = true,
  language = 'sv',
): Promise<Made> {
  const written = { title, summary: `Kort om ${title}`, keywords: '', body: `## Om\n\nAllt om ${title}. ${wordOf(title)}` }
  const made = await makeContent(deps, organisationId, { kind, language, written, plan: { href: 'https://example.org/', ...plan }, by: null })
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

test('S10: what is for some is on no route of anybody else, whatever its kind @once', async ({ deps, person, plain }) => {
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
    if (who)
      made.jar.set(cookieNames.session(slug), await sessionOf(deps, who, roles)).set(cookieNames.session('kristinehov'), await sessionOf(deps, who, roles))
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
    ['page', 'news', 'system', 'notice', 'help'] as const
  ).flatMap((kind) => [
    [`${kind} for all`, kind, { audience: 'members', position: -1 }, inside],
    [`${kind} for the group`, kind, { audience: 'groups', audienceGroups: groups, position: -1 }, ['insider']],
    [`${kind} for a group that is no more`, kind, { audience: 'groups', audienceGroups: [randomUUID()] }, []],
    [`${kind} that is a draft`, kind, { audience: 'members' }, [], false],
    [`${kind} of tomorrow`, kind, { audience: 'members', publishAt: new Date(Date.now() + 86_400_000) }, []],
    [`${kind} of yesterday`, kind, { audience: 'members', publishAt: new Date(Date.now() - 9e7), expireAt: new Date(Date.now() - 8e7) }, []],
  ])
  // Where the help is not public, what is public in it is for who signs in.
  cases.push(['help for everybody', 'help', { audience: 'public' }, inside])
  const wrong: string[] = []
  for (const [what, kind, plan, mayRead, isPublished] of cases) {
    const made = await make(deps, organisation.id, kind, `${secret} ${what}`, plan, isPublished)
    const whole = kind === 'page' ? [`/pages/${made.slug}`] : kind === 'news' ? [`/news/${made.slug}`] : kind === 'help' ? [`/help/${made.slug}`] : []
    const asked = wordOf(made.title)
    // the assistant and the search, what the contact form offers, the lists, and the download of own data
    const lists = new Set([`/help?q=${asked}`, ...(kind === 'help' ? ['/help'] : [kind === 'page' ? '/pages' : kind === 'news' ? '/news' : '', ''])])
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
      const offered = await reader.get(`/${slug}/suggestions?q=${asked}`)
      if (offered.body.includes(made.title) !== may) wrong.push(`${what}, ${name}, while writing to us: ${offered.body}`)
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
  for (const name of ['member', 'insider'] as const) expect((await readers[name].get(`/${slug}/admin/content`)).status, name).toBe(404)
  expect(wrong).toEqual([])
  const invented = await readers.stranger.get(`/${slug}/pages/finns-inte`)
  expect([invented.status, invented.location]).toEqual([307, `/${slug}/sign-in?to=%2F${slug}%2Fpages%2Ffinns-inte`])
})

test('Old addresses lead on for whoever may read what lies there, strangers see pictures of public help and no others @once', async ({
  deps,
  person,
  plain,
}) => {
  const secret = randomUUID().slice(0, 8)
  const kari = await person('handelsforbundet', { hasMobile: false, hasEmail: false })
  const { organisation } = kari
  const [stranger, member] = [plain({ from: await outsideAddress() }), plain({ from: await outsideAddress() })]
  member.jar.set(cookieNames.session('handelsforbundet'), await sessionOf(deps, kari))
  for (const audience of ['public', 'members', 'groups'] as const) {
    const plan: Partial<ItemPlan> = { audience, audienceGroups: audience === 'groups' ? [randomUUID()] : [] }
    const made = await make(deps, organisation.id, 'help', `${secret} ${audience}`, plan, true, 'nb')
    const planned = { ...noPlan, ...plan, slug: `ny-${secret}-${audience}`, publishAt: new Date(Date.now() - 60_000) }
    expect(await savePlan(deps, organisation.id, { id: made.id, version: 3 }, planned)).toMatchObject({ ok: true })
    const [old, now, file, found, typed] = [
      `help/${made.slug}`,
      `help/${planned.slug}`,
      `files/${made.file}`,
      `help?q=${wordOf(made.title)}`,
      `suggestions?q=${wordOf(made.title)}`,
    ]
    const answers = async (reader: typeof stranger) => {
      const at = async (path = '') => reader.get(`/handelsforbundet/${path}`)
      const shows = async (path = '') => (await at(path)).body.includes(made.title)
      const [former, article, saved] = [await at(old), await at(now), await at(file)]
      return [
        former.location ?? former.status,
        article.status,
        saved.location ? 'sign-in' : saved.status,
        await shows('help'),
        await shows(found),
        await shows(typed),
      ]
    }
    const yes = [`/handelsforbundet/${now}`, 200, 200, true, true, true]
    expect(await answers(member), `${audience}, a member`).toEqual(audience === 'groups' ? [404, 404, 404, false, false, false] : yes)
    expect(await answers(stranger), `${audience}, a stranger`).toEqual(audience === 'public' ? yes : [404, 404, 'sign-in', false, false, false])
    expect((await stranger.get(`/securia/${file}`)).location, 'where no help is public').toContain('/securia/sign-in')
  }
  const front = (await stranger.get('/handelsforbundet/sign-in')).body
  expect(front).not.toContain(secret)
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
