/** `npm run porten -- …`: the operator's command line. Exit 0: all done; 1: some of it refused, each said; 2: nothing done. */
import { runCommand } from './porten/run-command'

await runCommand(process.argv.slice(2))
