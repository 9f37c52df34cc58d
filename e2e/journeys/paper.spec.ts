import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { asFile, photograph } from '@/e2e/support/paper-ballot'
import { readPdf } from '@/e2e/support/read-pdf'
import { isIn, isTold, openAsStaff, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { voteOfGroup } from '@/e2e/support/vote-of-group'
import { endElection, ranking, yesOrNo } from '@/e2e/support/voters'
import { checkNatively } from '@/lib/ballots/native-tools'
import { archiveSchema } from '@/lib/ballots/schema'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { wakeElection } from '@/lib/flows/elections/run-elections'
import { decodePicture } from '@/lib/papers/decode-picture'
import { stage } from '../support/stage'

/** What comes out of the printer, marked with a cross in the first box, photographed on a table. */
async function photographed(page: Page, noise = 5): Promise<Buffer> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(await readPdf(pdf)).toHaveLength(1)
  for await (const sheet of decodePicture('pdf', pdf)) {
    const points = sheet.height / 297
    for (let at = -3; at <= 3; at += 0.05)
      for (const [x, y] of [
        [25 + at, 47 + at],
        [25 + at, 47 - at],
      ] as const)
        for (let wide = -2; wide <= 2; wide++) sheet.data[Math.round(y * points) * sheet.width + Math.round(x * points) + wide] = 30
    const corners = [
      [0.1, 0.05],
      [0.92, 0.1],
      [0.95, 0.93],
      [0.06, 0.96],
    ] as const
    return asFile(photograph(sheet, { corners, noise, light: [200, 230] }))
      .jpeg({ quality: 75 })
      .toBuffer()
  }
  throw new Error('nothing was printed')
}

test('Members print ballots, with and without a script, and send photographs in; two officers read them, and all is counted once @once', async ({
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
  const vegard = await person('handelsforbundet', { givenName: 'Vegard', roles: 'election-officer' })
  const kari = await person('handelsforbundet', { givenName: 'Kari', groups })
  const ola = await person('handelsforbundet', { givenName: 'Ola', groups })
  const organisationId = kari.organisation.id
  const questions = [yesOrNo, ranking(3)]
  const id = await voteOfGroup(deps, vera, groups, { title: { nb: `Årsmøte ${groups}` }, questions, paper: 'last' })

  // On a telephone: printed, photographed, sent in at the box's own page, looked up by its code.
  const telephone = await browser.newContext({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, baseURL: stage.proxyUrl })
  const theirs = await telephone.newPage()
  // Box and portal share a host here, so the browser sends the portal's cookies along; the box sets none, and learns of no page before.
  const ofBox: (string | undefined)[] = []
  theirs.on('response', async (response) => {
    if (!new URL(response.url()).pathname.startsWith('/paper')) return
    ofBox.push((await response.allHeaders())['set-cookie'], (await response.request().allHeaders()).referer?.match(/handelsforbundet/)?.[0])
  })
  await signIn(theirs, kari)
  await isIn(theirs, kari)
  await expect(async () => {
    await theirs.goto(`/handelsforbundet/votes/${id}`)
    await theirs.getByRole('link', { name: 'Stem på papir i stedet' }).click({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await looksRight(theirs)
  await theirs.getByRole('button', { name: 'Lag stemmeseddelen min' }).click()
  await expect(theirs.getByText('Stemmeseddelen din er klar')).toBeVisible()
  await looksRight(theirs)
  expect(await theirs.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  const picture = await photographed(theirs)
  await theirs.getByRole('link', { name: 'Send bildet her' }).click()
  await looksRight(theirs)
  const field = theirs.getByLabel('Bilde av stemmeseddelen')
  await field.setInputFiles({ name: 'notes.txt', mimeType: 'image/png', buffer: Buffer.from('not a picture') })
  await theirs.getByRole('button', { name: 'Send stemmen min' }).click()
  await expect(theirs.getByRole('alert')).toContainText('Filen er verken et bilde eller en PDF')
  await looksRight(theirs)
  await field.setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: picture })
  await theirs.getByRole('button', { name: 'Send stemmen min' }).click({ timeout: 60_000 }) // the box reads the photograph before it answers
  await expect(theirs.getByText('Stemmen ligger i urnen.')).toBeVisible()
  await looksRight(theirs)
  const code = (await theirs.locator('.code').textContent()) ?? ''
  await theirs.goto(new URL('/paper/check?lang=nb', theirs.url()).href)
  await theirs.getByLabel('Kode fra kvitteringen').fill(code.toLowerCase())
  await theirs.getByRole('button', { name: 'Slå opp' }).click()
  await expect(theirs.getByText('venter på å komme opp på tavlen')).toBeVisible()
  await looksRight(theirs)
  expect(ofBox.length).toBeGreaterThan(2)
  expect(ofBox.filter(Boolean)).toEqual([])

  // Without a script: the portal makes the card; loaded again the page has the same one.
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: stage.proxyUrl })
  const his = await plain.newPage()
  // This browser's scripts are switched off from outside, and so it does not draw what is for browsers without any.
  await plain.route(/\/votes\//, async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 })
    const isPage = answer.headers()['content-type']?.startsWith('text/html')
    return isPage ? route.fulfill({ response: answer, body: (await answer.text()).replace(/<\/?noscript>/g, '') }) : route.fulfill({ response: answer })
  })
  await signIn(his, ola)
  await isIn(his, ola)
  await his.goto(`/handelsforbundet/votes/${id}`)
  await expect(his.getByText('Du kan stemme på papir uten.')).toBeVisible()
  await his.getByRole('link', { name: 'Stem på papir i stedet' }).click()
  await his.locator('form').getByRole('button', { name: 'Lag stemmeseddelen min' }).click()
  await expect(his.getByText('Skriv ut siden med nettleserens egen utskrift')).toBeVisible()
  const second = await photographed(his, 7) // no two photographs are the same, or officers would read one for both
  const sendHref = await his.getByRole('link', { name: 'Send bildet her' }).getAttribute('href')
  await his.goto(sendHref ?? '')
  await his.getByLabel('Bilde av stemmeseddelen').setInputFiles({ name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: second })
  await his.getByRole('button', { name: 'Send stemmen min' }).click({ timeout: 60_000 })
  await expect(his.getByText('Stemmen ligger i urnen.')).toBeVisible()
  await plain.close()

  // The end: sheets wait for officers, and the result for them.
  await endElection(stage.databaseUrl, id)
  await sql(`UPDATE elections SET closes_at = now() - interval '1 second' WHERE id = $1`, [id])
  await wakeElection(deps, { organisationId, electionId: id })
  const enter = async (theirs: Page, officer: typeof vera, isFirst: boolean) => {
    await openAsStaff(theirs, officer, inbox, `/admin/votes/${id}`)
    await expect(async () => {
      await theirs.goto(`/handelsforbundet/admin/votes/${id}`)
      await theirs.getByRole('link', { name: 'Les inn stemmesedler' }).click({ timeout: 1_000 })
    }).toPass({ timeout: 60_000 })
    if (isFirst) {
      await looksRight(theirs)
      await theirs.getByRole('button', { name: 'Lagre og ta neste' }).click()
      await isTold(theirs, 'Velg et svar, eller stem blankt.')
      await looksRight(theirs)
    }
    for (let left = 2; left > 0; left--) {
      const image = theirs.getByRole('img', { name: 'Stemmeseddelen' })
      await expect(image).toBeVisible()
      const source = await image.getAttribute('src')
      await theirs.getByLabel('Yes', { exact: true }).check()
      await theirs.getByLabel('Person 2 – plass').selectOption('1')
      await theirs.getByRole('button', { name: 'Lagre og ta neste' }).click()
      await expect(theirs.locator(`img[src="${source}"]`)).toHaveCount(0)
    }
  }
  await enter(page, vera, true)
  await expect(page.getByText('Det er ikke mer for deg å lese.')).toBeVisible()
  await looksRight(page)
  await theirs.goto(`/handelsforbundet/votes/${id}`)
  await expect(theirs.getByText('De valgansvarlige leser inn')).toBeVisible()
  const other = await browser.newContext({ baseURL: stage.proxyUrl })
  await enter(await other.newPage(), vegard, false)
  await other.close()
  await expect(async () => {
    await theirs.goto(`/handelsforbundet/votes/${id}`)
    await expect(theirs.getByText('2 av 2 stemte (100 %).')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  const [download] = await Promise.all([theirs.waitForEvent('download'), theirs.getByRole('link', { name: 'Last ned arkivet' }).click()])
  const archive = archiveSchema.parse(JSON.parse(readFileSync(await download.path(), 'utf8')))
  expect(await verifyArchive(archive, checkNatively)).toMatchObject({ problems: [], cards: 2, ballots: 2, undecipherable: 0, counts: [{ votes: [2, 0] }, {}] })
  await telephone.close()
})
