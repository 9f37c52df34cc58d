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
