import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { MarkdownText } from './markdown'

const html = (text: string) => renderToStaticMarkup(createElement(MarkdownText, { text, base: '/ort', elsewhere: 'another site' })).replace(/\n/g, '')
const inside = (text: string) => html(text).replace(/^<div class="prose">(.*)<\/div>$/, '$1')

describe('what an organisation writes', () => {
  test('has paragraphs, lists, emphasis and code', () => {
    expect(inside('One *two* **three** `four`\nfive\n\nsix')).toBe('<p>One <em>two</em> <strong>three</strong> <code>four</code>five</p><p>six</p>')
    expect(inside('- a\n- b')).toBe('<ul><li>a</li><li>b</li></ul>')
    expect(inside('3. a\n4. b')).toBe('<ol start="3"><li>a</li><li>b</li></ol>')
    expect(inside('> so\n\n---\n\n    x = 1')).toBe('<blockquote><p>so</p></blockquote><hr/><pre><code>x = 1</code></pre>')
  })

  test('has tables, whose columns nobody aligns by a style, and notes that stand out', () => {
    expect(inside('| a | b |\n|---|:-:|\n| 1 | *2* |')).toBe(
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><em>2</em></td></tr></tbody></table>',
    )
    expect(inside('> [!NOTE]\n> Stängt på **fredag**.')).toBe('<div class="callout" role="note"><p>Stängt på <strong>fredag</strong>.</p></div>')
    expect(inside('> [!WARNING] Akta')).toBe('<div class="callout warning" role="note"><p>Akta</p></div>')
    expect(inside('> [!OTHER] x')).toBe('<blockquote><p>[!OTHER] x</p></blockquote>')
  })

  test.each([
    ['# A\n# B\n## C\n# D', 'h2 h2 h3 h2'],
    ['### A\n### B', 'h2 h2'],
    ['# A\n#### B\n##### C\n## D', 'h2 h3 h4 h3'],
    ['# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6', 'h2 h3 h4 h5 h6 h6'],
  ])('nests its headings below the page’s own, none left out: %j', (text, ranks) =>
    expect([...inside(text).matchAll(/<(h\d)>/g)].map(([, rank]) => rank).join(' ')).toBe(ranks),
  )

  test('leads to other sites recognisably, and to its own pages under its own address', () => {
    expect(inside('[out](https://example.org/a?b=1&c=2)')).toBe(
      '<p><a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">out<span aria-hidden="true">\u00a0↗</span><span class="sr-only"> (another site)</span></a></p>',
    )
    expect(inside('[in](/help) [mail](mailto:a@example.org) [call](tel:+46846500427)')).toBe(
      '<p><a href="/ort/help">in</a> <a href="mailto:a@example.org">mail</a> <a href="tel:+46846500427">call</a></p>',
    )
  })
})

test('a picture of ours says what it shows and has its size; one from elsewhere, unknown or without words falls', () => {
  const pictures = new Map([['a1-b2', { width: 40, height: 30 }]])
  const shown = (text: string) => renderToStaticMarkup(createElement(MarkdownText, { text, base: '/ort', elsewhere: '', pictures })).replace(/\n/g, '')
  expect(shown('![A map](/files/a1-b2)')).toContain('<img src="/ort/files/a1-b2" alt="A map" width="40" height="30" loading="lazy"/>')
  for (const bad of [
    '![](/files/a1-b2)',
    '![x](/files/other)',
    '![x](https://evil.example/files/a1-b2)',
    '![x](//evil.example/files/a1-b2)',
    '![x](/files/a1-b2/..)',
  ])
    expect(shown(bad), bad).not.toContain('<img')
  expect(inside('![A map](/files/a1-b2)')).toBe('<p></p>')
})

describe('what runs, or could', () => {
  test.each([
    '<script>alert(1)</script>',
    '<div onclick="alert(1)">x</div>',
    '<style>p{display:none}</style>',
    '<iframe src="https://evil.example"></iframe>',
    '<form action="https://evil.example"><input name="password"></form>',
    '<!-- comment -->',
    '<svg><script>alert(1)</script></svg>',
    '![picture](https://evil.example/pixel.gif)',
    '![x](x "onerror=alert(1)")',
    '<https://example.org/"onmouseover="alert(1)>',
    '`<img src=x onerror=alert(1)>`',
    'a <b onmouseover=alert(1)>b</b> <img src=x onerror=alert(1)> c',
  ])('falls away, or is plain text: %j', (text) => {
    const elements = [...html(text).matchAll(/<[^>]+>/g)].map(([element]) => element)
    for (const element of elements)
      expect(element).toMatch(
        /^<(\/?(div|p|code|a|span)|div class="prose"|a href="https:\/\/example\.org[^" ]*" rel="noopener noreferrer"|span (aria-hidden="true"|class="sr-only"))>$/,
      )
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '&#106;avascript:alert(1)',
    'java&#10;script:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'evil.example',
    '#here',
    '?a=1',
  ])('no link leads to %j', (href) => {
    expect(inside(`[words](<${href.replaceAll('<', '%3C').replaceAll('>', '%3E')}>)`)).toBe('<p>words</p>')
    expect(inside(`[words][1]\n\n[1]: <${href.replaceAll('<', '%3C').replaceAll('>', '%3E')}>`)).toBe('<p>words</p>')
  })

  test('what lies too deep within itself is cut off, and the page stands', () => {
    expect(html(`${'> '.repeat(2_000)}deep\n\nafter`)).toContain('after')
    expect(inside(`${'> '.repeat(9)}still here`)).toContain('still here')
  })

  test('a text as long as an editor may write is read in seconds, whatever it is full of', () => {
    const began = process.cpuUsage().user // other processes' time does not count
    for (const sign of ['_a*', '1. ', '[a][b]']) html(sign.repeat(100_000 / sign.length))
    expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(20_000)
  }, 600_000)

  test('marks beyond a thousand in a paragraph stand as they were typed; those of a list, and of the next paragraph, do what they always do', () => {
    expect(inside(`${'*a* '.repeat(501)}\n\n*b*`)).toBe(`<p>${'<em>a</em> '.repeat(499)}<em>a</em> *a*</p><p><em>b</em></p>`)
    expect(inside('* a\n'.repeat(1_200)).match(/<li>/g)).toHaveLength(1_200)
    expect(inside(`- - - ${'- '.repeat(50)}`)).toBe('<hr/>')
  })

  test('a text of many brackets and stars is read in no time', () => {
    const began = process.cpuUsage().user // other processes' time does not count
    for (const sign of ['[', '*a ', '> ', '`', '![', '<', '- ', '[a](', '**_', '|a']) html(sign.repeat(Math.floor(4_000 / sign.length)))
    expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(5_000)
  })
})
