import { changeSecret } from '@/lib/flows/directory/change-secret'
import { keepSecretOfInput } from './keep-secret'

export const keepDirectorySecret = (slug: string, reason: string) =>
  keepSecretOfInput(
    slug,
    reason,
    changeSecret,
    `The password of the portal’s account in the directory of ${slug} is kept. Servers that run use it for their next connection.`,
  )
