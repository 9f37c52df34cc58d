import { z } from 'zod'

const longest = 500

/** What stands in the address: never too long, never anything but text. */
export const questionQuery = z
  .preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string())
  .transform((text) =>
    text
      .replace(/[^\P{Cc}\n]/gu, ' ')
      .trim()
      .slice(0, longest),
  )
  .catch('')

export const markForm = z.object({ question: z.uuid().or(z.literal('')), asked: questionQuery, help: z.enum(['yes', 'no']) })
