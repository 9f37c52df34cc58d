/** Where a page of a person's history begins: everything before this, newest first. */
export type Cursor = { at: Date; id: string }

/** A cursor as it stands in the address; null for the newest page, and for what is no cursor. */
export function readCursor(text: string | string[] | undefined): Cursor | null {
  const [, millis, id] = String(text ?? '').match(/^(\d{1,14})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/) ?? []
  return millis && id ? { at: new Date(Number(millis)), id } : null
}

export const writeCursor = ({ at, id }: Cursor): string => `${at.getTime()}-${id}`
