/** Whether a sign-in proves enough to see other people: two factors, wherever it came from (security.md 49). */
export function provesStaff(factors: readonly string[]): boolean {
  return factors.includes('password') && factors.some((factor) => factor !== 'password')
}
