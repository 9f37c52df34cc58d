import type { Visit } from '@/lib/web/visit'

/** Where the provider sends people back to: at the host that they came by, for their sign-in is kept there. */
export const returnAddress = ({ client, paths }: Visit) => `${client.origin}${paths.signInProviderReturn}`

export const wentWrong = ({ paths }: Visit, why: string) => `${paths.signInProvider}?why=${why}`
