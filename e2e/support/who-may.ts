import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Who may open which page and call which action, of every one that there is: `who-may.test.ts` fails for one that has no
 * line here, and the journey `who-may.spec.ts` tries each as everybody. A right of the permission table; or
 * - `everybody`: strangers too;
 * - `members`: whoever is signed in here, a stranger goes to the sign-in page;
 * - `staff`: whoever has a role of staff, before they have proved the second factor;
 * - `nobody`: not there, though a stranger is sent to the sign-in page first;
 * - `off`: not there for anybody: the walk's organisation leaves it out by its settings, or nothing open lies at the address;
 * - `tokens`: a machine with a token of the organisation, and no session of anybody.
 */
export type Who = string

type Page = {
  who: Who
  /** below the organisation, where the path has parts in brackets; `PERSON` stands for somebody of the branch Bergen, `GROUP` for that branch, `MESSAGE` for a message */
  at?: string
  /** the page is about that person: only who reaches the branch may know of it */
  isOfPerson?: true
  /** nothing lies under the id that the walk knows: nobody sees anything, and strangers don't learn even that */
  isMissing?: true
  /** of a route that takes no GET */
  method?: 'POST'
}

const none = '00000000-0000-4000-8000-000000000000'

/** By the file's path below `app/[organisation]`. */
export const pages: Record<string, Page> = {
  '(entrance)/first-password/choose/page.tsx': { who: 'everybody' },
  '(entrance)/first-password/factor/page.tsx': { who: 'everybody' },
  '(entrance)/first-password/order/page.tsx': { who: 'everybody' },
  '(entrance)/first-password/ordered/page.tsx': { who: 'everybody' },
  '(entrance)/first-password/page.tsx': { who: 'everybody' },
  '(entrance)/recover/advice/page.tsx': { who: 'everybody' },
  '(entrance)/recover/choice/page.tsx': { who: 'everybody' },
  '(entrance)/recover/code/page.tsx': { who: 'everybody' },
  '(entrance)/recover/done/page.tsx': { who: 'everybody' },
  '(entrance)/recover/factor/page.tsx': { who: 'everybody' },
  '(entrance)/recover/leave/route.ts': { who: 'everybody' },
  '(entrance)/recover/page.tsx': { who: 'everybody' },
  '(entrance)/recover/password/page.tsx': { who: 'everybody' },
  '(entrance)/recover/second-code/page.tsx': { who: 'everybody' },
  '(entrance)/recover/terms/page.tsx': { who: 'everybody' },
  '(entrance)/recover/user-name/page.tsx': { who: 'everybody' },
  '(entrance)/recover/user-name/sent/page.tsx': { who: 'everybody' },
  '(entrance)/recover/way/route.ts': { who: 'everybody' },
  '(entrance)/register/code/page.tsx': { who: 'off' },
  '(entrance)/register/done/page.tsx': { who: 'off' },
  '(entrance)/register/page.tsx': { who: 'off' },
  '(entrance)/register/password/page.tsx': { who: 'off' },
  '(entrance)/register/way/route.ts': { who: 'everybody' },
  '(entrance)/sign-in/code/page.tsx': { who: 'everybody' },
  '(entrance)/sign-in/guide/page.tsx': { who: 'everybody' },
  '(entrance)/sign-in/page.tsx': { who: 'everybody' },
  '(entrance)/sign-in/provider/begin/route.ts': { who: 'everybody' },
  '(entrance)/sign-in/provider/leave/route.ts': { who: 'everybody' },
  '(entrance)/sign-in/provider/page.tsx': { who: 'everybody', at: '/sign-in/provider?why=provider.nobody' },
  '(entrance)/sign-in/provider/return/route.ts': { who: 'everybody' },
  '(entrance)/sign-in/password/page.tsx': { who: 'everybody' },
  '(inside)/[...rest]/page.tsx': { who: 'nobody', at: '/no-such-page' },
  '(open)/files/[id]/route.ts': { who: 'nobody', at: `/files/${none}` },
  '(inside)/news/[slug]/page.tsx': { who: 'nobody', at: '/news/no-such-news' },
  '(inside)/news/page.tsx': { who: 'members' },
  '(inside)/pages/[slug]/page.tsx': { who: 'nobody', at: '/pages/no-such-page' },
  '(inside)/pages/page.tsx': { who: 'members' },
  '(inside)/consent/page.tsx': { who: 'nobody' },
  '(inside)/my-details/download/route.ts': { who: 'members' },
  '(inside)/my-details/factors/app/page.tsx': { who: 'members' },
  '(inside)/my-details/factors/codes/page.tsx': { who: 'members' },
  '(inside)/my-details/factors/page.tsx': { who: 'members' },
  '(inside)/my-details/factors/passkey/page.tsx': { who: 'members' },
  '(inside)/my-details/factors/proof/page.tsx': { who: 'members' },
  '(inside)/my-details/email/page.tsx': { who: 'members' },
  '(inside)/my-details/mobile/page.tsx': { who: 'members' },
  '(inside)/my-details/page.tsx': { who: 'members' },
  '(inside)/page.tsx': { who: 'members' },
  '(inside)/votes/[id]/archive/route.ts': { who: 'nobody', at: `/votes/${none}/archive` },
  '(inside)/votes/[id]/page.tsx': { who: 'nobody', at: `/votes/${none}` },
  '(inside)/votes/[id]/result/page.tsx': { who: 'nobody', at: `/votes/${none}/result` },
  '(inside)/votes/[id]/sheet/page.tsx': { who: 'nobody', at: `/votes/${none}/sheet` },
  '(inside)/votes/page.tsx': { who: 'members' },
  '(inside)/votes/secret/page.tsx': { who: 'members' },
  '(inside)/my-details/log/page.tsx': { who: 'members' },
  'admin/audit/chain/page.tsx': { who: 'audit.view' },
  'admin/audit/export/route.ts': { who: 'audit.view' },
  'admin/audit/page.tsx': { who: 'audit.view' },
  'admin/campaigns/[id]/letters/[letters]/route.ts': { who: 'campaign.run', at: `/admin/campaigns/${none}/letters/${none}`, isMissing: true },
  'admin/campaigns/[id]/page.tsx': { who: 'campaign.view', at: `/admin/campaigns/${none}`, isMissing: true },
  'admin/campaigns/new/page.tsx': { who: 'campaign.run' },
  'admin/campaigns/page.tsx': { who: 'campaign.view' },
  'admin/deliveries/[id]/page.tsx': { who: 'deliveries.view', at: '/admin/deliveries/MESSAGE' },
  'admin/deliveries/letters/[pile]/route.ts': { who: 'deliveries.act', at: `/admin/deliveries/letters/${none}`, isMissing: true },
  'admin/deliveries/letters/page.tsx': { who: 'deliveries.act' },
  'admin/deliveries/page.tsx': { who: 'deliveries.view' },
  'admin/deliveries/test/page.tsx': { who: 'deliveries.act' },
  'admin/erasures/[id]/page.tsx': { who: 'desk.decide-erasure', at: `/admin/erasures/${none}`, isMissing: true },
  'admin/erasures/page.tsx': { who: 'desk.decide-erasure' },
  'admin/export/[leave]/route.ts': { who: 'people.export', at: `/admin/export/${none}`, isMissing: true },
  'admin/export/page.tsx': { who: 'people.export' },
  'admin/groups/[group]/page.tsx': { who: 'people.manage-groups', at: '/admin/groups/GROUP' },
  'admin/groups/page.tsx': { who: 'people.manage-groups' },
  'admin/import/[upload]/page.tsx': { who: 'people.import', at: `/admin/import/${none}`, isMissing: true },
  'admin/import/[upload]/report/route.ts': { who: 'people.import', at: `/admin/import/${none}/report`, isMissing: true },
  'admin/import/file/route.ts': { who: 'people.import', method: 'POST' },
  'admin/import/page.tsx': { who: 'people.import' },
  'admin/overview/page.tsx': { who: 'overview.view' },
  'admin/directory/page.tsx': { who: 'directory.manage' },
  'admin/provider/page.tsx': { who: 'provider.manage' },
  'admin/votes/[id]/archive/route.ts': { who: 'votes.run', at: `/admin/votes/${none}/archive`, isMissing: true },
  'admin/votes/[id]/call-off/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}/call-off`, isMissing: true },
  'admin/votes/[id]/edit/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}/edit`, isMissing: true },
  'admin/votes/[id]/keys/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}/keys`, isMissing: true },
  'admin/votes/[id]/open/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}/open`, isMissing: true },
  'admin/votes/[id]/opened/route.ts': { who: 'votes.run', at: `/admin/votes/${none}/opened`, method: 'POST', isMissing: true },
  'admin/votes/[id]/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}`, isMissing: true },
  'admin/votes/[id]/paper/[paper]/route.ts': { who: 'votes.run', at: `/admin/votes/${none}/paper/${'0'.repeat(64)}`, isMissing: true },
  'admin/votes/[id]/paper/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}/paper`, isMissing: true },
  'admin/votes/[id]/post/labels/[pile]/route.ts': { who: 'votes.run', at: `/admin/votes/${none}/post/labels/1`, isMissing: true },
  'admin/votes/[id]/post/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}/post`, isMissing: true },
  'admin/votes/[id]/preview/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}/preview`, isMissing: true },
  'admin/votes/[id]/protocol/route.ts': { who: 'votes.run', at: `/admin/votes/${none}/protocol`, isMissing: true },
  'admin/votes/[id]/questions/[at]/page.tsx': { who: 'votes.run', at: `/admin/votes/${none}/questions/0`, isMissing: true },
  'admin/votes/new/page.tsx': { who: 'votes.run' },
  'admin/votes/page.tsx': { who: 'votes.run' },
  'admin/page.tsx': { who: 'desk.find-person' },
  'admin/people/[id]/page.tsx': { who: 'desk.view-person', at: '/admin/people/PERSON', isOfPerson: true },
  'admin/clients/page.tsx': { who: 'clients.manage' },
  'admin/webhooks/page.tsx': { who: 'webhooks.manage' },
  'admin/proof/page.tsx': { who: 'staff' },
  'admin/provisioning/page.tsx': { who: 'provisioning.manage' },
  'admin/retention/page.tsx': { who: 'retention.view' },
  'admin/roles/ask/page.tsx': { who: 'roles.ask' },
  'admin/roles/page.tsx': { who: 'roles.view' },
  'admin/settings/[part]/page.tsx': { who: 'settings.view', at: '/admin/settings/no-such-part', isMissing: true },
  'admin/settings/draft/page.tsx': { who: 'settings.view' },
  'admin/settings/notices/page.tsx': { who: 'settings.view' },
  'admin/settings/page.tsx': { who: 'settings.view' },
  'admin/settings/versions/[number]/page.tsx': { who: 'settings.view', at: '/admin/settings/versions/99999', isMissing: true },
  'admin/settings/versions/page.tsx': { who: 'settings.view' },
  'admin/settings/words/page.tsx': { who: 'settings.view' },
  'auth/[...nextauth]/route.ts': { who: 'everybody', at: '/auth/session' },
  '(open)/contact/page.tsx': { who: 'everybody' },
  '(open)/contact/sent/page.tsx': { who: 'everybody' },
  '(open)/help/page.tsx': { who: 'everybody' },
  '(open)/help/[slug]/page.tsx': { who: 'off', at: '/help/no-such-article' },
  '(open)/suggestions/route.ts': { who: 'everybody' },
  '(inside)/contact/cases/page.tsx': { who: 'members' },
  '(inside)/contact/cases/[number]/page.tsx': { who: 'nobody', at: '/contact/cases/99999' },
  '(inside)/contact/cases/[number]/files/[file]/route.ts': { who: 'nobody', at: `/contact/cases/99999/files/${none}` },
  'admin/content/page.tsx': { who: 'content.edit' },
  'admin/content/new/page.tsx': { who: 'content.edit' },
  'admin/content/[id]/page.tsx': { who: 'content.edit', at: `/admin/content/${none}`, isMissing: true },
  'admin/content/[id]/file/route.ts': { who: 'content.edit', at: `/admin/content/${none}/file`, method: 'POST' },
  'admin/content/[id]/files/[file]/route.ts': { who: 'content.edit', at: `/admin/content/${none}/files/${none}`, isMissing: true },
  'admin/content/[id]/preview/page.tsx': { who: 'content.edit', at: `/admin/content/${none}/preview`, isMissing: true },
  'admin/content/[id]/history/page.tsx': { who: 'content.edit', at: `/admin/content/${none}/history`, isMissing: true },
  'admin/content/[id]/history/[number]/page.tsx': { who: 'content.edit', at: `/admin/content/${none}/history/1`, isMissing: true },
  'admin/inbox/page.tsx': { who: 'desk.answer-case' },
  'admin/inbox/[number]/page.tsx': { who: 'desk.answer-case', at: '/admin/inbox/99999', isMissing: true },
  'admin/inbox/[number]/files/[file]/route.ts': { who: 'desk.answer-case', at: `/admin/inbox/99999/files/${none}`, isMissing: true },
  'admin/inbox/topics/page.tsx': { who: 'contact.manage-topics' },
  'go/[token]/page.tsx': { who: 'everybody', at: '/go/AAAAAAAAAAAAAAAAAAAAAA' },
  'go/confirmed/page.tsx': { who: 'everybody' },
  'go/frozen/page.tsx': { who: 'everybody' },
  'keep-alive/route.ts': { who: 'members', method: 'POST' },
  'language/route.ts': { who: 'everybody' },
  'scim/v2/Groups/.search/route.ts': { who: 'tokens', method: 'POST' },
  'scim/v2/Groups/[id]/route.ts': { who: 'tokens', at: `/scim/v2/Groups/${none}` },
  'scim/v2/Groups/route.ts': { who: 'tokens' },
  'scim/v2/ResourceTypes/[id]/route.ts': { who: 'tokens', at: '/scim/v2/ResourceTypes/User' },
  'scim/v2/ResourceTypes/route.ts': { who: 'tokens' },
  'scim/v2/Schemas/[id]/route.ts': { who: 'tokens', at: '/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User' },
  'scim/v2/Schemas/route.ts': { who: 'tokens' },
  'scim/v2/ServiceProviderConfig/route.ts': { who: 'tokens' },
  'scim/v2/Users/.search/route.ts': { who: 'tokens', method: 'POST' },
  'scim/v2/Users/[id]/route.ts': { who: 'tokens', at: `/scim/v2/Users/${none}` },
  'scim/v2/Users/route.ts': { who: 'tokens' },
  'scim/v2/[...rest]/route.ts': { who: 'tokens', at: '/scim/v2/Machines' },
  'sign-out/route.ts': { who: 'everybody', method: 'POST' },
}

/** The actions of a file, by its path below `app/[organisation]`. */
export const actions: Record<string, Who | Record<string, Who>> = {
  '(entrance)/first-password/actions.ts': 'everybody',
  '(entrance)/recover/actions.ts': 'everybody',
  '(entrance)/register/actions.ts': 'everybody',
  '(entrance)/sign-in/actions.ts': 'everybody',
  '(inside)/my-details/actions.ts': 'members',
  '(inside)/my-details/factors/actions.ts': 'members',
  '(inside)/my-details/plain-actions.ts': 'members',
  '(inside)/my-details/erasure-actions.ts': 'members',
  '(inside)/consent/actions.ts': 'members',
  '(inside)/votes/[id]/actions.ts': 'members',
  '(inside)/votes/[id]/sheet/actions.ts': 'members',
  'admin/audit/chain/actions.ts': 'audit.view',
  'admin/directory/actions.ts': 'directory.manage',
  'admin/provider/actions.ts': 'provider.manage',
  'admin/campaigns/actions.ts': 'campaign.run',
  'admin/votes/actions.ts': 'votes.run',
  'admin/deliveries/actions.ts': 'deliveries.act',
  'admin/erasures/actions.ts': 'desk.decide-erasure',
  'admin/export/actions.ts': 'people.export',
  'admin/groups/actions.ts': 'people.manage-groups',
  'admin/import/actions.ts': 'people.import',
  'admin/provisioning/actions.ts': 'provisioning.manage',
  'admin/clients/actions.ts': 'clients.manage',
  'admin/webhooks/actions.ts': 'webhooks.manage',
  'admin/settings/actions.ts': {
    applyDraft: 'settings.change',
    renewDraft: 'settings.change',
    saveNotice: 'settings.change',
    savePart: 'settings.change',
    saveReasons: 'settings.change',
    saveSentence: 'settings.change',
    startFromModel: 'settings.change',
    stopDate: 'settings.change',
    throwAway: 'settings.change',
    tryPassword: 'settings.view',
    undoTo: 'settings.change',
  },
  'admin/people/[id]/actions.ts': {
    unlockAccount: 'desk.unlock-account',
    thawAccount: 'desk.thaw-account',
    freezeAccount: 'desk.freeze-account',
    endSessions: 'desk.end-sessions',
    sendFirstPassword: 'desk.send-first-password',
    verifyCaller: 'desk.verify-caller',
    sendCallerCode: 'desk.verify-caller',
    sendCallerCodeAgain: 'desk.verify-caller',
    removeSecondFactor: 'desk.remove-second-factor',
    removeOwnFactors: 'desk.remove-second-factor',
    correctContact: 'desk.correct-contact',
  },
  '(open)/contact/actions.ts': 'everybody',
  '(open)/help/actions.ts': 'everybody',
  '(inside)/contact/cases/actions.ts': 'members',
  'admin/content/actions.ts': 'content.edit',
  'admin/inbox/actions.ts': {
    answerCase: 'desk.answer-case',
    moveCase: 'desk.answer-case',
    addTopic: 'contact.manage-topics',
    removeTopic: 'contact.manage-topics',
  },
  'admin/proof/actions.ts': 'members',
  'admin/roles/actions.ts': { askForRole: 'roles.ask', decideRequest: 'roles.decide', takeRoleAway: 'roles.take-away' },
  'go/[token]/actions.ts': 'everybody',
}

const root = fileURLToPath(new URL('../../app/[organisation]', import.meta.url))
const files = () => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()

/** Every page and route handler that the tree has. */
export const pageFiles = () => files().filter((path) => /(^|\/)(page\.tsx|route\.ts)$/.test(path))

/** Every server action that the tree has, as its file and its name. */
export function actionNames(): { file: string; name: string }[] {
  return files()
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      if (!/^\s*['"]use server['"]/m.test(text)) return []
      return [...text.matchAll(/^export (?:const|async function|function) (\w+)/gm)].map(([, name = '']) => ({ file, name }))
    })
}

export function whoMayCall(file: string, name: string): Who | undefined {
  const line = actions[file]
  return typeof line === 'object' ? line[name] : line
}
