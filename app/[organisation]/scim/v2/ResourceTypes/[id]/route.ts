import { resourceTypesAt } from '@/lib/scim/catalogue'
import { answerCatalogue, scimRoute } from '@/lib/web/provisioning'

export const GET = scimRoute<{ id: string }>(async (visit, { id }) => answerCatalogue(visit, resourceTypesAt(visit.address), id))
