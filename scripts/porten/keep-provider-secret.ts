import { changeProviderSecret } from '@/lib/flows/provider-sign-in/change-secret'
import { keepSecretOfInput } from './keep-secret'

export const keepProviderSecret = (slug: string, reason: string) =>
  keepSecretOfInput(slug, reason, changeProviderSecret, `The secret of ${slug} at its other provider is kept. It counts from the next sign-in there.`)
