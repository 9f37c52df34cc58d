// Reads hunspell dictionaries: words with flags, and which endings a flag allows. One ending is undone at look-up, which
// keeps a few hundred thousand entries in memory instead of millions of forms.

type Ending = { flag: string; strip: string; isAllowed: RegExp }
type SpellingDictionary = { words: Map<string, string>; endings: Map<string, Ending[]>; longest: number }

const utf8 = new TextDecoder()

export function readDictionary({ dic, aff }: { dic: Uint8Array; aff: Uint8Array }): SpellingDictionary {
  const words = new Map<string, string>()
  const flagSets = new Map<string, string>() // each set of flags once
  for (const line of utf8.decode(dic).split('\n').slice(1)) {
    const slash = line.indexOf('/')
    const word = slash === -1 ? line.trimEnd() : line.slice(0, slash)
    const flags = slash === -1 ? '' : line.slice(slash + 1).trimEnd()
    if (word.length < 3) continue
    const name = word.toLowerCase()
    const all = (words.get(name) ?? '') + flags
    const known = flagSets.get(all) ?? all
    flagSets.set(known, known)
    words.set(name, known)
  }
  const endings = new Map<string, Ending[]>()
  for (const line of utf8.decode(aff).split('\n')) {
    const [kind, flag = '', strip = '', withFlags = '', condition = ''] = line.trim().split(/\s+/)
    const ending = withFlags.split('/')[0] ?? ''
    if (kind !== 'SFX' || condition === '' || ending === '0') continue
    const same = endings.get(ending.toLowerCase()) ?? []
    endings.set(ending.toLowerCase(), [...same, { flag, strip: strip === '0' ? '' : strip.toLowerCase(), isAllowed: new RegExp(`${condition}$`, 'i') }])
  }
  return { words, endings, longest: Math.max(0, ...[...endings.keys()].map((ending) => ending.length)) }
}

/** Is this, in small letters, a word of the language or a form of one? */
export function holdsWord({ words, endings, longest }: SpellingDictionary, small: string): boolean {
  if (words.has(small)) return true
  for (let length = 1; length <= Math.min(longest, small.length - 1); length += 1)
    for (const { flag, strip, isAllowed } of endings.get(small.slice(-length)) ?? []) {
      const base = small.slice(0, -length) + strip
      if (words.get(base)?.includes(flag) && isAllowed.test(base)) return true
    }
  return false
}
