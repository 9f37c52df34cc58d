import { createHash } from 'node:crypto'
import { escapeHtml } from '@/lib/core/escape-html'
import { isLanguage, type Language, languages } from '@/lib/words/language'
import { speak } from '@/lib/words/speak'
import type { TakenPaper } from './take-paper'

// The pages of the box's own host, where pictures of paper ballots are sent in: no script, no cookie, nothing from elsewhere.

const style = `:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;font:1.0625rem/1.55 "Atkinson Hyperlegible Next",system-ui,sans-serif;color:#1b1b1f;background:#fff}
main{max-width:38rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:break-word}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}
h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
a{color:#0b4fae}
nav{display:flex;flex-wrap:wrap;gap:1rem;margin-bottom:2rem}
nav a,nav span{display:inline-block;padding:.35rem 0}
label{display:block;font-weight:600;margin-top:1.5rem}
.hint,.quiet{color:#55555e;font-size:.95rem}
.hint{margin:.25rem 0 .5rem}
input{font:inherit;color:inherit;width:100%;padding:.7rem;border:1px solid #6b6b75;border-radius:.5rem;background:transparent}
button{font:inherit;font-weight:600;margin-top:1.25rem;padding:.8rem 1.4rem;min-height:2.75rem;border:0;border-radius:.5rem;background:#0b4fae;color:#fff;cursor:pointer}
:focus-visible{outline:3px solid #0b4fae;outline-offset:2px}
.notice{margin:1.5rem 0;padding:1rem;border-left:.3rem solid #9b1c1c;background:#fbeeee}
.good{border-color:#17633a;background:#ecf6f0}
.notice>:first-child{margin-top:0}.notice>:last-child{margin-bottom:0}
.code{font-family:"Atkinson Hyperlegible Mono",ui-monospace,monospace;font-size:1.2rem}
.bytes{font-family:ui-monospace,monospace;font-size:.85rem}
img{display:block;max-width:100%;height:auto;border:1px solid #8a8a94;background:#fff}
summary{cursor:pointer;padding:.35rem 0}
@media (prefers-color-scheme:dark){
body{color:#ececf1;background:#16161a}a{color:#9cc3ff}.hint,.quiet{color:#b6b6c2}
button{background:#9cc3ff;color:#10131a}:focus-visible{outline-color:#9cc3ff}
.notice{background:#33191b;border-color:#f0a3a3}.good{background:#14291d;border-color:#8fd3a8}}
`

export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** The language that the address asks for, else the first of the browser's that there is, else the first of ours. */
export function languageOf(wished: string | null, accepted: string): Language {
  if (isLanguage(wished)) return wished
  const found = accepted.split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return found.map((tag) => (tag === 'no' || tag === 'nn' ? 'nb' : tag)).find(isLanguage) ?? 'sv'
}

const names: Record<Language, string> = { sv: 'Svenska', nb: 'Norsk', fi: 'Suomi', en: 'English' }

function page(language: Language, path: string, title: string, body: string): string {
  const others = languages.map((other) =>
    other === language
      ? `<span lang="${other}" aria-current="true">${names[other]}</span>`
      : `<a href="${path}?lang=${other}" hreflang="${other}" lang="${other}">${names[other]}</a>`,
  )
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main><nav aria-label="${escapeHtml(speak(language)('paper.language'))}">${others.join('')}</nav><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
}

const paragraph = (text: string, kind = '') => `<p${kind ? ` class="${kind}"` : ''}>${escapeHtml(text)}</p>`

const sendForm = (language: Language) => {
  const say = speak(language)
  return `<form method="post" action="/paper?lang=${language}" enctype="multipart/form-data"><label for="picture">${escapeHtml(say('paper.file'))}</label><p class="hint" id="picture-hint">${escapeHtml(say('paper.file.hint'))}</p><input id="picture" name="picture" type="file" multiple required accept="image/*,.heic,.heif,.tif,.tiff,.bmp,.avif,application/pdf" aria-describedby="picture-hint"><button>${escapeHtml(say('paper.send'))}</button></form>`
}

const checkForm = (language: Language) => {
  const say = speak(language)
  return `<form method="get" action="/paper/check"><input type="hidden" name="lang" value="${language}"><label for="code">${escapeHtml(say('paper.check.label'))}</label><input id="code" name="code" required autocomplete="off" spellcheck="false" maxlength="40"><button>${escapeHtml(say('paper.check.button'))}</button></form>`
}

export function sendPage(language: Language): string {
  const say = speak(language)
  const parts = [
    paragraph(say('paper.lead')),
    paragraph(say('paper.how')),
    sendForm(language),
    `<h2>${escapeHtml(say('paper.secret.title'))}</h2>`,
    paragraph(say('paper.secret.text')),
    `<h2>${escapeHtml(say('paper.check.title'))}</h2>`,
    checkForm(language),
  ]
  return page(language, '/paper', say('paper.title'), parts.join(''))
}

/** What became of each sheet; with the form again where something is left to do. */
export function takenPage(language: Language, taken: readonly TakenPaper[]): string {
  const say = speak(language)
  const parts = taken.map((one, at) => {
    const heading = taken.length > 1 ? `<h2>${escapeHtml(say('paper.sheet', { number: at + 1 }))}</h2>` : ''
    if ('problem' in one) return `${heading}<div class="notice" role="alert">${paragraph(say(`paper.problem.${one.problem}`))}</div>`
    const picture = `data:image/webp;base64,${Buffer.from(one.image).toString('base64')}`
    const title = one.manifest.title[language] ?? Object.values(one.manifest.title)[0] ?? ''
    return `${heading}<div class="notice good" role="status"><p><strong>${escapeHtml(say('paper.inBox'))}</strong></p>${paragraph(title)}<p>${escapeHtml(say('votes.code'))} <span class="code">${one.code}</span></p>${paragraph(say('paper.code.text'))}</div>${paragraph(say('paper.seen'))}<img src="${picture}" alt="${escapeHtml(say('paper.seen.alt'))}"><details><summary>${escapeHtml(say('paper.receipt'))}</summary>${paragraph(say('paper.receipt.text'), 'quiet')}<p class="bytes">${escapeHtml(JSON.stringify(one.receipt))}</p></details>`
  })
  const isWhole = taken.every((one) => !('problem' in one))
  return page(language, '/paper', say(isWhole ? 'paper.done' : 'paper.title'), parts.join('') + (isWhole ? '' : sendForm(language)))
}

/** Whether a ballot of this code lies in the box; `null`: nothing was asked yet. */
export function checkPage(language: Language, found: 'board' | 'inbox' | 'off' | 'nowhere' | 'noCode' | null): string {
  const say = speak(language)
  const isGood = found === 'board' || found === 'inbox'
  const said = found ? `<div class="notice${isGood ? ' good' : ''}" role="${isGood ? 'status' : 'alert'}">${paragraph(say(`paper.check.${found}`))}</div>` : ''
  return page(
    language,
    '/paper/check',
    say('paper.check.title'),
    `${said}${checkForm(language)}<p><a href="/paper?lang=${language}">${escapeHtml(say('paper.title'))}</a></p>`,
  )
}
