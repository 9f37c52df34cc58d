import pg from 'pg'
import { log } from './log'

/** Connections that may break at any moment without ending the process: whoever uses one is told by the query that meets it. */
export function steadyPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max })
  const say = (error: Error) => log().debug({ error: error.message }, 'a connection to the database broke')
  return pool.on('error', say).on('connect', (client) => client.on('error', say))
}
