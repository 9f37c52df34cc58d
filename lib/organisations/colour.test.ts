import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brandStyle, brandTokens, contrast, contrastProblems, hexOf, unreadablePairs } from './colour'

const hue = fc.double({ min: 0, max: 360, noNaN: true })
const chroma = fc.double({ min: 0, max: 0.2, noNaN: true })

describe('the colours of an organisation', () => {
  test.each([
    [1, 0, 0, '#ffffff'],
    [0, 0, 0, '#000000'],
    [0.627955, 0.257683, 29.234, '#ff0000'],
    [0.86644, 0.294827, 142.4953, '#00ff00'],
    [0.452014, 0.313214, 264.052, '#0000ff'],
  ])('oklch(%d %d %d) is %s', (lightness, c, h, hex) => {
    expect(hexOf(lightness, c, h)).toBe(hex)
  })

  test('contrast is WCAG’s: 21 for black on white, 4.54 for #767676', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2)
  })

  test('any hue with any chroma up to 0.2 can be read, light and dark, with more contrast too', () => {
    fc.assert(
      fc.property(hue, chroma, (h, c) => contrastProblems(h, c).length === 0),
      { numRuns: 1_500 },
    )
    for (let degrees = 0; degrees < 360; degrees += 3) expect(contrastProblems(degrees, 0.2)).toEqual([])
  })

  test('a colour that nobody could read is named with what it stands on', () => {
    const pale = { ...brandTokens(90, 0.1).light, bad: '#e0a0a0' }
    expect(unreadablePairs(pale).map(({ over, on }) => `${over} on ${on}`)).toEqual(['bad on paper', 'bad on raised', 'bad on bad-quiet'])
  })

  test('every token is plain hex, so a browser that knows neither oklch() nor light-dark() shows it', () => {
    fc.assert(
      fc.property(hue, chroma, (h, c) => {
        const { light, dark } = brandTokens(h, c)
        expect(Object.keys(light)).toEqual(Object.keys(dark))
        for (const hex of [...Object.values(light), ...Object.values(dark)]) expect(hex).toMatch(/^#[0-9a-f]{6}$/)
        expect(brandStyle(h, c)).not.toMatch(/oklch|light-dark|color-mix|[<>]/)
      }),
      { numRuns: 100 },
    )
  })

  test('more contrast in the dark is said last, so that it wins', () => {
    const css = brandStyle(152, 0.09)
    expect(css.startsWith(':root{--brand:#')).toBe(true)
    expect(css.lastIndexOf('prefers-contrast')).toBeGreaterThan(css.indexOf('(prefers-color-scheme:dark){'))
  })
})
