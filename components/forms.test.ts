import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { ActionForm } from './action-form'
import { Checkbox } from './checkbox'
import { Field } from './field'
import type { FormState } from './form-state'
import { PasswordField } from './password-field'
import { RadioChoices } from './radio-choices'

const said = async (state: FormState) => state
const form = (state: FormState, ...children: ReactNode[]) =>
  renderToStaticMarkup(
    createElement(ActionForm, { action: said, id: 'one', initialState: state, summaryTitle: 'Something is missing', failureText: 'No answer came', children }),
  )

const mobile = createElement(Field, {
  key: 'm',
  name: 'mobile',
  label: 'Mobile number',
  hint: 'Digits only',
  info: { label: 'About the number', text: 'For codes' },
})
const secret = createElement(PasswordField, {
  key: 'p',
  name: 'password',
  label: 'Password',
  autoComplete: 'current-password',
  toggle: { show: 'Show', hide: 'Hide' },
})
const agree = createElement(Checkbox, { key: 'a', name: 'agree', label: 'I agree', isChecked: true })
const choice = createElement(RadioChoices, {
  key: 'c',
  name: 'channel',
  legend: 'How?',
  options: [
    { value: 'sms', label: 'SMS', hint: 'At once' },
    { value: 'email', label: 'E-mail' },
  ],
})

describe('a form as the server sends it', () => {
  test('what was typed comes back, a secret never does', () => {
    const html = form({ errors: [], values: { mobile: '070 174', password: 'hunter2' } }, mobile, secret)
    expect(html).toContain('value="070 174"')
    expect(html).not.toContain('hunter2')
  })

  test('every line of the summary leads to its field, and every description is there', () => {
    const html = form(
      {
        errors: [
          { field: 'mobile', text: 'Too short' },
          { field: 'channel', text: 'Choose one' },
          { field: null, text: 'Too many tries' },
        ],
        values: {},
      },
      mobile,
      choice,
    )
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    const named = [...html.matchAll(/(?:href="#|for="|aria-describedby=")([^"]+)"/g)].flatMap((match) => match[1]?.split(' ') ?? [])
    expect(named).toContain('one-mobile')
    expect(ids).toEqual(expect.arrayContaining(named))
    expect(new Set(ids).size).toBe(ids.length)
    expect(html).toContain('<li>Too many tries</li>')
  })

  test('a box that was unticked stays so when the form comes back', () => {
    expect(form({ errors: [], values: {} }, agree)).toContain('checked')
    expect(form({ errors: [], values: { mobile: '1' } }, agree)).not.toContain('checked')
  })

  test('helper buttons stand after their field, and none that needs JavaScript is there without it', () => {
    const html = form({ errors: [], values: {} }, mobile, secret)
    expect(html.indexOf('About the number')).toBeGreaterThan(html.indexOf('name="mobile"'))
    expect(html).not.toContain('Show')
  })

  test('without JavaScript the page itself goes where the answer leads', () => {
    expect(form({ errors: [], values: {}, redirectTo: '/next' }, mobile)).toContain('<noscript><meta http-equiv="refresh" content="0;url=/next"/></noscript>')
  })
})
