import type { Deps } from '@/lib/core/db'
import { findByRole } from './store'

export const findAdministrators = (deps: Deps, organisationId: string) => findByRole(deps.db, organisationId, 'administrator')
export const findEditors = (deps: Deps, organisationId: string) => findByRole(deps.db, organisationId, 'editor')
