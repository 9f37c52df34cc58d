import type { Link } from './open-link'
import { DirectoryTrouble } from './schema'

/** Signs a connection in as the portal itself. Throws a `DirectoryTrouble`. */
export async function bindPortal(link: Link, bindName: string | null, secret: string): Promise<void> {
  try {
    await link.client.bind(bindName ?? '', secret)
  } catch (error) {
    const { code, message } = error as { code?: string | number; message: string }
    if (code === 49 || code === 34 || code === 48) throw new DirectoryTrouble('badSecret', message, link.server)
    throw link.troubleOf(error)
  }
}
