import { z } from 'zod'

/** One line as typed: control characters are never part of it (a null byte breaks PostgreSQL's text), and no name is longer. */
export const typedLine = z
  .string()
  .max(2_000)
  .transform((text) =>
    text
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 320),
  )
