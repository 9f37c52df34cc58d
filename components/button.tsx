import type { ButtonHTMLAttributes, ReactNode } from 'react'

export type Variant = 'primary' | 'second' | 'plain' | 'link'

const classes: Record<Variant, string> = { primary: 'button', second: 'button second', plain: 'button plain', link: 'link' }
const classOf = (variant: Variant, isWide?: boolean) => (isWide ? `${classes[variant]} w-full` : classes[variant])

type Look = { variant?: Variant; isWide?: boolean; lang?: string; children: ReactNode }

export type ButtonProps = Look & Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'name' | 'value' | 'formAction' | 'formMethod' | 'form' | 'id'>

/** Sends its form unless `type` says otherwise. `link` looks like a link but posts: no prefetch ever sends it. */
export function Button({ variant = 'primary', isWide, type = 'submit', ...rest }: ButtonProps) {
  return <button type={type} className={classOf(variant, isWide)} {...rest} />
}

/** A way to another page that looks like a button. */
export function ButtonLink({ variant = 'primary', isWide, ...rest }: Look & { href: string; rel?: string }) {
  return <a className={classOf(variant, isWide)} {...rest} />
}
