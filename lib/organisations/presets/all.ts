import type { OrganisationSettingsInput } from '../schema'
import { hameenportti } from './hameenportti'
import { handelsforbundet } from './handelsforbundet'
import { kristinehov } from './kristinehov'
import { motafors } from './motafors'
import { securia } from './securia'
import { standard } from './standard'

/** Starting points for a new organisation's settings, and the organisations of the demo. */
export const presets: Record<string, OrganisationSettingsInput> = { kristinehov, motafors, hameenportti, securia, handelsforbundet, standard }
