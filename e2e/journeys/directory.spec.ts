import { base, bindName, bindSecret, isOpenLdapThere, startOpenLdap, whyNoOpenLdap } from '@/e2e/support/open-ldap'
import { unusedSlug } from '@/e2e/support/organisations'
import { makePerson } from '@/e2e/support/people'
import { isIn, isKnownEverywhere, isRefused, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { changeDirectorySecret } from '@/lib/flows/change-outside-secret'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { presets } from '@/lib/organisations/presets/all'

test('K10: an administrator signs in by the directory, tests the connection, and reads what is wrong @once', async ({
  page,
  deps,
  inbox,
  looksRight,
}, info) => {
  info.skip(!isOpenLdapThere, `the journey through a directory${whyNoOpenLdap}`)
  const slug = unusedSlug('motafors')
  const plain = { ...presets.motafors, hosts: [], primaryHost: null }
  const operator = { actorId: null, client: null, reason: 'the journey' }
  if (!(await applyOrganisation(deps, { slug, settings: plain })).ok) throw new Error('the organisation was not made')
  const maja = await makePerson(deps, slug, { roles: 'administrator' })
  const ldap = await startOpenLdap({ people: [{ uid: maja.username, password: 'Katalogens-73-Ord' }], host: '127.0.0.3', policy: { pwdMaxFailure: 3 } })
  const directory = { kind: 'ldap' as const, servers: [ldap.safe], authority: ldap.cert.trim().split('\n'), bindName, base }
  const applied = await applyOrganisation(deps, { slug, settings: { ...plain, directory } })
  if (!applied.ok) throw new Error(applied.failure.join('\n'))
  await changeDirectorySecret(deps, applied.value, operator, bindSecret)
  await isKnownEverywhere(slug)

  await signIn(page, maja) // the password of before, which lies here
  await isRefused(page, maja)
  await signIn(page, maja, { password: 'Katalogens-73-Ord' })
  await onCodePage(page)
  await typeCode(page, maja, (await inbox.code(maja)).code)
  await isIn(page, maja)

  await page.goto(`/${slug}/admin/directory`)
  await looksRight(page)
  await page.getByRole('button', { name: 'Prova förbindelsen', exact: true }).click()
  await expect(page.getByText(/^Allt fungerar: 1 person hittades/)).toBeVisible()
  await expect(page.getByText(/låst efter 3 fel lösenord/)).toBeVisible()
  await expect(page.getByText(/^Katalogen låser efter 3 fel lösenord, portalen efter 5/)).toBeVisible()
  await looksRight(page)

  await page.getByRole('link', { name: 'Spara kontots lösenord', exact: true }).click()
  await page.getByLabel('Kontots lösenord i katalogen', { exact: true }).fill('ett annat')
  await page.getByLabel('Skäl', { exact: true }).fill('Prov')
  await looksRight(page)
  await page.getByRole('button', { name: 'Spara kontots lösenord', exact: true }).click()
  await expect(page.getByText('Lösenordet är sparat. Prova förbindelsen nu.')).toBeVisible()
  await page.getByRole('button', { name: 'Prova förbindelsen', exact: true }).click()
  await expect(page.getByText(/släpper inte in portalens konto/)).toBeVisible()
  await looksRight(page)
  await ldap.stop()
  await page.goto(`/${slug}/admin/directory?test=1`)
  await expect(page.getByText(/inget lyssnar på porten/)).toBeVisible()
  await ldap.remove()
})
