import { createHash } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { bindPortal } from './bind-portal'
import type { Link } from './open-link'
import { ownSecret } from './own-secret'
import { isOfServer, troubleOf } from './rules'
import { DirectoryTrouble, type Of } from './schema'

/** `portal`: signed in as the portal itself. `person`: for trying passwords, signed in as nobody that matters. */
type Purpose = 'portal' | 'person'

type Pool = { key: string; idle: Record<Purpose, Link[]>; used: number; waiting: (() => void)[]; awayUntil: Map<string, number>; timer: NodeJS.Timeout | null }

/** Connections to the directory of one organisation that work at a time in this process (so many of the other purpose may rest beside them), and how many may wait for one. */
const mostLinks = 8
const mostWaiting = 200
/** A connection that nobody needs is closed after this long; a server that was away is asked last for so long; milliseconds. */
const idleFor = 60_000
const awayFor = 30_000

// On globalThis, because Next.js bundles this module more than once and the bound belongs to the process.
const place = globalThis as typeof globalThis & { portenDirectories?: Map<string, Pool> }

function poolOf(organisation: Of): Pool {
  place.portenDirectories ??= new Map()
  const { servers, authority, bindName } = organisation.settings.directory
  const key = createHash('sha256')
    .update(JSON.stringify([servers, authority, bindName]))
    .digest('hex')
  const kept = place.portenDirectories.get(organisation.id)
  if (kept?.key === key) return kept
  if (kept) closeIdle(kept)
  const pool: Pool = { key, idle: { portal: [], person: [] }, used: 0, waiting: [], awayUntil: new Map(), timer: null }
  place.portenDirectories.set(organisation.id, pool)
  return pool
}

/** Nothing waits for a connection any more: after a new password of the portal's own, and at the end of a test. */
export function closeLinks(organisationId: string): void {
  const pool = place.portenDirectories?.get(organisationId)
  if (pool) closeIdle(pool)
}

function closeIdle(pool: Pool) {
  for (const link of [...pool.idle.portal.splice(0), ...pool.idle.person.splice(0)]) link.close()
}

/**
 * Works with a connection to the first server that answers. What fails for the connection's sake is done again on a new
 * one and then at the next server, unless `noWayBack` was called: whatever came after it may have been done. Throws a
 * `DirectoryTrouble`, or what the work throws of the server's own answers.
 */
export async function withLink<Value>(
  deps: Deps,
  organisation: Of,
  purpose: Purpose,
  work: (link: Link, noWayBack: () => void) => Promise<Value>,
): Promise<Value> {
  const pool = poolOf(organisation)
  await takeTurn(pool)
  try {
    let last: DirectoryTrouble | null = null
    for (let kept = takeIdle(pool, purpose); kept; kept = takeIdle(pool, purpose)) {
      const done = await attempt(pool, purpose, kept, work)
      if (done.ok) return done.value
    }
    for (const server of inOrder(deps, pool, organisation)) {
      try {
        const done = await attempt(pool, purpose, await open(deps, organisation, server, purpose), work)
        if (done.ok) return done.value
        last = done.trouble
      } catch (error) {
        if (!(error instanceof DirectoryTrouble) || !isOfServer(error.kind)) throw error
        last = error
      }
      pool.awayUntil.set(server, deps.now().getTime() + awayFor)
    }
    throw last ?? new DirectoryTrouble('other', 'there is no server')
  } finally {
    endTurn(pool)
  }
}

type Attempt<Value> = { ok: true; value: Value } | { ok: false; trouble: DirectoryTrouble }

async function attempt<Value>(pool: Pool, purpose: Purpose, link: Link, work: (link: Link, noWayBack: () => void) => Promise<Value>): Promise<Attempt<Value>> {
  let mayRepeat = true
  const noWayBack = () => {
    mayRepeat = false
  }
  try {
    const value = await work(link, noWayBack)
    putBack(pool, purpose, link)
    return { ok: true, value }
  } catch (error) {
    const { code, message } = error as { code?: string | number; message: string }
    const isAnswer = typeof code === 'number' && !isOfServer(troubleOf(code, message))
    // One that only reads has done nothing: the next one may.
    const isReadOnly = error instanceof DirectoryTrouble && error.kind === 'readOnly'
    if (isAnswer || (error instanceof DirectoryTrouble && !isReadOnly)) {
      putBack(pool, purpose, link)
      throw error
    }
    link.close()
    const trouble = link.troubleOf(error)
    if (!mayRepeat && !isReadOnly) throw trouble
    return { ok: false, trouble }
  }
}

async function open(deps: Deps, organisation: Of, server: string, purpose: Purpose): Promise<Link> {
  const { authority, bindName } = organisation.settings.directory
  const secret = purpose === 'portal' ? await ownSecret(deps, organisation) : null
  const { openLink } = await import('./open-link') // who only closes connections needs no library for them
  const link = await openLink(server, authority)
  if (secret === null) return link
  try {
    await bindPortal(link, bindName, secret)
    return link
  } catch (error) {
    link.close()
    throw error
  }
}

/** The servers as they stand in the settings, those that were away just now behind the others. */
function inOrder(deps: Deps, pool: Pool, { settings }: Of): string[] {
  const now = deps.now().getTime()
  const isAway = (server: string) => (pool.awayUntil.get(server) ?? 0) > now
  const { servers } = settings.directory
  return [...servers.filter((server) => !isAway(server)), ...servers.filter(isAway)]
}

function takeIdle(pool: Pool, purpose: Purpose): Link | null {
  for (let link = pool.idle[purpose].pop(); link; link = pool.idle[purpose].pop()) {
    if (link.isOpen()) return link
    link.close()
  }
  return null
}

function putBack(pool: Pool, purpose: Purpose, link: Link) {
  const isKept = link.isOpen() && [...(place.portenDirectories?.values() ?? [])].includes(pool)
  if (!isKept) return link.close()
  pool.idle[purpose].push(link)
  if (pool.timer) clearTimeout(pool.timer)
  pool.timer = setTimeout(() => closeIdle(pool), idleFor)
  pool.timer.unref()
}

async function takeTurn(pool: Pool): Promise<void> {
  if (pool.used < mostLinks) pool.used += 1
  else if (pool.waiting.length >= mostWaiting) throw new DirectoryTrouble('busy', `${mostWaiting} wait for a connection`)
  else await new Promise<void>((resolve) => pool.waiting.push(resolve)) // is handed the turn of the one that ends
}

function endTurn(pool: Pool) {
  const next = pool.waiting.shift()
  if (next) next()
  else pool.used -= 1
}
