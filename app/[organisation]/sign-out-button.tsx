import { Button } from '@/components/button'
import type { Visit } from '@/lib/web/visit'

/** A button and no link: nothing that fetches links ahead signs anybody out. */
export function SignOut({ visit: { say, paths } }: { visit: Visit }) {
  return (
    <form action={paths.signOut} method="post">
      <Button variant="link">{say('page.signOut')}</Button>
    </form>
  )
}
