import { refuse, scimRoute } from '@/lib/web/provisioning'

/** `/Bulk`, `/Me` and a search over every kind are known to the standard and not to us; everything else to nobody. */
const answerNothing = scimRoute<{ rest: string[] }>(async ({ say }, { rest }) =>
  ['Bulk', 'Me', '.search'].includes(rest[0] ?? '')
    ? refuse(say, { status: 501, key: 'scim.notSupported' })
    : refuse(say, { status: 404, key: 'scim.notFound' }),
)

export { answerNothing as DELETE, answerNothing as GET, answerNothing as PATCH, answerNothing as POST, answerNothing as PUT }
