import { escapeHtml } from '@/lib/core/escape-html'
import type { Language } from '@/lib/words/language'

type Letter = {
  language: Language
  organisation: string
  subject: string
  paragraphs: string[]
  code: string | null
  /** an address that is a paragraph of its own becomes a button, with the words before the bare address below it */
  buttons: { href: string; label: string }[]
  addressBelow: string
}

const style = `:root{color-scheme:light dark}
body{margin:0;padding:24px 12px;background:#f4f3f0;color:#1d2327;font:17px/1.55 "Atkinson Hyperlegible Next",Verdana,sans-serif}
main{max-width:34em;margin:0 auto;padding:28px;background:#fff;border-radius:8px}
.from{margin:0 0 20px;padding:0 0 16px;border-bottom:1px solid #d9d6d0;font-weight:700}
h1{margin:0 0 16px;font-size:22px;line-height:1.3}
p{margin:0 0 16px}
.code{font-size:30px;font-weight:700;letter-spacing:.12em;font-variant-numeric:tabular-nums}
.button{display:inline-block;padding:12px 24px;border-radius:6px;background:#1d3f5e;color:#fff;font-weight:700;text-decoration:none}
.address{font-size:14px;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{background:#14181b;color:#eceae6}main{background:#1e2428}.from{border-color:#3a4248}.button{background:#a9cdec;color:#10202e}a{color:#a9cdec}}`

/** The e-mail's second part: the same words as the plain one, with nothing fetched from anywhere. */
export function writeHtml({ language, organisation, subject, paragraphs, code, buttons, addressBelow }: Letter): string {
  const blocks = paragraphs.map((paragraph) => {
    const button = buttons.find(({ href }) => href === paragraph)
    if (button)
      return `<p><a class="button" href="${escapeHtml(button.href)}">${escapeHtml(button.label)}</a></p>\n<p class="address">${escapeHtml(addressBelow)}<br>${escapeHtml(button.href)}</p>`
    if (paragraph === code) return `<p class="code">${escapeHtml(paragraph)}</p>`
    return `<p>${escapeHtml(paragraph).replace(/\n/g, '<br>')}</p>`
  })
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="from">${escapeHtml(organisation)}</p>
<h1>${escapeHtml(subject)}</h1>
${blocks.join('\n')}
</main>
</body>
</html>
`
}
