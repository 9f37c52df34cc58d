import { expect, test } from 'vitest'
import { readPdf } from '@/e2e/support/read-pdf'
import { drawProtocol } from './draw-protocol'

test('a protocol holds every line in its order on as many pages as it takes, and room for signatures', async () => {
  const lines = Array.from({ length: 90 }, (_, at) => `Kandidat ${at + 1}: ${at} röster`)
  const pdf = await drawProtocol({
    title: 'Protokoll: Årsmöte',
    organisation: 'Ráđđi Ŧ',
    language: 'sv',
    at: new Date('2026-12-01T12:00:00Z'),
    parts: [
      { heading: 'Vem?', lines },
      { heading: 'Kontroll', lines: ['x'.repeat(43)] },
    ],
    signatures: ['Datum och underskrift', 'Datum och underskrift'],
  })
  const pages = await readPdf(pdf)
  expect(pages.length).toBeGreaterThan(1)
  const text = pages.join('\n')
  const places = ['Ráđđi Ŧ', 'Protokoll: Årsmöte', 'Vem?', ...lines, 'Kontroll', 'x'.repeat(43)].map((line) => text.indexOf(line))
  expect(places).toEqual([...places].sort((one, other) => one - other))
  expect(places[0]).toBeGreaterThanOrEqual(0)
  expect(text.match(/Datum och underskrift/g)).toHaveLength(2)
})
