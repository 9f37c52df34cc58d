import { configurationAt } from '@/lib/scim/catalogue'
import { answer, scimRoute } from '@/lib/web/provisioning'

export const GET = scimRoute(async ({ address }) => answer(configurationAt(address)))
