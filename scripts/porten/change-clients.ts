import { isUuid } from '@/lib/core/is-uuid'
import { changeClient, changeSecret, removeClient } from '@/lib/flows/openid/change-client'
import { makeClient } from '@/lib/flows/openid/make-client'
import { listGroupNames } from '@/lib/groups/find-group'
import { listClients } from '@/lib/oidc/clients/list-clients'
import { issuerOf } from '@/lib/oidc/issuer-of'
import { newClient } from '@/lib/oidc/schema'
import { isWordKey } from '@/lib/words/keys'
import { speak } from '@/lib/words/speak'
import type { ClientChange, ClientWish } from './client'
import { print, Refusal } from './say'
import { organisationOf, type Session, toWrite, withDatabase } from './session'

type Act = { organisation: string; reason: string }
const operator = (reason: string) => ({ actorId: null, client: null, reason })

export const addClient = (name: string, options: ClientWish) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, options.organisation)
    const wish = newClient.safeParse({
      name,
      isPublic: options.public ?? false,
      redirectUris: options.redirect.join('\n'),
      logoutUris: (options.logout ?? []).join('\n'),
      backchannelUri: options.backchannel ?? '',
      frontchannelUri: options.frontchannel ?? '',
      groupId: options.group === undefined ? null : await groupOf(session, organisation.id, options.group),
      scopes: options.scope ?? [],
      asksPerson: options.asks ?? false,
    })
    if (!wish.success) throw refusalOf(wish.error.issues)
    const made = await makeClient(session.deps, organisation, operator(options.reason), wish.data)
    if (!made.ok) throw new Refusal(speak('en')(made.failure))
    print(`issuer: ${issuerOf(organisation)}\nclient id: ${made.value.id}`)
    if (made.value.secret) print(`client secret (shown this once): ${made.value.secret}`)
  }, toWrite)

export const changeClientOf = (typed: string, options: ClientChange) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, options.organisation)
    const id = idOf(typed)
    const now = (await listClients(session.deps, organisation.id)).find((client) => client.id === id)
    if (!now) throw new Refusal(speak('en')('clients.none'))
    const group = options.everybody ? null : options.group === undefined ? now.groupId : await groupOf(session, organisation.id, options.group)
    const wish = newClient.safeParse({
      name: options.name ?? now.name,
      isPublic: now.isPublic,
      redirectUris: (options.redirect ?? now.redirectUris).join('\n'),
      logoutUris: (options.logout ?? now.logoutUris).join('\n'),
      backchannelUri: options.backchannel ?? now.backchannelUri ?? '',
      frontchannelUri: options.frontchannel ?? now.frontchannelUri ?? '',
      groupId: group,
      scopes: options.scope ?? now.scopes,
      asksPerson: options.asks ?? now.asksPerson,
    })
    if (!wish.success) throw refusalOf(wish.error.issues)
    const changed = await changeClient(session.deps, organisation, operator(options.reason), id, wish.data)
    if (!changed.ok) throw new Refusal(speak('en')(changed.failure))
    print(`${id} is changed.`)
  })

const refusalOf = (issues: readonly { message: string }[]) =>
  new Refusal(issues.map(({ message }) => (isWordKey(message) ? speak('en')(message) : message)).join('\n'))

export const showClients = (slug: string) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, slug)
    for (const { id, name, scopes, redirectUris } of await listClients(session.deps, organisation.id))
      print(`${id}  ${name}  ${scopes.join(' ')}  ${redirectUris.join(' ')}`)
  })

export const changeClientSecret = (id: string, { organisation: slug, reason }: Act) =>
  withDatabase(async (session) => {
    const changed = await changeSecret(session.deps, await organisationOf(session, slug), operator(reason), idOf(id))
    if (!changed.ok) throw new Refusal(speak('en')(changed.failure))
    print(`client secret (shown this once): ${changed.value}`)
  }, toWrite)

export const dropClient = (id: string, { organisation: slug, reason }: Act) =>
  withDatabase(async (session) => {
    const removed = await removeClient(session.deps, await organisationOf(session, slug), operator(reason), idOf(id))
    if (!removed.ok) throw new Refusal(speak('en')(removed.failure))
    print(`${id} signs nobody in any more.`)
  })

function idOf(text: string): string {
  if (!isUuid(text)) throw new Refusal(`"${text}" is no id as \`client list\` shows them.`)
  return text
}

async function groupOf({ deps }: Session, organisationId: string, name: string): Promise<string> {
  const group = (await listGroupNames(deps, organisationId)).find((group) => group.name === name)
  if (!group) throw new Refusal(`There is no group "${name}".`)
  return group.id
}
