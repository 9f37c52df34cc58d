import { keyOf } from '@/lib/core/seal'
import { print } from './say'
import { withDatabase } from './session'

export const printAuditKey = () => withDatabase(async () => print(keyOf('audit').toString('hex')), ['AUTH_SECRET'])
