/** The interface's languages, as BCP 47 tags. Adding one is a file of words beside this and a line here. */
export const languages = ['sv', 'nb', 'fi', 'en'] as const
export type Language = (typeof languages)[number]

export const isLanguage = (text: unknown): text is Language => languages.includes(text as Language)
