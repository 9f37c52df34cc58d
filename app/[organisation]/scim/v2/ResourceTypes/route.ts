import { resourceTypesAt } from '@/lib/scim/catalogue'
import { answerCatalogue, scimRoute } from '@/lib/web/provisioning'

export const GET = scimRoute(async (visit) => answerCatalogue(visit, resourceTypesAt(visit.address)))
