'use server'

import { editContent } from '@/lib/content/edit-content'
import { changeContent } from '@/lib/flows/content/change-content'
import { fileEndForm, newForm, planForm, removeForm, restoreForm, stepForm, textForm } from '@/lib/flows/content/schema'
import { goTo, wrong } from '@/lib/web/actions'
import { type StaffVisit, staffAction } from '@/lib/web/staff'
import { findObstacle, press } from '../press'
import { proveAgain } from '../prove-again'
import { readPlan } from './read-plan'

const changes = ({ deps, organisation, session, client }: StaffVisit) => changeContent(deps, organisation, { actorId: session.personId, client })
const isOurs = ({ organisation }: StaffVisit, language: string) => organisation.settings.languages.some((one) => one === language)

export const makeItem = staffAction('content.edit', newForm, async (visit, { once, ...wish }) => {
  const { say, paths } = visit
  if (!isOurs(visit, wish.language)) return wrong(say('page.badInput'), 'language')
  const stopped = await findObstacle(visit, { once }, { isSensitive: false, done: paths.adminContent })
  if (stopped) return stopped
  const made = await changes(visit).make(wish)
  return made.ok ? goTo(made.value ? `${paths.adminItem(made.value.id)}?language=${wish.language}` : paths.adminContent) : wrong(say(made.failure))
})

export const saveItemText = staffAction('content.edit', textForm, async (visit, { id, version, language, source, isCurrent, press, ...written }) => {
  const { deps, organisation, say, paths } = visit
  const former = (await editContent(deps, organisation.id, id))?.latest.find((text) => text.language === language)
  if (!former && !isOurs(visit, language)) return wrong(say('page.badInput'))
  const sourceRevision = isCurrent && source !== '' ? source : (former?.sourceRevision ?? null)
  const saved = await changes(visit).write({ id, version }, { language, written, sourceRevision })
  if (!saved.ok) return wrong(say(saved.failure), saved.failure === 'content.noTitle' ? 'title' : null)
  return goTo(press === 'look' ? `${paths.adminPreview(id)}?language=${language}` : `${paths.adminItem(id)}?language=${language}&did=saved`)
})

/** What readers have already changes at once: that asks for the own password when it was proved long ago. */
export const saveItemPlan = staffAction('content.edit', planForm, async (visit, { id, version, currentPassword, ...typed }) => {
  const { deps, organisation, say, paths } = visit
  const edited = await editContent(deps, organisation.id, id)
  if (!edited) return wrong(say('content.isGone'))
  const plan = readPlan(typed, edited.item, organisation.settings.timeZone)
  if (!plan.ok) return { wrong: plan.failure.map(({ field, key }) => ({ field, text: say(key) })) }
  const unproved = edited.item.isLive ? await proveAgain(visit, currentPassword) : null
  if (unproved) return unproved
  const saved = await changes(visit).plan({ id, version }, plan.value)
  if (!saved.ok) return wrong(say(saved.failure), fieldOf[saved.failure] ?? null)
  return goTo(`${paths.adminItem(id)}?did=planned`)
})

const fieldOf: Partial<Record<string, string>> = {
  'content.slugTaken': 'slug',
  'content.noGroups': 'audience',
  'content.badOwner': 'ownerId',
  'content.noAddress': 'href',
}

export const moveItem = staffAction('content.edit', stepForm, (visit, { id, version, step, ...typed }) => {
  const done = `${visit.paths.adminItem(id)}?did=${step}`
  return press(visit, typed, { isSensitive: step === 'publish', done }, () => changes(visit).move({ id, version }, step))
})

export const restoreText = staffAction('content.edit', restoreForm, (visit, { id, version, once, number }) =>
  press(visit, { once }, { isSensitive: false, done: `${visit.paths.adminItem(id)}?did=restored` }, () => changes(visit).restore({ id, version }, number)),
)

export const removeItem = staffAction('content.edit', removeForm, (visit, { id, version, reason, ...typed }) => {
  const fieldOf = (failure: string) => (failure === 'desk.noReason' ? 'reason' : null)
  return press(visit, typed, { isSensitive: true, done: `${visit.paths.adminContent}?did=removed`, fieldOf }, () =>
    changes(visit).remove({ id, version }, reason),
  )
})

export const removeItemFile = staffAction('content.edit', fileEndForm, (visit, { id, once, file }) =>
  press(visit, { once }, { isSensitive: false, done: `${visit.paths.adminItem(id)}?did=fileRemoved#files` }, () => changes(visit).removeFile(file)),
)
