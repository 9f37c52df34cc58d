import { z } from 'zod'
import { isDay } from '@/lib/core/calendar'

/** A day in an address, as 2026-11-25; whatever else stands there is none. */
export const typedDay = z.string().refine(isDay).catch('')
