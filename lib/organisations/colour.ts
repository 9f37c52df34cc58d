// An organisation gives a hue and a chroma; every colour of its pages follows from them in OKLCH, where equal lightness
// looks equally light in every hue, so that contrast holds for any colour. What comes out is plain hex: the browser of
// a logon screen may know neither oklch() nor light-dark().

type Oklch = readonly [lightness: number, chroma: number, hue: number]
type Rgb = readonly [number, number, number]

/** Linear light, outside 0 to 1 where sRGB cannot show the colour (Ottosson, "A perceptual color space", 2020). */
function toLinear([lightness, chroma, hue]: Oklch): Rgb {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

const isShown = (rgb: Rgb) => rgb.every((part) => part >= -0.0005 && part <= 1.0005)

/** The nearest colour of the same lightness and hue that sRGB can show: lower chroma, never another lightness. */
function intoGamut(colour: Oklch): Rgb {
  const [lightness, chroma, hue] = colour
  if (isShown(toLinear(colour))) return toLinear(colour)
  let [low, high] = [0, chroma]
  for (let step = 0; step < 16; step++) {
    const middle = (low + high) / 2
    if (isShown(toLinear([lightness, middle, hue]))) low = middle
    else high = middle
  }
  return toLinear([lightness, low, hue])
}

/** `#rrggbb` of an OKLCH colour. */
export function hexOf(lightness: number, chroma: number, hue: number): string {
  const bytes = intoGamut([lightness, chroma, hue]).map((part) => {
    const light = Math.min(1, Math.max(0, part))
    const coded = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055
    return Math.round(coded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${bytes.join('')}`
}

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => {
    const coded = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4
  })
  const [red = 0, green = 0, blue = 0] = parts
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2's contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

type Recipe = (hue: number, chroma: number) => Oklch
const fixed =
  (lightness: number, chroma: number, hue: number): Recipe =>
  () => [lightness, chroma, hue]
const own =
  (lightness: number, share: number): Recipe =>
  (hue, chroma) => [lightness, chroma * share, hue]
const white = fixed(1, 0, 0)

/** Each token in light and in dark. `own` takes the organisation's hue and a share of its chroma. */
const recipes = {
  brand: [own(0.42, 1), own(0.78, 0.75)],
  'brand-strong': [own(0.34, 1), own(0.86, 0.6)],
  'brand-quiet': [own(0.955, 0.16), own(0.27, 0.35)],
  'on-brand': [white, own(0.2, 0.3)],
  panel: [own(0.3, 0.8), own(0.22, 0.5)],
  'panel-raised': [own(0.4, 0.7), own(0.31, 0.5)],
  'on-panel': [white, fixed(0.97, 0.004, 85)],
  arch: [own(0.62, 1), own(0.56, 0.8)],
  paper: [fixed(0.988, 0.004, 85), fixed(0.185, 0.008, 260)],
  raised: [white, fixed(0.225, 0.009, 260)],
  ink: [fixed(0.23, 0.015, 260), fixed(0.94, 0.006, 85)],
  'ink-2': [fixed(0.44, 0.015, 260), fixed(0.76, 0.008, 85)],
  line: [fixed(0.88, 0.006, 85), fixed(0.34, 0.01, 260)],
  edge: [fixed(0.5, 0.012, 260), fixed(0.62, 0.012, 260)],
  good: [fixed(0.48, 0.12, 150), fixed(0.8, 0.14, 150)],
  'on-good': [white, fixed(0.2, 0.03, 150)],
  'good-quiet': [fixed(0.955, 0.03, 150), fixed(0.27, 0.04, 150)],
  bad: [fixed(0.5, 0.19, 27), fixed(0.76, 0.14, 27)],
  'bad-quiet': [fixed(0.965, 0.02, 27), fixed(0.27, 0.05, 27)],
  note: [fixed(0.965, 0.035, 85), fixed(0.28, 0.035, 85)],
  focus: [fixed(0.23, 0.015, 260), fixed(0.94, 0.006, 85)],
} as const satisfies Record<string, readonly [light: Recipe, dark: Recipe]>

export type Token = keyof typeof recipes
export type Palette = Record<Token, string>
type Scheme = 'light' | 'dark'

function palette(hue: number, chroma: number, scheme: Scheme): Palette {
  const side = scheme === 'light' ? 0 : 1
  return Object.fromEntries(Object.entries(recipes).map(([token, recipe]) => [token, hexOf(...recipe[side](hue, chroma))])) as Palette
}

/** Every colour token of an organisation's pages as `#rrggbb`. `hue` in degrees, `chroma` 0 to 0.2 (OKLCH). */
export function brandTokens(hue: number, chroma: number): Record<Scheme, Palette> {
  return { light: palette(hue, chroma, 'light'), dark: palette(hue, chroma, 'dark') }
}

/** What changes for a person whose system asks for more contrast. */
const withMoreContrast = (tokens: Palette) =>
  ({ line: tokens['ink-2'], edge: tokens.ink, 'ink-2': tokens.ink, brand: tokens['brand-strong'] }) satisfies Partial<Palette>

const declarations = (tokens: Partial<Palette>) =>
  Object.entries(tokens)
    .map(([token, hex]) => `--${token}:${hex}`)
    .join(';')

const styles = new Map<string, string>()

/** The text of the layout's one `<style nonce>`: the tokens in light, dark, and both with more contrast. Kept: each page has it. */
export function brandStyle(hue: number, chroma: number): string {
  const name = `${hue} ${chroma}`
  if (styles.size > 1_000) styles.clear()
  const style = styles.get(name) ?? writeStyle(hue, chroma)
  styles.set(name, style)
  return style
}

function writeStyle(hue: number, chroma: number): string {
  const { light, dark } = brandTokens(hue, chroma)
  return [
    `:root{${declarations(light)}}`,
    `@media (prefers-contrast:more){:root{${declarations(withMoreContrast(light))}}}`,
    `@media (prefers-color-scheme:dark){:root{${declarations(dark)}}}`,
    `@media (prefers-color-scheme:dark) and (prefers-contrast:more){:root{${declarations(withMoreContrast(dark))}}}`,
  ].join('')
}

/** Which tokens stand on which, and the ratio that WCAG 2.2 asks for: text 4.5 (1.4.3), edges and focus 3 (1.4.11). */
const pairs: readonly (readonly [needed: number, over: Token, on: readonly Token[]])[] = [
  [4.5, 'ink', ['paper', 'raised', 'brand-quiet', 'note', 'bad-quiet', 'good-quiet']],
  [4.5, 'ink-2', ['paper', 'raised', 'brand-quiet', 'note']],
  [4.5, 'brand', ['paper', 'raised', 'brand-quiet', 'note', 'bad-quiet', 'good-quiet']],
  [4.5, 'brand-strong', ['paper', 'raised', 'brand-quiet', 'note', 'bad-quiet', 'good-quiet']],
  [4.5, 'on-brand', ['brand', 'brand-strong']],
  [4.5, 'on-panel', ['panel', 'panel-raised']],
  [4.5, 'good', ['paper', 'raised', 'good-quiet']],
  [4.5, 'bad', ['paper', 'raised', 'bad-quiet']],
  [3, 'edge', ['paper', 'raised', 'brand-quiet', 'note']],
  [3, 'focus', ['paper', 'raised', 'brand-quiet', 'note', 'bad-quiet']],
  [3, 'on-good', ['good']],
]

export type ContrastProblem = { over: Token; on: Token; ratio: number; needed: number }

/** The pairs of a palette that people could not read. */
export const unreadablePairs = (shown: Palette): ContrastProblem[] =>
  pairs.flatMap(([needed, over, surfaces]) =>
    surfaces.map((on) => ({ over, on, ratio: contrast(shown[over], shown[on]), needed })).filter((pair) => pair.ratio < needed),
  )

/** What people could not read of an organisation's colours, light or dark, with more contrast or without. */
export function contrastProblems(hue: number, chroma: number): (ContrastProblem & { scheme: Scheme; isMoreContrast: boolean })[] {
  const tokens = brandTokens(hue, chroma)
  return (['light', 'dark'] as const).flatMap((scheme) => [
    ...unreadablePairs(tokens[scheme]).map((pair) => ({ ...pair, scheme, isMoreContrast: false })),
    ...unreadablePairs({ ...tokens[scheme], ...withMoreContrast(tokens[scheme]) }).map((pair) => ({ ...pair, scheme, isMoreContrast: true })),
  ])
}

/** The least contrast that any text has on what it stands on. */
export const leastContrast = (shown: Palette): number =>
  Math.min(...pairs.flatMap(([needed, over, surfaces]) => (needed < 4.5 ? [] : surfaces.map((on) => contrast(shown[over], shown[on])))))
