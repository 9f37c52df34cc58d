import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import Markdown from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'

export type MarkdownTextProps = {
  /** CommonMark with tables, and quotations that begin with `[!NOTE]` or `[!WARNING]`; HTML in it is left out */
  text: string
  /** what stands before the organisation's own addresses: a link to `/help` leads to `/slug/help` */
  base: string
  /** read out after a link that leads to another site */
  elsewhere: string
  /** when the text is in another language than the page */
  lang?: string
  /** by id, those that may stand in the text as `![what it shows](/files/id)`; without it there are none */
  pictures?: ReadonlyMap<string, { width: number; height: number }>
  /** where an editor is shown files that readers don't have yet, instead of `/slug/files` */
  filesAt?: string
}

/**
 * What an organisation writes itself, below a page's own heading. A server component: neither the reader of Markdown nor
 * the text's source goes to the browser. Whoever wrote it, nothing of it runs: an allowed element is made anew, all else falls.
 */
export function MarkdownText({ text, base, elsewhere, lang, pictures, filesAt }: MarkdownTextProps) {
  return (
    <div className="prose" lang={lang}>
      <Markdown
        skipHtml
        remarkPlugins={[readTables, cutDepth]}
        rehypePlugins={[[rehypeSanitize, allowed], nestHeadings, markNotes, [measurePictures, pictures]]}
        urlTransform={(href) => (filesAt && href.startsWith('/files/') ? safeHref(href.slice(6), filesAt) : safeHref(href, base))}
        components={{
          a({ href, children }) {
            if (!href) return children
            if (!/^https?:/i.test(href)) return <a href={href}>{children}</a>
            return (
              <a href={href} rel="noopener noreferrer">
                {children}
                <span aria-hidden="true">&nbsp;↗</span>
                <span className="sr-only"> ({elsewhere})</span>
              </a>
            )
          },
        }}
      >
        {inBounds(text)}
      </Markdown>
    </div>
  )
}

const allowed = {
  tagNames: [
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'ul',
    'ol',
    'li',
    'a',
    'em',
    'strong',
    'code',
    'pre',
    'blockquote',
    'br',
    'hr',
    'img',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
  ],
  attributes: { a: ['href'], img: ['src', 'alt'], ol: ['start'] },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  strip: ['script', 'style'],
}

/** Another site, an address, a number, or a page of ours; anything else is no link. */
function safeHref(href: string, base: string): string {
  if (/^(https?:\/\/|mailto:|tel:)/i.test(href)) return href
  return /^\/(?![/\\]|%5c)/i.test(href) ? base + href : ''
}

/** Nobody writes more: quotations and lists within each other on a line; marks of emphasis and links in a paragraph. */
const most = { nested: 40, marks: 1_000 }
const nested = new RegExp(String.raw`^((?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){${most.nested}}).*$`, 'gm')

/** What is beyond these bounds falls, or stands as it was typed: the reader of Markdown holds each mark against every one before it, and a text full of them would hold up the whole server for minutes. */
const inBounds = (text: string): string =>
  text
    .replace(nested, '$1')
    .split(/(\n[ \t]*\n)/)
    .map((paragraph) => {
      let marks = 0
      return paragraph.replace(/^[ \t]*\*[ \t]|\\[\s\S]|\*+|_+|[[\]]/gm, (found) =>
        /^[*_[\]]+$/.test(found) && ++marks > most.marks ? found.replace(/./g, '\\$&') : found,
      )
    })
    .join('')

type Extensions = { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] }

/** Tables, of all that GitHub adds to Markdown. */
function readTables(this: { data(): object }) {
  const data: Extensions = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), gfmTable()]
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), gfmTableFromMarkdown()]
}

type Node = { type: string; tagName?: string; value?: string; properties?: Record<string, unknown>; children?: Node[] }

/** Nobody writes so many quotations and lists within each other; a thousand of them would end the drawing of the whole page. */
const deepest = 40

function cutDepth() {
  return (tree: Node) => {
    let level = [tree]
    for (let depth = 0; depth < deepest; depth++) level = level.flatMap(({ children }) => children ?? [])
    for (const node of level) if (node.children) node.children = []
  }
}

/** The first rank of heading that a text uses stands right below the page's own; none is left out on the way down (WCAG 1.3.1). */
function nestHeadings() {
  return (tree: Node) => {
    const open: number[] = []
    const visit = (node: Node) => {
      const rank = node.tagName?.match(/^h([1-6])$/)?.[1]
      if (rank) {
        while (Number(open.at(-1)) >= Number(rank)) open.pop()
        open.push(Number(rank))
        node.tagName = `h${Math.min(open.length + 1, 6)}`
      }
      node.children?.forEach(visit)
    }
    visit(tree)
  }
}

/** A quotation that begins with `[!NOTE]` or `[!WARNING]` is no quotation: it stands out from the text. */
function markNotes() {
  const visit = (node: Node) => {
    const words = node.children?.find(({ type }) => type === 'element')?.children?.[0]
    const mark = node.tagName === 'blockquote' && words?.type === 'text' && /^\[!(NOTE|WARNING)\]\s*/.exec(words.value ?? '')
    if (mark && words) {
      words.value = words.value?.slice(mark[0].length)
      node.tagName = 'div'
      node.properties = { className: mark[1] === 'NOTE' ? ['callout'] : ['callout', 'warning'], role: 'note' }
    }
    node.children?.forEach(visit)
  }
  return (tree: Node) => visit(tree)
}

/** A picture is one of ours, says what it shows, and has its size before it comes; any other falls. */
function measurePictures(pictures: MarkdownTextProps['pictures']) {
  const measured = ({ properties = {} }: Node) => {
    const size = pictures?.get(/^\/files\/([\w-]+)$/.exec(String(properties.src))?.[1] ?? '')
    if (size && String(properties.alt ?? '').trim()) Object.assign(properties, size, { loading: 'lazy' })
    return size !== undefined && properties.loading === 'lazy'
  }
  const visit = (node: Node) => {
    node.children = node.children?.filter((child) => child.tagName !== 'img' || measured(child))
    node.children?.forEach(visit)
  }
  return (tree: Node) => visit(tree)
}
