import { expect, test } from 'vitest'
import { readPdf } from '@/e2e/support/read-pdf'
import { drawLabels, labelSize } from './draw-labels'

test('labels lie behind the page that says what to do, as many to a sheet as there is room for, none left out', async () => {
  const addresses = Array.from({ length: 27 }, (_, at) => [`Åsa Almgren${at}.`, 'Storgatan 1', '111 22 YSTAD'])
  const about = { title: 'Adressetiketter', organisation: 'Ráđđi', language: 'sv', at: new Date('2026-12-01T12:00:00Z') }
  const pages = await readPdf(await drawLabels({ ...about, lines: ['Årsmöte'], steps: ['Var två.', 'Blanda.'], addresses }))
  expect(pages).toHaveLength(3)
  expect(pages[0]).toContain('2. Blanda.')
  expect(pages[0]).not.toContain('Almgren')
  const onFirst = labelSize.columns * labelSize.rows
  for (const [at, [name = '']] of addresses.entries()) expect(pages[at < onFirst ? 1 : 2]).toContain(name)
})
