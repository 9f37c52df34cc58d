import { Command } from 'commander'

export function auditCommand(): Command {
  const audit = new Command('audit').description('The chained log of who did what')
  audit
    .command('verify')
    .description('walks the chain of every organisation and tells where it is broken; keep the heads that it prints')
    .action(async () => (await import('./verify-chains')).verifyChains())
  return audit
}
