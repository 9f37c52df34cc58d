/**
 * Whether a form was sent by a page of ours (security.md, dependencies.md 22). A browser says where a form comes from;
 * who sends neither `Origin` nor `Sec-Fetch-Site` is no browser of the last years, and has no cookie to be abused.
 */
export function isFromHere(head: { get: (name: string) => string | null }, host: string): boolean {
  const origin = head.get('origin')
  if (origin && origin !== 'null') return URL.canParse(origin) && new URL(origin).host === host
  const site = head.get('sec-fetch-site')
  return site === null || site === 'same-origin'
}

/**
 * A page whose address is a secret tells nobody where it is: a browser without JavaScript then sends its own form with
 * `Origin: null`, which Next.js takes for a foreign one. Where the browser vouches that it is ours, it goes on without.
 */
export function forgetHiddenOrigin(headers: Record<string, string | string[] | undefined>): void {
  if (headers.origin === 'null' && headers['sec-fetch-site'] === 'same-origin') delete headers.origin
}
