'use client'
import type { ComponentProps } from 'react'

export type TextAreaProps = Omit<ComponentProps<'textarea'>, 'defaultValue' | 'value' | 'children'> & { text: string | undefined }

/**
 * Several lines that begin with a text. What was typed before the script ran stays: React's `initTextarea` writes a prefilled
 * text into the field anew when it takes the page over, as soon as the default that it was given *is* what stands in the
 * document. It compares with `===`, so a default in a list of one is drawn the same and never written over what was typed.
 */
export function TextArea({ text = '', ...native }: TextAreaProps) {
  return <textarea {...native} defaultValue={[text]} />
}
