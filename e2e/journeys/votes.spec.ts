import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { byKeyboard } from '@/e2e/support/keyboard'
import { readPdf } from '@/e2e/support/read-pdf'
import { isIn, isTold, openAsStaff, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { voteOfGroup } from '@/e2e/support/vote-of-group'
import { endElection } from '@/e2e/support/voters'
import { verifySimple } from '@/lib/ballots/count-answers'
import { checkNatively } from '@/lib/ballots/native-tools'
import { archiveSchema, simpleArchiveSchema } from '@/lib/ballots/schema'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { wakeElection } from '@/lib/flows/elections/run-elections'
import { stage } from '../support/stage'

test('With the keyboard alone an officer prepares and freezes a vote, a member votes twice on a telephone and checks it, and the archive is whole @once', async ({
  page,
  person,
  inbox,
  looksRight,
  deps,
  sql,
  browser,
  expectedComplaints,
}) => {
  const groups = `Lag ${randomBytes(3).toString('hex')}`
  const title = `Årsmøte ${groups}`
  const vera = await person('handelsforbundet', { givenName: 'Vera', roles: 'election-officer' })
  const kari = await person('handelsforbundet', { givenName: 'Kari', groups })
  const ola = await person('handelsforbundet', { givenName: 'Ola', groups })

  // Prepared with two questions, looked at as a member, frozen with the password.
  const keys = byKeyboard(page)
  const save = () => keys.follow(page.getByRole('button', { name: 'Lagre' }))
  await openAsStaff(page, vera, inbox, '/admin/votes')
  await keys.follow(page.getByRole('link', { name: 'Ny avstemning' }))
  await save()
  await isTold(page, 'Skriv hva avstemningen heter')
  await looksRight(page)
  await keys.write(page.getByLabel('Navn på avstemningen'), title)
  await keys.write(page.getByLabel('Hvem kan stemme'), groups)
  await page.getByLabel('Åpner', { exact: true }).fill('2026-01-01T08:00') // how a date is typed is the browser's own
  await keys.choose(page.getByLabel('At den er riktig talt'))
  await save()

  await keys.follow(page.getByRole('link', { name: 'Legg til et spørsmål' }))
  await keys.choose(page.getByLabel('Ja eller nei', { exact: true }))
  await keys.write(page.getByLabel('Spørsmålet', { exact: true }), 'Skal vi øke kontingenten?')
  await looksRight(page)
  await save()
  await keys.follow(page.getByRole('link', { name: 'Legg til et spørsmål' }))
  await keys.choose(page.getByLabel('Ranger', { exact: true }))
  await keys.write(page.getByLabel('Spørsmålet', { exact: true }), 'Hvem skal lede?')
  await keys.write(page.getByLabel('Alternativer', { exact: true }), 'Åse\nBo\nCleo')
  await save()
  await keys.follow(page.getByRole('link', { name: 'Se den som medlem' }))
  await expect(page.getByRole('group', { name: 'Hvem skal lede?' })).toBeVisible()
  await looksRight(page)
  await keys.follow(page.getByRole('link', { name: 'Til avstemningen' }))
  await looksRight(page)
  const freeze = () => keys.follow(page.getByRole('button', { name: 'Lås avstemningen' }))
  await freeze()
  await isTold(page, /./)
  await keys.write(page.getByLabel('Nåværende passord', { exact: true }), vera.password)
  await freeze()
  await expect(page.getByText('Åpen', { exact: true })).toBeVisible({ timeout: 30_000 })
  await looksRight(page)
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  // Everybody on the roll gets the mail; its link leads to the ballot.
  expect((await inbox.next(ola, /er åpen/)).text).toContain(`/votes/${id}`)
  const link = (await inbox.next(kari, /er åpen/)).text.match(/https?:\S+\/votes\/\S+/)?.[0] ?? ''
  const telephone = await browser.newContext({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, baseURL: stage.proxyUrl })
  const theirs = await telephone.newPage()
  const toBox: { cookie: string | undefined; referer: string | undefined }[] = []
  theirs.on('request', async (request) => {
    if (!request.url().includes(`/e/${id}/`)) return
    const { cookie, referer } = await request.allHeaders()
    toBox.push({ cookie, referer })
  })
  await signIn(theirs, kari)
  await isIn(theirs, kari)
  await expect(theirs.getByRole('heading', { name: title })).toBeVisible()
  await theirs.goto(new URL(link).pathname)
  const theirKeys = byKeyboard(theirs)
  const follow = (name: string) => theirKeys.follow(theirs.getByRole('button', { name }))
  const cast = () => follow('Avgi min stemme')
  await cast()
  await isTold(theirs, 'Velg et svar, eller stem blankt.')
  await looksRight(theirs)
  expect(await theirs.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)

  // A half-filled ballot is there again after the page was lost, and after the network was.
  await theirKeys.choose(theirs.getByLabel('Ja', { exact: true }))
  await theirKeys.select(theirs.getByLabel('Cleo – plass'), '1')
  await theirs.reload()
  await expect(theirs.getByLabel('Ja', { exact: true })).toBeChecked()
  await expect(theirs.getByLabel('Cleo – plass')).toHaveValue('1')
  expectedComplaints.push(/ERR_INTERNET_DISCONNECTED/)
  await telephone.setOffline(true)
  await cast()
  await isTold(theirs, /Det gikk ikke å nå urnen|Noe gikk galt/)
  await telephone.setOffline(false)
  await cast()
  await expect(theirs.getByText('Stemmen din ligger i urnen.')).toBeVisible({ timeout: 30_000 })
  await looksRight(theirs)

  await follow('Stem på nytt')
  await theirKeys.choose(theirs.getByLabel('Nei', { exact: true }))
  await theirKeys.select(theirs.getByLabel('Bo – plass'), '1')
  await theirKeys.select(theirs.getByLabel('Åse – plass'), '2')
  await cast()
  await expect(theirs.getByText('Du har stemt flere ganger.')).toBeVisible({ timeout: 30_000 })
  await follow('Kontroller stemmen min')
  await expect(theirs.getByText('venter på å komme opp på tavlen')).toBeVisible()
  expect(toBox.length).toBeGreaterThan(3)
  expect(toBox.filter(({ cookie, referer }) => cookie || referer)).toEqual([])
  await theirs.goto('/handelsforbundet/votes')
  await looksRight(theirs)
  await theirKeys.follow(theirs.getByRole('link', { name: 'Er stemmen min hemmelig?' }))
  await expect(theirs.getByRole('heading', { name: 'Hva det ikke beskytter mot' })).toBeVisible()
  await looksRight(theirs)

  // The end comes; the portal counts by itself.
  await endElection(stage.databaseUrl, id)
  await sql(`UPDATE elections SET closes_at = now() - interval '1 second' WHERE id = $1`, [id])
  await wakeElection(deps, { organisationId: kari.organisation.id, electionId: id })
  await expect(async () => {
    await theirs.goto(`/handelsforbundet/votes/${id}`)
    await expect(theirs.getByText('Svaret er: Nei.')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await expect(theirs.getByText('Valgt: Bo.')).toBeVisible()
  await expect(theirs.getByText('1 av 2 stemte (50 %).')).toBeVisible()
  await follow('Kontroller stemmen min')
  await expect(theirs.getByText('Stemmen din er på tavlen, uendret.')).toBeVisible()
  await expect(theirs.getByText('Hvem skal lede?: Bo, Åse')).toBeVisible()
  await looksRight(theirs)
  const [download] = await Promise.all([theirs.waitForEvent('download'), theirKeys.follow(theirs.getByRole('link', { name: 'Last ned arkivet' }))])
  const file = await download.path()
  const archive = archiveSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  expect(await verifyArchive(archive, checkNatively)).toMatchObject({ problems: [], cards: 1, ballots: 1 })
  if (spawnSync('python3', ['--version']).status === 0) expect(spawnSync('python3', ['e2e/check-archive.py', file]).status).toBe(0)
  await telephone.close()

  await page.reload()
  await expect(page.getByText('Valgt: Bo.')).toBeVisible()
  await looksRight(page)
  const [protocol] = await Promise.all([page.waitForEvent('download'), keys.follow(page.getByRole('link', { name: 'Last ned protokollen (PDF)' }))])
  expect((await readPdf(await protocol.path())).join('\n')).toContain('Svaret er: Nei.')
  expect((await inbox.next(kari, /stemmekortet ditt/)).text).toContain('Portalen vet ikke')
})

test('Three officers make the key on paper, and two of them open the ballots @once', async ({ page, person, inbox, looksRight, deps, sql, browser }) => {
  const groups = `Lag ${randomBytes(3).toString('hex')}`
  const vera = await person('handelsforbundet', { givenName: 'Vera', roles: 'election-officer' })
  for (const givenName of ['Vegard', 'Vibeke']) await person('handelsforbundet', { givenName, roles: 'election-officer' })
  const kari = await person('handelsforbundet', { givenName: 'Kari', groups })
  await openAsStaff(page, vera, inbox, '/admin/votes/new')
  await page.getByLabel('Navn på avstemningen').fill(`Styre ${groups}`)
  await page.getByLabel('Hvem kan stemme').fill(groups)
  await page.getByLabel('Åpner', { exact: true }).fill('2026-01-01T08:00')
  await page.getByLabel('Tre valgansvarlige, to av dem trengs').check()
  await page.getByRole('button', { name: 'Lagre' }).click()
  await page.getByRole('link', { name: 'Legg til et spørsmål' }).click()
  await page.getByLabel('Ja eller nei', { exact: true }).check()
  await page.getByLabel('Spørsmålet', { exact: true }).fill('Skal styret fortsette?')
  await page.getByRole('button', { name: 'Lagre' }).click()
  await expect(page.getByText('Nøkkelen til avstemningen er ikke laget ennå.')).toBeVisible()
  await looksRight(page)

  // The key: three cards, read from the paper, typed back; a wrong letter and one card twice are told.
  await page.getByRole('link', { name: 'Lag nøkkelen' }).click()
  await looksRight(page)
  await page.getByRole('button', { name: 'Lag en nøkkel' }).click()
  const sheets = page.getByRole('main').locator('section .mono')
  await expect(sheets).toHaveCount(3)
  await looksRight(page)
  const cards = await sheets.allTextContents()
  // As high as what stands on it: nothing draws it as the sheet of a paper ballot.
  expect((await page.getByRole('main').locator('section').first().boundingBox())?.height).toBeLessThan(400)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'Alle tre er skrevet ut' })).toBeHidden()
  await expect(sheets.first()).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: 'Alle tre er skrevet ut' }).click()
  const type = async (...typed: (string | undefined)[]) => {
    for (const [at, card] of typed.entries()) await page.getByLabel(`Nøkkelkort ${at + 1}`).fill(card ?? '')
    await page.getByRole('button', { name: 'Prøv kortene' }).click()
  }
  await type(cards[0], cards[1]?.slice(1), cards[2])
  await expect(page.getByText('Noe er skrevet feil. Sammenlign med kortet.')).toHaveCount(1)
  await looksRight(page)
  await type(cards[0], cards[0], cards[2])
  await expect(page.getByText('Dette kortet hører ikke til nøkkelen').first()).toBeVisible()
  await type(cards[0]?.toLowerCase(), cards[1]?.replaceAll('-', ' '), cards[2])
  await page.getByLabel('Nåværende passord', { exact: true }).fill(vera.password)
  await looksRight(page)
  await page.getByRole('button', { name: 'Bruk denne nøkkelen' }).click()
  await expect(page.getByText('Nøkkelen er laget og prøvd.')).toBeVisible()
  await page.getByLabel('Nåværende passord', { exact: true }).fill(vera.password)
  await page.getByRole('button', { name: 'Lås avstemningen' }).click()
  await expect(page.getByText('Åpen', { exact: true })).toBeVisible({ timeout: 30_000 })
  const vote = new URL(page.url()).pathname
  const id = vote.split('/').at(-1) ?? ''

  const telephone = await browser.newContext({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, baseURL: stage.proxyUrl })
  const theirs = await telephone.newPage()
  await signIn(theirs, kari)
  await isIn(theirs, kari)
  await theirs.goto(`/handelsforbundet/votes/${id}`)
  await expect(theirs.getByText('Tre valgansvarlige har hver sin del av nøkkelen')).toBeVisible()
  await theirs.getByLabel('Ja', { exact: true }).check()
  await theirs.getByRole('button', { name: 'Avgi min stemme' }).click()
  await expect(theirs.getByText('Stemmen din ligger i urnen.')).toBeVisible({ timeout: 30_000 })
  await telephone.close()

  await endElection(stage.databaseUrl, id)
  await sql(`UPDATE elections SET closes_at = now() - interval '1 second' WHERE id = $1`, [id])
  await wakeElection(deps, { organisationId: kari.organisation.id, electionId: id })
  await page.goto(vote)
  await looksRight(page)
  // The journeys' own mark of where somebody comes from would be one header too many for the box.
  await page.context().setExtraHTTPHeaders({})
  await page.getByRole('link', { name: 'Åpne stemmene' }).click()
  const open = async (one: string | undefined, other: string | undefined) => {
    await page.getByLabel('Et nøkkelkort (1 av 2)').fill(one ?? '')
    await page.getByLabel('Et nøkkelkort (2 av 2)').fill(other ?? '')
    await page.getByRole('button', { name: 'Åpne stemmene' }).click()
  }
  await expect(async () => {
    await open(cards[1], cards[1])
    await expect(page.getByText('De to kortene åpner ikke denne avstemningen.')).toBeVisible({ timeout: 5_000 }) // the box is closed by now
  }).toPass({ timeout: 30_000 })
  await looksRight(page)
  let handIn = () => {}
  const isHandedIn = new Promise<void>((done) => {
    handIn = done
  })
  await page.route('**/opened', (route) => isHandedIn.then(() => route.continue()))
  await open(cards[2], cards[0])
  await expect(page.getByText('Ikke lukk siden.')).toBeVisible()
  const asked: string[] = []
  page.once('dialog', (dialog) => {
    asked.push(dialog.type())
    return dialog.dismiss()
  })
  await page.evaluate(() => window.location.reload())
  await expect.poll(() => asked, 'leaving would break the opening off').toEqual(['beforeunload'])
  handIn()
  await expect(page).toHaveURL(new RegExp(`/${id}$`), { timeout: 30_000 })
  await expect(async () => {
    await page.goto(vote)
    await expect(page.getByText('Svaret er: Ja.')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await looksRight(page)
})

test('A simple vote is prepared, voted in on a telephone and without JavaScript, and counted without a ballot box @once', async ({
  page,
  person,
  inbox,
  looksRight,
  deps,
  sql,
  browser,
}) => {
  const groups = `Lag ${randomBytes(3).toString('hex')}`
  const vera = await person('handelsforbundet', { givenName: 'Vera', roles: 'election-officer' })
  const [kari, ola] = [await person('handelsforbundet', { givenName: 'Kari', groups }), await person('handelsforbundet', { givenName: 'Ola', groups })]
  await openAsStaff(page, vera, inbox, '/admin/votes/new')
  await page.getByLabel('Navn på avstemningen').fill(`Kaffe ${groups}`)
  await page.getByLabel('Hvem kan stemme').fill(groups)
  await page.getByLabel('Åpner', { exact: true }).fill('2026-01-01T08:00')
  await expect(page.getByRole('group', { name: 'Stemmesedler på papir' })).toBeVisible()
  await page.getByLabel('Enkelt', { exact: true }).check()
  await expect(page.getByRole('group', { name: 'Stemmesedler på papir' })).toBeHidden()
  await looksRight(page)
  await page.getByRole('button', { name: 'Lagre' }).click()
  const ask = async (kind: string, text: string, options = '', most = '1') => {
    await page.getByRole('link', { name: 'Legg til et spørsmål' }).click()
    await page.getByLabel(kind, { exact: true }).check()
    await page.getByLabel('Spørsmålet', { exact: true }).fill(text)
    await page.getByLabel('Alternativer', { exact: true }).fill(options)
    await page.getByLabel('Så mange kan velges').fill(most)
    await page.getByRole('button', { name: 'Lagre' }).click()
  }
  await ask('Ja eller nei', 'Skal vi kjøpe ny kaffemaskin?')
  await ask('Velg flere', 'Hvilke farger?', 'Rød\nBlå\nGul', '2')
  await ask('Ranger', 'Hvem skal hente den?', 'Åse\nBo\nCleo')
  await page.getByLabel('Nåværende passord', { exact: true }).fill(vera.password)
  await page.getByRole('button', { name: 'Lås avstemningen' }).click()
  await expect(page.getByText('Åpen', { exact: true })).toBeVisible({ timeout: 30_000 })
  await looksRight(page)
  const vote = new URL(page.url()).pathname
  const id = vote.split('/').at(-1) ?? ''
  expect((await inbox.next(kari, /er åpen/)).text).toContain('men ikke for dem som driver den')

  const telephone = await browser.newContext({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, baseURL: stage.proxyUrl })
  const theirs = await telephone.newPage()
  const bare = await (await browser.newContext({ javaScriptEnabled: false, baseURL: stage.proxyUrl })).newPage()
  for (const [own, who] of [[theirs, kari] as const, [bare, ola] as const]) {
    await signIn(own, who)
    await isIn(own, who)
    await own.goto(`/handelsforbundet/votes/${id}`)
    await expect(own.getByText('Dette er en enkel avstemning.')).toBeVisible()
    // What is missing is told at its question, and what was chosen stays.
    await own.getByLabel('Blå').check()
    await own.getByLabel('Bo – plass').selectOption('1')
    await own.getByRole('button', { name: 'Avgi min stemme' }).click()
    await isTold(own, 'Skal vi kjøpe ny kaffemaskin? Velg et svar, eller stem blankt.')
    if (own === theirs) await looksRight(own)
    await expect(own.getByLabel('Blå')).toBeChecked()
    await expect(own.getByLabel('Bo – plass')).toHaveValue('1')
    await own.getByLabel('Ja', { exact: true }).check()
  }
  expect(await theirs.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  // The same form in a second window, which is sent after the first: one counts, and both say the same.
  const second = await telephone.newPage()
  await second.goto(`/handelsforbundet/votes/${id}`)
  await second.getByLabel('Nei', { exact: true }).check()
  await second.getByRole('group', { name: 'Hvilke farger?' }).getByLabel('Stem blankt').check()
  await second.getByRole('group', { name: 'Hvem skal hente den?' }).getByLabel('Stem blankt').check()
  for (const own of [theirs, second, bare]) {
    await own.getByRole('button', { name: 'Avgi min stemme' }).click()
    await expect(own.getByText('Du har stemt.')).toBeVisible()
    await expect(own.getByRole('button', { name: 'Avgi min stemme' })).toHaveCount(0)
  }
  await looksRight(theirs)
  await theirs.goto('/handelsforbundet/votes/secret')
  await expect(theirs.getByRole('heading', { name: 'Hvis avstemningen er enkel' })).toBeVisible()
  await looksRight(theirs)
  await page.reload()
  await expect(page.getByText('2 medlemmer kan stemme. 2 har stemt.')).toBeVisible()

  await sql(`UPDATE elections SET closes_at = now() - interval '1 second' WHERE id = $1`, [id])
  await wakeElection(deps, { organisationId: kari.organisation.id, electionId: id })
  await expect(async () => {
    await bare.goto(`/handelsforbundet/votes/${id}`)
    await expect(bare.getByText('Svaret er: Ja.')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await expect(bare.getByText('2 av 2 stemte (100 %).')).toBeVisible()
  await expect(bare.getByText('Valgt: Bo.')).toBeVisible()
  await theirs.goto(`/handelsforbundet/votes/${id}/result`)
  await looksRight(theirs)
  const [download] = await Promise.all([theirs.waitForEvent('download'), theirs.getByRole('link', { name: 'Last ned arkivet' }).click()])
  const archive = simpleArchiveSchema.parse(JSON.parse(readFileSync(await download.path(), 'utf8')))
  expect(verifySimple(archive)).toMatchObject({ problems: [], ballots: 2 })
  await page.reload()
  await looksRight(page)
  const [protocol] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Last ned protokollen (PDF)' }).click()])
  expect((await readPdf(await protocol.path())).join('\n')).toContain('Dette er en enkel avstemning.')
  await telephone.close()
  await bare.context().close()
})

test('An officer calls a vote off with a reason, and whoever was told of it reads why @once', async ({ page, person, inbox, looksRight, deps }) => {
  const groups = `Lag ${randomBytes(3).toString('hex')}`
  const vera = await person('handelsforbundet', { givenName: 'Vera', roles: 'election-officer' })
  const kari = await person('handelsforbundet', { givenName: 'Kari', groups })
  const id = await voteOfGroup(deps, vera, groups, { title: { nb: `Styret ${groups}` } })
  await inbox.next(kari, /er åpen/)

  await openAsStaff(page, vera, inbox, `/admin/votes/${id}`)
  await page.getByRole('link', { name: 'Avlys avstemningen' }).click()
  await page.getByLabel('Begrunnelse').fill('Spørsmålet var feil stilt.')
  await page.getByRole('button', { name: 'Avlys avstemningen' }).click()
  await isTold(page, 'Kryss av for at du vet at det ikke kan angres.')
  await looksRight(page)
  await page.getByLabel('Jeg vet at det ikke kan angres').check()
  await page.getByLabel('Nåværende passord', { exact: true }).fill(vera.password)
  await page.getByRole('button', { name: 'Avlys avstemningen' }).click()
  await expect(page.getByText('Begrunnelse: Spørsmålet var feil stilt.')).toBeVisible()
  await looksRight(page)
  await expect(page.getByRole('link', { name: 'Avlys avstemningen' })).toHaveCount(0)

  expect((await inbox.next(kari, /er avlyst/)).text).toContain('Spørsmålet var feil stilt.')
  await page.context().clearCookies()
  await signIn(page, kari)
  await isIn(page, kari)
  await page.goto(`/handelsforbundet/votes/${id}`)
  await expect(page.getByText('Begrunnelse: Spørsmålet var feil stilt.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Avgi min stemme' })).toHaveCount(0)
  await looksRight(page)
})
