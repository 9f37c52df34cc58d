'use server'

import { answerContact, moveContact } from '@/lib/flows/contact/answer-contact'
import * as topics from '@/lib/flows/contact/change-topics'
import { answerForm, stateForm, topicEnd, topicForm } from '@/lib/flows/contact/schema'
import { staffAction } from '@/lib/web/staff'
import { press } from '../press'

export const answerCase = staffAction('desk.answer-case', answerForm, (visit, typed) => {
  const { deps, organisation, client, session, paths } = visit
  const done = `${paths.adminCase(typed.number)}?did=answered`
  return press(visit, typed, { isSensitive: false, done }, () => answerContact(deps, organisation, { actorId: session.personId, client, ...typed }))
})

export const moveCase = staffAction('desk.answer-case', stateForm, (visit, typed) => {
  const { deps, organisation, client, session, paths } = visit
  const done = `${paths.adminCase(typed.number)}?did=moved`
  return press(visit, typed, { isSensitive: false, done }, () => moveContact(deps, organisation, { actorId: session.personId, client, ...typed }))
})

export const addTopic = staffAction('contact.manage-topics', topicForm, (visit, { once, group, ...texts }) => {
  const { deps, organisation, client, session, paths } = visit
  const labels = Object.fromEntries(organisation.settings.languages.map((language) => [language, texts[language]] as const).filter(([, text]) => text))
  const how = { isSensitive: false, done: paths.adminTopics, fieldOf: () => organisation.settings.languages[0] ?? null }
  return press(visit, { once }, how, () => topics.addTopic(deps, organisation, { actorId: session.personId, client }, { labels, groupId: group || null }))
})

export const removeTopic = staffAction('contact.manage-topics', topicEnd, (visit, { once, topic }) => {
  const { deps, organisation, client, session, paths } = visit
  return press(visit, { once }, { isSensitive: false, done: paths.adminTopics }, () =>
    topics.removeTopic(deps, organisation, { actorId: session.personId, client }, topic),
  )
})
