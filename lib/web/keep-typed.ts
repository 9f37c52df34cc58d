import { typedValues } from '@/components/form-state'
import { forgetForm, keepForm } from '@/lib/flows/keep-form'
import { cookieNames } from './cookie-names'
import { ensureBrowserSecrets, readCookie } from './cookies'
import type { MemberVisit } from './session'
import type { Visit } from './visit'

/** What a form calls itself where it wants to be kept. */
const nameOf = (form: FormData) => String(form.get('$form') ?? '')

/** Keeps what was typed for who the ended session was of; returns the sign-in page that leads back to the form. */
export async function keepTyped({ deps, organisation, client, paths, base, path }: Visit, form: FormData): Promise<string> {
  const token = await readCookie(cookieNames.session(organisation.slug))
  const { device } = await ensureBrowserSecrets()
  const isKept = await keepForm(deps, organisation, { ...client, device }, token, { form: nameOf(form), values: typedValues(form) })
  return `${paths.signIn}?to=${encodeURIComponent(`${base}${path}${isKept ? `#${nameOf(form)}` : ''}`)}${isKept ? '&kept=1' : ''}`
}

export const forgetTyped = ({ deps, organisation, client, session }: MemberVisit, form: FormData) =>
  form.has('$form') ? forgetForm(deps, organisation, client, session.personId, nameOf(form)) : undefined
