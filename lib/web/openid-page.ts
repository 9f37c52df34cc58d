import { escapeHtml } from '@/lib/core/escape-html'
import type { Organisation } from '@/lib/organisations/schema'
import type { Speak } from '@/lib/words/speak'

const style = `:root{color-scheme:light dark;font:18px/1.5 system-ui,sans-serif}body{margin:0}main{max-width:30rem;margin:0 auto;padding:3rem 1rem;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.2}.quiet{opacity:.8;font-size:.9rem}button{font:inherit;min-height:54px;padding:0 1.25rem;margin:0 .5rem .5rem 0;border:2px solid;border-radius:.4rem;background:none;color:inherit;cursor:pointer}
button.first{background:CanvasText;color:Canvas}:focus-visible{outline:3px solid;outline-offset:3px}`

type Page = { say: Speak; organisation: Organisation; nonce: string; title: string; body: string; head?: string }

/** A page of the OpenID provider, which answers without Next.js. `head` and `body` are HTML, their words escaped. */
export function openidPage({ say, organisation, nonce, title, body, head = '' }: Page): string {
  const name = escapeHtml(organisation.settings.name)
  return `<!doctype html><html lang="${say.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${head}
<title>${escapeHtml(title)} – ${name}</title><style nonce="${nonce}">${style}</style></head><body><main><p class="quiet">${name}</p><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
}
