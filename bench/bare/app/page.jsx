import { connection } from 'next/server'

/** The least that Next.js renders anew for every request: what the portal's pages are measured against. */
export default async function Page() {
  await connection()
  return <h1>Bare</h1>
}
