import { describe, expect, test } from 'vitest'
import { describedBy, errorOf, type FormState, fieldId } from './form-state'

const state: FormState = {
  errors: [
    { field: null, text: 'Something is not right' },
    { field: 'mobile', text: 'Too short' },
    { field: 'mobile', text: 'Digits only' },
  ],
  values: { mobile: '070' },
}

describe('the state of a form', () => {
  test('two forms that ask for the same thing give their fields different ids', () => {
    expect(fieldId('mobile-form', 'currentPassword')).not.toBe(fieldId('password-form', 'currentPassword'))
  })

  test('a field shows all of its own errors, a line each, and never one of the whole form', () => {
    expect(errorOf(state, 'mobile')).toBe('Too short\nDigits only')
    expect(errorOf(state, 'email')).toBeUndefined()
  })

  test('the error is read before the hint, and nothing is named that is not there', () => {
    expect(describedBy('x', { error: 'Wrong', hint: 'So' })).toBe('x-error x-hint')
    expect(describedBy('x', { hint: 'So' })).toBe('x-hint')
    expect(describedBy('x', {})).toBeUndefined()
  })
})
