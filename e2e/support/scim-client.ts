import { expect } from '@playwright/test'
import SCIMMY from 'scimmy'
import type { plainBrowser } from './plain-browser'

type Body = Record<string, unknown>
type Browser = ReturnType<typeof plainBrowser>

/**
 * A system outside that keeps the register. What it sends and what it gets goes through SCIMMY's own definitions of the
 * standard: they refuse what they do not know.
 */
export function scimClient(browser: Browser, organisation: string, token: string) {
  const base = `/${organisation}/scim/v2`

  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await browser.send(base + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        accept: 'application/scim+json',
        ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    expect(answer.setCookies, `${method} ${path} sets no cookie`).toEqual([])
    if (answer.body) expect(answer.headers['content-type'], `${method} ${path}`).toMatch(/^application\/scim\+json/)
    const json: Body = answer.body ? JSON.parse(answer.body) : {}
    const isOfCursors = /Cursor|invalidCount/.test(`${json.scimType}`) || 'nextCursor' in json || path.includes('cursor=') // RFC 9865, which SCIMMY does not know
    if (answer.status >= 400 && !isOfCursors) {
      const told = errorOf(json)
      expect([told.status, told.scimType || undefined], `${method} ${path}`).toEqual([answer.status, json.scimType])
    } else if (json.Resources && !isOfCursors) new SCIMMY.Messages.ListResponse(json as never)
    else if (answer.status < 400 && path.startsWith('/Users/') && answer.body) new SCIMMY.Schemas.User(json, 'out')
    else if (answer.status < 400 && path.startsWith('/Groups/') && answer.body) new SCIMMY.Schemas.Group(json, 'out')
    return { status: answer.status, headers: answer.headers, json }
  }

  return {
    send,
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    find: (kind: 'Users' | 'Groups', filter: string, more = '') => send('GET', `/${kind}?filter=${encodeURIComponent(filter)}${more}`),
    createUser: (user: Body) => send('POST', '/Users', { ...new SCIMMY.Schemas.User(user, 'in') }),
    createGroup: (group: Body) => send('POST', '/Groups', { ...new SCIMMY.Schemas.Group(group, 'in') }),
    patch: (path: string, ...Operations: Body[]) =>
      send('PATCH', path, { ...new SCIMMY.Messages.PatchOp({ schemas: [SCIMMY.Messages.PatchOp.id], Operations } as never) }),
  }
}

/** What SCIMMY makes of an error: it checks status and type, and throws it. */
function errorOf(json: Body) {
  try {
    return new SCIMMY.Messages.ErrorResponse(json as never) as never
  } catch (error) {
    if (error instanceof SCIMMY.Types.Error) return { status: Number(error.status), scimType: error.scimType }
    throw error
  }
}
