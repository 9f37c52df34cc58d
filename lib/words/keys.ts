import { en } from './en'

/** The name of a sentence. Every language has each, or it does not compile. */
export type WordKey = keyof typeof en
export type Words = Record<WordKey, string>

export const isWordKey = (text: string): text is WordKey => Object.hasOwn(en, text)
