import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { TestPerson } from '@/e2e/support/people'
import { readPdf } from '@/e2e/support/read-pdf'
import { isIn, isTold, openAsStaff, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { voteOfGroup } from '@/e2e/support/vote-of-group'
import { findElection } from '@/lib/elections/find-election'
import { stage } from '../support/stage'

test('The office makes the ballots of ten who ask for them by post, each sheet casts, and the addresses come apart from them @once', async ({
  page,
  person,
  inbox,
  looksRight,
  deps,
  browser,
}) => {
  const groups = `Lag ${randomBytes(3).toString('hex')}`
  const vera = await person('handelsforbundet', { givenName: 'Vera', roles: 'election-officer' })
  const members: TestPerson[] = []
  const address = { street: 'Storgata 1', postalCode: '0155', city: 'Oslo' }
  for (let at = 0; at < 10; at++) members.push(await person('handelsforbundet', { givenName: `Kari${at}`, groups, address }))
  const [kari] = members
  if (!kari) throw new Error('nobody')
  const organisationId = kari.organisation.id
  const id = await voteOfGroup(deps, vera, groups, { title: { nb: `Årsmøte ${groups}` }, paper: 'last' })

  // One of them has voted on the screen already, and would rather vote on paper.
  const theirs = await browser.newContext({ baseURL: stage.proxyUrl })
  const own = await theirs.newPage()
  await signIn(own, kari)
  await isIn(own, kari)
  await own.goto(`/handelsforbundet/votes/${id}`)
  await own.getByLabel('Yes', { exact: true }).check()
  await own.getByRole('button', { name: 'Avgi min stemme' }).click()
  await expect(own.getByText('Stemmen din ligger i urnen.')).toBeVisible({ timeout: 30_000 })
  await own.getByText('Jeg vil heller stemme per post').click()
  await looksRight(own)
  await own.getByRole('button', { name: 'Gi fra meg stemmekortet' }).click()
  await expect(own.getByText('Du skal få en stemmeseddel på papir i posten.')).toBeVisible()
  await expect(own.getByText('Stemmen din ligger i urnen.')).toHaveCount(0)
  await looksRight(own)

  await openAsStaff(page, vera, inbox, `/admin/votes/${id}`)
  await expect(async () => {
    await page.goto(`/handelsforbundet/admin/votes/${id}`)
    await page.getByRole('link', { name: 'Stemmesedler i posten' }).click({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  const list = page.getByLabel('Hvem får stemmeseddelen i posten?')
  await list.fill(`${members.map(({ name }) => name).join('\n')}\n${vera.name}`)
  await page.getByRole('button', { name: 'Før opp' }).click()
  await isTold(page, `${vera.name}: har ingen fullstendig postadresse i registeret`)
  await looksRight(page)
  await expect(page.getByRole('button', { name: 'Stryk Kari0' })).toBeVisible() // who gave the card back waits already
  await list.fill(
    members
      .slice(1)
      .map(({ name }) => name)
      .join('\n'),
  )
  await page.getByRole('button', { name: 'Før opp' }).click()
  await expect(page.getByRole('button', { name: 'Stryk Kari3' })).toBeVisible()
  await looksRight(page)

  await page.getByRole('button', { name: 'Lag 10 stemmesedler' }).click()
  await page.getByLabel('Nåværende passord', { exact: true }).fill(vera.password)
  await page.getByRole('button', { name: 'Signer stemmekortene' }).click()
  await expect(page.getByText('Stemmesedlene er klare.')).toBeVisible({ timeout: 30_000 })
  await looksRight(page)
  const sheets = await page.pdf({ preferCSSPageSize: true })
  const pages = await readPdf(sheets)
  expect(pages).toHaveLength(10)
  for (const text of pages) expect(text).not.toContain('Kari')

  // As a scanner makes it of what came back: ten sheets, ten ballots.
  const box = (await findElection(deps, organisationId, id))?.manifest?.box
  const answer = await fetch(`${box}/paper`, { method: 'POST', body: new Uint8Array(sheets), headers: { 'content-type': 'application/pdf' } })
  const told = (await answer.json()) as { code?: string }[]
  expect(new Set(told.map(({ code }) => code?.length === 19 && code)).size).toBe(10)

  page.on('dialog', (dialog) => dialog.accept())
  await page.goto(`/handelsforbundet/admin/votes/${id}/post`)
  await expect(page.getByText('Bunke 1: 10 stemmesedler.')).toBeVisible()
  await looksRight(page)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Adresselapper til bunke 1' }).click()])
  const [first, labels = ''] = await readPdf(readFileSync(await download.path()))
  expect(first).toContain('Bland konvoluttene godt.')
  for (const { givenName } of members) expect(labels).toContain(givenName)

  await own.goto(`/handelsforbundet/votes/${id}`)
  await expect(own.getByText('Den kommer i posten.')).toBeVisible()
  await looksRight(own)
  await theirs.close()
})
