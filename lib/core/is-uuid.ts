const form = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether it has the form of our ids, in small letters as PostgreSQL writes them. */
export const isUuid = (text: string): boolean => form.test(text)
