import { gzipSync } from 'node:zlib'
import type { Finding } from './measure'
import type { Server } from './processes'

type Weight = { html: number; script: number; style: number; font: number }

/** What the first view of the sign-in page loads, gzipped, beside the bare page. */
export async function benchBytes(portal: Server, bare: Server): Promise<Finding[]> {
  const ours = await weigh(portal.url, '/kristinehov/sign-in')
  const theirs = await weigh(bare.url, '/')
  const finding = (what: string, part: keyof Weight, extra: Partial<Finding> = {}): Finding => ({
    name: 'bytes',
    what,
    unit: 'kB',
    ours: ours[part],
    theirs: theirs[part],
    ratio: null,
    target: null,
    ...extra,
  })
  return [
    finding('JavaScript of the sign-in page, gzipped, above the bare page', 'script', {
      target: { atMost: 15 },
      held: ours.script - theirs.script,
      note: 'the difference is held against the target',
    }),
    finding('CSS, gzipped', 'style'),
    finding('HTML, gzipped', 'html'),
    finding('fonts of Latin letters', 'font'),
  ]
}

async function weigh(url: string, path: string): Promise<Weight> {
  const html = await read(url + path)
  const page = html.toString('utf8')
  const modern = page.replace(/<script[^>]*\snoModule[^>]*>/gi, '') // no browser of these years loads it
  const scripts = named(modern, /static\/[\w./~-]+\.js\b/g)
  const styles = named(modern, /static\/[\w./~-]+\.css\b/g)
  const sheets = await Promise.all(styles.map((name) => read(`${url}/_next/${name}`)))
  return {
    html: packed(html),
    script: await sum(
      scripts.map((name) => read(`${url}/_next/${name}`)),
      packed,
    ),
    style: sheets.reduce((total, sheet) => total + packed(sheet), 0),
    font: await fonts(url, sheets),
  }
}

/** Woff2 is packed already. Only faces whose letters this page has are fetched by a browser. */
function fonts(url: string, sheets: Buffer[]): Promise<number> {
  const faces = sheets.flatMap((sheet) => sheet.toString('utf8').match(/@font-face\s*{[^}]*}/g) ?? [])
  const latin = faces.filter((face) => !/unicode-range/i.test(face) || /unicode-range:[^;}]*U\+(0000-00FF|0-FF|\?\?)/i.test(face))
  const upright = latin.filter((face) => !/font-style:\s*italic/i.test(face) && !/mono/i.test(face))
  const names = [...new Set(upright.flatMap((face) => [...face.matchAll(/static\/[\w./~-]+\.woff2/g)].map(([name]) => name)))]
  const relative =
    upright.length > 0 && names.length === 0 ? upright.flatMap((face) => [...face.matchAll(/url\(["']?([^"')]+\.woff2)/g)].map(([, name = '']) => name)) : []
  const addresses = [...names.map((name) => `${url}/_next/${name}`), ...relative.map((name) => new URL(name, `${url}/_next/static/chunks/`).href)]
  return sum(addresses.map(read), (file) => file.length / 1_000)
}

const named = (page: string, pattern: RegExp) => [...new Set([...page.matchAll(pattern)].map(([name]) => name))]
const packed = (file: Buffer) => gzipSync(file, { level: 9 }).length / 1_000

async function sum(files: Promise<Buffer>[], weight: (file: Buffer) => number): Promise<number> {
  return (await Promise.all(files)).reduce((total, file) => total + weight(file), 0)
}

async function read(url: string): Promise<Buffer> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}
