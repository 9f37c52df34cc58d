import { runVerification, verificationJob } from '@/lib/audit/run-verification'
import type { Deps } from '@/lib/core/db'
import type { Environment } from '@/lib/core/env'
import { mailHeads } from '@/lib/flows/audit/mail-heads'
import { runCampaign, wakeCampaigns } from '@/lib/flows/campaign/run-campaigns'
import { campaignJob } from '@/lib/flows/campaign/schema'
import { capJob, tellCap } from '@/lib/flows/deliveries/tell-cap'
import { readDirectories, readDirectory } from '@/lib/flows/directory/read-people'
import { mobileJob, readJob } from '@/lib/flows/directory/schema'
import { writeMobile } from '@/lib/flows/directory/write-mobile'
import { forgetCards, runElection, wakeElections } from '@/lib/flows/elections/run-elections'
import { electionJob } from '@/lib/flows/elections/schema'
import { takeBallotMails } from '@/lib/flows/elections/take-ballot-mails'
import { orderJob } from '@/lib/flows/first-password/schema'
import { sendOrderedPassword } from '@/lib/flows/first-password/send-ordered-password'
import { refreshEveryGroup, refreshGroups } from '@/lib/flows/groups/refresh-groups'
import { refreshJob } from '@/lib/flows/groups/schema'
import { mailHelpReports } from '@/lib/flows/help/mail-report'
import { undoJob, uploadJob } from '@/lib/flows/import-register/schema'
import { workOnUndo } from '@/lib/flows/import-register/undo-last-import'
import { resumeImports, workOnImports } from '@/lib/flows/import-register/work-on-imports'
import { endedSignIn, tellClient, tellEndedSessions } from '@/lib/flows/openid/tell-clients'
import { recoveryJob } from '@/lib/flows/recover/schema'
import { sendRecovery } from '@/lib/flows/recover/send-recovery'
import { registrationJob } from '@/lib/flows/register/schema'
import { sendRegistration } from '@/lib/flows/register/send-registration'
import { applyDatedDrafts } from '@/lib/flows/settings/apply-dated-drafts'
import { tellSettingsJob } from '@/lib/flows/settings/schema'
import { tellSettings } from '@/lib/flows/settings/tell-settings'
import { tellAbandoned } from '@/lib/flows/sign-in/tell-abandoned'
import { newDeviceJob, tellNewDevice } from '@/lib/flows/sign-in/tell-new-device'
import { tellJob, tellNow } from '@/lib/flows/tell-later'
import { rotateKeys } from '@/lib/oidc/keys/rotate-keys'
import { cleanUp } from './clean-up'
import { clearNights } from './clear-nights'
import { countDays } from './count-days'
import { keepAudit } from './keep-audit'
import { type Job, startWorker } from './start-worker'
import { tellWebhooks } from './tell-webhooks'

/** What the areas beside delivery have to do by the clock or the queue. */
const jobsOf = (settings: Environment): Record<string, Job> => ({
  'seal-audit': (deps) => keepAudit(deps, settings),
  'verify-audit': (deps, payload) => runVerification(deps, verificationJob.parse(payload)),
  'mail-audit-heads': mailHeads,
  'tell-cap': (deps, payload) => tellCap(deps, capJob.parse(payload)),
  'tell-abandoned': async (deps) => void (await tellAbandoned(deps)),
  'apply-dated-drafts': applyDatedDrafts,
  'tell-settings': (deps, payload) => tellSettings(deps, tellSettingsJob.parse(payload)),
  'clean-up': cleanUp,
  'mail-help-reports': mailHelpReports,
  'clear-nights': (deps) => clearNights(deps, settings),
  'rotate-openid-keys': rotateKeys,
  'tell-ended-sessions': tellEndedSessions,
  'send-webhooks': tellWebhooks,
  'tell-client': (deps, payload) => tellClient(deps, endedSignIn.parse(payload)),
  'wake-campaigns': wakeCampaigns,
  'wake-elections': wakeElections,
  'run-election': (deps, payload) => runElection(deps, electionJob.parse(payload)),
  'forget-cards': forgetCards,
  'take-ballot-mails': () => takeBallotMails(settings),
  'count-days': countDays,
  'run-campaign': (deps, payload) => runCampaign(deps, campaignJob.parse(payload)),
  'send-first-password': (deps, payload) => sendOrderedPassword(deps, orderJob.parse(payload)),
  'tell-new-device': (deps, payload) => tellNewDevice(deps, newDeviceJob.parse(payload)),
  'tell-person': (deps, payload) => tellNow(deps, tellJob.parse(payload)),
  'send-recovery': (deps, payload) => sendRecovery(deps, recoveryJob.parse(payload)),
  'send-registration': (deps, payload) => sendRegistration(deps, registrationJob.parse(payload)),
  'work-on-upload': (deps, payload) => workOnImports(deps, uploadJob.parse(payload), settings.DATABASE_URL),
  'undo-import': (deps, payload) => workOnUndo(deps, undoJob.parse(payload), settings.DATABASE_URL),
  'resume-imports': resumeImports,
  'read-directories': readDirectories,
  'read-directory': (deps, payload) => readDirectory(deps, readJob.parse(payload), settings.DATABASE_URL),
  'write-directory-mobile': (deps, payload) => writeMobile(deps, mobileJob.parse(payload)),
  'refresh-groups': (deps, payload) => refreshGroups(deps, refreshJob.parse(payload)),
  'refresh-every-group': refreshEveryGroup,
})
const crontab = [
  '* * * * * resume-imports',
  '*/15 * * * * refresh-every-group',
  '7 * * * * read-directories',
  '* * * * * seal-audit',
  '* * * * * tell-abandoned',
  '* * * * * wake-campaigns',
  '* * * * * wake-elections',
  '37 2 * * * forget-cards',
  '* * * * * take-ballot-mails ?queue=ballot-mails&jobKey=ballot-mails&max=1',
  '* * * * * apply-dated-drafts',
  '*/5 * * * * count-days',
  '23 * * * * clean-up',
  '31 5 * * 1 mail-help-reports',
  '37 1-5 * * * clear-nights', // whoever was stopped in the middle is followed within the hour
  '11 4 * * * mail-audit-heads',
  '41 3 * * * rotate-openid-keys',
  '* * * * * tell-ended-sessions',
  '* * * * * send-webhooks',
]

/** The worker with everything that the portal has to do: the same in the server and in `npm run worker`. */
export function startPortalWorker(deps: Deps, settings: Environment): Promise<{ stop: () => Promise<void> }> {
  return startWorker(deps, { databaseUrl: settings.DATABASE_URL, jobs: jobsOf(settings), crontab, settings })
}
