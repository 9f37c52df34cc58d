import { slugOf } from '../rules'
import type { Hit, Section, Variant } from './schema'

/** A text by its headings of the first three ranks; what stands before the first one is the text's own, under its title. Within a fence of code there are none. */
export function splitSections(title: string, summary: string, body: string): Section[] {
  const parts = [{ heading: title, lines: summary ? [summary, ''] : [] }]
  let isFenced = false
  for (const line of body.split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced
    const heading = isFenced ? '' : headingIn(line)
    if (heading) parts.push({ heading: plainText(heading), lines: [] })
    else parts.at(-1)?.lines.push(line)
  }
  const anchors = new Set<string>()
  return parts
    .map(({ heading, lines }, at) => ({ heading, body: lines.join('\n').trim(), isFirst: at === 0 }))
    .filter(({ body, isFirst }, _, all) => body !== '' || (isFirst && all.length === 1))
    .map(({ heading, body, isFirst }, position) => {
      const wanted = isFirst ? '' : slugOf(heading) || `s${position}`
      const anchor = anchors.has(wanted) ? `${wanted}-${position}` : wanted
      anchors.add(anchor)
      return { position, anchor, heading, body }
    })
}

/** Without the marks at its end, which stand apart: "C#" keeps its own. */
const headingIn = (line: string): string =>
  /^#{1,3}\s/.test(line)
    ? line
        .replace(/^#+/, '')
        .trim()
        .replace(/(^|\s)#+$/, '')
        .trim()
    : ''

/** What is read aloud of a piece of Markdown: no marks, no addresses. No sign is looked at from each bracket before it: a text may be all brackets. */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/!?\[([^\][]*)\]\s*(\((?:[^()]|\([^()]*\))*\)|\[[^\][]*\])/g, '$1')
    .replace(/^[ \t]*#{1,6}(?=\s)/gm, ' ')
    .replace(/[*_`>|~]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const most = { letters: 300, words: 24 }

/** Said in most questions and of no help in any; what the dictionaries leave out by themselves is not here. */
const silent: Record<string, string> = {
  sv: 'hej blir ligger får vill gör göra måste finns fått behöver gå går kommer ska hjälp snälla tack någonstans',
  nb: 'hei blir ligger får vil gjør gjøre må finnes fått trenger gå går kommer skal hjelp takk hvordan hvorfor kan noe',
  fi: 'hei miten voinko voin voiko voi haluan pitää pitääkö täytyy saanko saan missä mistä mihin miksi milloin onko apua kiitos mitä teen tehdä jos kun mun mulla mulle',
  en: 'hello hi please want need help get can could would do does thanks',
}

/** What people call the same thing wherever they are; an organisation adds its own lines. */
const alike: Record<string, string[]> = {
  sv: [
    'mobil = mobilen = mobiltelefon = telefon',
    'ändra = ändrar = byta = bytt = byter',
    'radera = ta bort = avsluta = raderad',
    'funkar = fungerar',
    'ladda ned = ladda ner = hämta',
    'upplåsning = låsa upp = låser upp',
    'utloggning = logga ut = loggar ut = utloggad',
    'inloggning = logga in = loggar in',
    'efternamn = namn = förnamn',
    'hackad = kapad = hackat = kapat',
  ],
  nb: [
    'mobil = mobilen = mobiltelefon = telefon',
    'endre = endrer = bytte = bytter = byttet',
    'slette = fjerne = avslutte = slettet',
    'virker = fungerer',
    'opplåsing = låse opp = låser opp',
    'pålogging = innlogging = logge inn = logger inn = logget inn',
    'utlogging = logge ut = logger ut = logget ut',
    'bruker = konto = brukeren = kontoen',
    'hacket = kapret',
    'utløpt = gått ut',
  ],
  fi: [
    'unohdin = unohtanut = unohtunut = unohtui',
    'vaihto = vaihtaminen = vaihtaa = vaihdan = vaihda = vaihtunut',
    'poistaa = poistaminen = poistetaan = poistakaa',
    'puhelin = matkapuhelin = kännykkä',
    'katosi = hukannut = kadonnut = hukassa',
    'saavu = tule = tullut',
    'lataa = lataaminen = ladata',
    'kirjauduin ulos = kirjattiin ulos = uloskirjautuminen = kirjaudun ulos',
    'avaaminen = avaan = avataan',
    'vahvistusviesti = vahvistus',
  ],
  en: [
    'mobile = phone = cell phone',
    'delete = erase = remove = erased = close',
    'log in = login = sign in = logged in = signed in',
    'log out = logout = sign out = logged out = signed out',
    'sign up = register = registering = create an account',
    'accepted = refused',
    'forgot = forgotten',
    'received = arrive = arriving',
    'change = changing = edit',
    'enter = type',
  ],
}

const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-@.'][\p{L}\p{N}]+)*/gu) ?? []

/**
 * The words of a question in every way that they may be written: as they stand, two that follow each other as one
 * ("medlems avgift"), and as the organisation's own lines say ("a-kassa = arbetslöshetskassa").
 */
export function variantsOf(question: string, language: string, synonyms: readonly string[]): Variant[] {
  const left = new Set(silent[language]?.split(' '))
  const all = wordsIn(question.slice(0, most.letters)).slice(0, most.words)
  const spoken = all.filter((word) => !left.has(word))
  const words = spoken.length > 0 ? spoken : all
  const pairs = words.flatMap((text, word) => (words[word + 1] ? [{ word, text: `${text}${words[word + 1]}`, weight: 0.9 }] : []))
  return [...words.map((text, word) => ({ word, text, weight: 1 })), ...pairs, ...synonymsOf(all, words, [...(alike[language] ?? []), ...synonyms])]
}

/** Another side of a line counts as the first of the words that were said, of those that count. */
function synonymsOf(all: readonly string[], words: readonly string[], lines: readonly string[]): Variant[] {
  const groups = lines.map((line) => line.split('=').map((side) => wordsIn(side).join(' ')))
  return groups.flatMap((group) =>
    group.flatMap((side) => {
      const long = side.split(' ').length
      const start = side === '' ? -1 : all.findIndex((_, start) => all.slice(start, start + long).join(' ') === side)
      const at = start < 0 ? -1 : words.findIndex((word) => all.slice(start, start + long).includes(word))
      if (at < 0) return []
      return group.filter((other) => other !== side && other !== '').map((text): Variant => ({ word: at, text, weight: 0.9 }))
    }),
  )
}

/** Below this share of what was asked, or with so little in any heading, the help says that it doesn't know. */
const least = { coverage: 0.3, score: 3.2 }

/** The sections that answer: those that the best one does not outshine, three at most. */
export function answersIn(hits: readonly Hit[]): Hit[] {
  const best = hits[0]
  if (!best) return []
  return hits.filter(({ coverage, score }) => coverage >= least.coverage && score >= Math.max(least.score, best.score * 0.35)).slice(0, 3)
}

/** The first paragraphs of a section, whole ones, so long as they fit. */
export function beginningOf(body: string, letters = 1_200): { text: string; isCut: boolean } {
  if (body.length <= letters) return { text: body, isCut: false }
  const [first = '', ...paragraphs] = body.split(/\n{2,}/)
  let text = first
  for (const paragraph of paragraphs) {
    if (text.length + paragraph.length > letters) break
    text += `\n\n${paragraph}`
  }
  return { text, isCut: text.length < body.length }
}
