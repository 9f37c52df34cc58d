import { escapeHtml } from '@/lib/core/escape-html'
import { brandStyle } from '@/lib/organisations/colour'
import type { Organisation } from '@/lib/organisations/schema'
import type { Speak } from '@/lib/words/speak'

const style = `:root{color-scheme:light dark;font:18px/1.5 system-ui,sans-serif;background:var(--paper);color:var(--ink)}body{margin:0}main{max-width:30rem;margin:0 auto;padding:2.5rem 1rem;overflow-wrap:anywhere}
header{display:flex;align-items:center;gap:.6rem;padding:.9rem 1rem;border-bottom:1px solid var(--line);background:var(--raised);font-weight:600}header b{display:grid;place-items:center;min-width:2rem;height:2rem;border-radius:.5rem;background:var(--brand);color:var(--on-brand)}
h1{margin-top:0;font-size:1.6rem;line-height:1.2}a{color:var(--brand)}.quiet{color:var(--ink-2);font-size:.9rem}button{font:inherit;font-weight:600;min-height:54px;padding:0 1.25rem;margin:0 .5rem .5rem 0;border:2px solid var(--brand);border-radius:10px;background:none;color:var(--brand);cursor:pointer}
button.first{background:var(--brand);color:var(--on-brand)}:focus-visible{outline:3px solid var(--focus);outline-offset:3px}`

type Page = { say: Speak; organisation: Organisation; nonce: string; title: string; body: string; head?: string }

/** A page of the OpenID provider, which answers without Next.js. `head` and `body` are HTML, their words escaped. */
export function openidPage({ say, organisation, nonce, title, body, head = '' }: Page): string {
  const { name: ownName, look } = organisation.settings
  const name = escapeHtml(ownName)
  return `<!doctype html><html lang="${say.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${head}
<title>${escapeHtml(title)} – ${name}</title><style nonce="${nonce}">${brandStyle(look.hue, look.chroma)}${style}</style></head><body><header><b aria-hidden="true">${escapeHtml(look.sign)}</b>${name}</header><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
}
