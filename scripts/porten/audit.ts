import { Command } from 'commander'

export function auditCommand(): Command {
  const audit = new Command('audit').description('The chained log of who did what')
  audit
    .command('verify')
    .description('walks the chain of every organisation and tells where it is broken; keep the heads that it prints')
    .option('--head <SLUG:EVENTS:HASH...>', 'a head that was noted or shipped earlier: tells whether the chain still holds it')
    .action(async ({ head = [] }: { head?: string[] }) => (await import('./verify-chains')).verifyChains(head))
  audit
    .command('key')
    .description('prints the key that this AUTH_SECRET gives the audit: keep it before you change AUTH_SECRET, and name it in AUDIT_KEYS_OLD afterwards')
    .action(async () => (await import('./print-audit-key')).printAuditKey())
  return audit
}
