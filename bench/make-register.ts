/** `tsx bench/make-register.ts PEOPLE FILE`: an invented register, the same for the same number. */

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { pathToFileURL } from 'node:url'

const givenNames = ['Åsa', 'Björn', 'Cecilia', 'David', 'Ebba', 'Filip', 'Gunilla', 'Håkan', 'Ingrid', 'Jonas', 'Karin', 'Lars', 'Märta', 'Nils', 'Olga', 'Per']
const familyNames = ['Almgren', 'Bergqvist', 'Carlhäll', 'Dahlöv', 'Ekström', 'Forsmark', 'Granlund', 'Hedvall', 'Isaksdal', 'Jonsbo', 'Kvarnmo', 'Lindåker']
const streets = ['Storgatan', 'Kyrkvägen', 'Ängsstigen', 'Hamngatan', 'Skolgränd']
const cities = ['Kristinehov', 'Motafors', 'Sjövik', 'Norrheden']
const pieceLength = 256 * 1_024

export const registerHeader = 'memberNumber,username,email,givenName,familyName,street,postalCode,city,country,language'

/** Writes a register of `people` people to `path`: numbers, user names and addresses each once, no telephone numbers. */
export async function makeRegister(path: string, people: number): Promise<void> {
  const file = createWriteStream(path)
  let piece = `${registerHeader}\n`
  for (let index = 0; index < people; index++) {
    piece += registerLine(index)
    if (piece.length < pieceLength) continue
    if (!file.write(piece)) await once(file, 'drain')
    piece = ''
  }
  file.end(piece)
  await once(file, 'finish')
}

function registerLine(index: number): string {
  const pick = (list: string[], step: number) => list[Math.floor(index / step) % list.length] ?? ''
  const number = String(10_000_000 + index)
  const name = `p${(index * 7 + 1).toString(36)}`
  return `${number},${name},${name}@example.org,${pick(givenNames, 1)},${pick(familyNames, 16)},"${pick(streets, 3)} ${(index % 90) + 1}, lgh ${1_001 + (index % 4)}",${10_000 + (index % 80_000)},${pick(cities, 5)},SE,sv\n`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [people, path] = process.argv.slice(2)
  if (!path || !Number.isSafeInteger(Number(people)) || Number(people) < 1) {
    process.stderr.write('Usage: tsx bench/make-register.ts PEOPLE FILE\n')
    process.exit(2)
  }
  await makeRegister(path, Number(people))
}
