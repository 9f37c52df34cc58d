import { normalForm } from './rules'

let list: Promise<Set<string>> | undefined

async function read(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].map((password) => password.toLowerCase()))
}

/** Is it one of the 49,000 most used passwords, in whatever case? */
export async function isCommonPassword(typed: string): Promise<boolean> {
  list ??= read()
  return (await list).has(normalForm(typed).toLowerCase())
}
