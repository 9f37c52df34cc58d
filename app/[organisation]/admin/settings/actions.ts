'use server'

import { whereFrom } from '@/lib/flows/client'
import { applyDraft as apply } from '@/lib/flows/settings/apply-draft'
import { bringBackVersion } from '@/lib/flows/settings/bring-back-version'
import { dateDraft } from '@/lib/flows/settings/date-draft'
import { applyForm, noticeForm, partForm, presetForm, reasonsForm, revisionForm, sentenceForm, tryForm, undoForm } from '@/lib/flows/settings/schema'
import { undateDraft } from '@/lib/flows/settings/undate-draft'
import { type Author, changeDraft, type DraftFailure, digestOf } from '@/lib/organisations/change-draft'
import { difference } from '@/lib/organisations/difference'
import { discardDraft } from '@/lib/organisations/discard-draft'
import { fieldOfSetting } from '@/lib/organisations/field-of-setting'
import { findSettings } from '@/lib/organisations/find-settings'
import { findVersion } from '@/lib/organisations/find-version'
import { readLocalTime } from '@/lib/organisations/local-time'
import { loweredSettings } from '@/lib/organisations/lowered'
import { presets } from '@/lib/organisations/presets/all'
import { renewDraft as renew } from '@/lib/organisations/renew-draft'
import { readSetting } from '@/lib/organisations/setting-form'
import { partNames, pathsOfPart, type SettingPath, withSetting } from '@/lib/organisations/settings-parts'
import { startFromPreset } from '@/lib/organisations/start-from-preset'
import { tryOutPassword } from '@/lib/passwords/try-out-password'
import { type Answer, goTo, wrong } from '@/lib/web/actions'
import { type StaffVisit, staffAction } from '@/lib/web/staff'
import { isWordKey, type WordKey } from '@/lib/words/keys'
import { isLanguage, languages } from '@/lib/words/language'
import { dictionary } from '@/lib/words/speak'
import { timeOf } from '../../say-sign-in'
import { proveAgain } from '../prove-again'
import { readNotice } from './notices/read-notice'
import { pressOnce } from './press-once'
import { sampleOwner } from './samples'
import { sayWrong } from './say-wrong'
import { who } from './who'

const authorOf = ({ session, client }: StaffVisit): Author => ({ actorId: session.personId, personal: whereFrom(client) })

/** The fields of one part, into the draft. */
export const savePart = staffAction('settings.change', partForm, async (visit, { part, seen, ...typed }) => {
  const { deps, organisation, say, paths } = visit
  const name = partNames.find((each) => each === part)
  if (!name) return wrong(say('page.badInput'))
  const settings = pathsOfPart(name).filter((path) => fieldOfSetting(path).kind !== 'own')
  const texts = typed as Record<string, string>
  const changed = await changeDraft(deps, organisation.id, authorOf(visit), {
    seen: { paths: settings, digest: seen },
    change: (shown) => settings.reduce((into, path) => withSetting(into, path, readSetting(path, texts, shown)), shown),
  })
  return changed.ok ? goTo(`${paths.adminSettingsPart(name)}?did=${changed.value.isDraft ? 'saved' : 'same'}`) : answerFailure(visit, changed.failure, settings)
})

/** One sentence in the organisation's own words; an empty one is the portal's again. */
export const saveSentence = staffAction('settings.change', sentenceForm, async (visit, { key, language, text, seen }) => {
  const { deps, organisation, say, paths } = visit
  if (!isWordKey(key) || !isLanguage(language)) return wrong(say('page.badInput'))
  const own = text.replaceAll('\r\n', '\n').trim()
  const changed = await changeDraft(deps, organisation.id, authorOf(visit), {
    seen: { paths: ['words'], digest: seen },
    change: (shown) => {
      const { [key]: _, ...others } = shown.words[language] ?? {}
      const kept = own && own !== dictionary[language][key] ? { ...others, [key]: own } : others
      return { ...shown, words: { ...shown.words, [language]: kept } }
    },
  })
  if (changed.ok) return goTo(`${paths.adminSettingsPart('words')}?language=${language}&did=saved`)
  if (changed.failure.why === 'wrong') return wrong(say('settings.wrong.sentence'), 'text')
  return answerFailure(visit, changed.failure, ['words'])
})

/** One notice of the list: new where `at` is behind the last. */
export const saveNotice = staffAction('settings.change', noticeForm, async (visit, { at, seen, remove, ...typed }) => {
  const { deps, organisation, say, paths } = visit
  const { shown } = await findSettings(deps, organisation.id)
  const read = readNotice(typed as Record<string, string>, shown.timeZone)
  if (!read.ok && !remove) return { wrong: read.failure.map(({ field, key }) => ({ field, text: say(key) })) }
  const changed = await changeDraft(deps, organisation.id, authorOf(visit), {
    seen: { paths: ['notices'], digest: seen },
    change: (shown) => ({ ...shown, notices: remove || !read.ok ? shown.notices.toSpliced(at, 1) : shown.notices.toSpliced(at, 1, read.value) }),
  })
  if (changed.ok) return goTo(`${paths.adminSettingsPart('notices')}?did=saved`)
  if (changed.failure.why === 'wrong') return { wrong: changed.failure.problems.map(({ place }) => noticeProblem(visit, place)) }
  return answerFailure(visit, changed.failure, ['notices'])
})

/** A form that has a field for each place of the schema, and says by the field what is wrong. */
function noticeProblem({ say }: StaffVisit, [, , name, inside]: readonly PropertyKey[]) {
  if (name === 'link' && inside === 'href') return { field: 'href', text: say('settings.wrong.address') }
  if (name === 'text') return { field: `text.${String(inside ?? languages[0])}`, text: say('settings.notices.noText') }
  return { field: null, text: say('settings.wrong.text', { max: 200 }) }
}

export const startFromModel = staffAction('settings.change', presetForm, async (visit, { preset, withTexts }) => {
  const { deps, organisation, say, paths } = visit
  if (!Object.hasOwn(presets, preset)) return wrong(say('settings.preset.unknown'), 'preset')
  const changed = await changeDraft(deps, organisation.id, authorOf(visit), { change: (shown) => startFromPreset(shown, preset, Boolean(withTexts)) })
  return changed.ok ? goTo(changed.value.isDraft ? paths.adminDraft : `${paths.adminSettings}?did=saved`) : answerFailure(visit, changed.failure, [])
})

/** Why each rule is broken, into the draft. */
export const saveReasons = staffAction('settings.change', reasonsForm, async (visit, { seen, ...typed }) => {
  const { deps, organisation, say, paths } = visit
  const reasons = Object.entries(typed as Record<string, string>).flatMap(([name, text]) => {
    const rule = Number(/^rule\.(\d+)$/.exec(name)?.[1])
    return rule > 0 ? [{ rule, reason: text.trim(), name }] : []
  })
  const tooLong = reasons.filter(({ reason }) => reason.length > 300)
  if (tooLong.length > 0) return { wrong: tooLong.map(({ name }) => ({ field: name, text: say('settings.wrong.reason') })) }
  const changed = await changeDraft(deps, organisation.id, authorOf(visit), {
    seen: { paths: ['deviations'], digest: seen },
    change: (shown) => {
      const others = shown.deviations.filter(({ rule }) => !reasons.some((given) => given.rule === rule))
      const given = reasons.filter(({ reason }) => reason).map(({ rule, reason }) => ({ rule, reason }))
      return { ...shown, deviations: [...others, ...given].sort((one, other) => one.rule - other.rule) }
    },
  })
  return changed.ok ? goTo(`${paths.adminDraft}?did=saved`) : answerFailure(visit, changed.failure, ['deviations'])
})

/** Puts the draft in force, at once or at its time. What lowers the security asks for the password each time. */
export const applyDraft = staffAction('settings.change', applyForm, async (visit, { revision, once, reason, currentPassword, when, at }) => {
  const { deps, organisation, paths } = visit
  const { inForce, draft } = await findSettings(deps, organisation.id)
  const isLower = draft !== null && loweredSettings(inForce.settings, draft.settings).length > 0
  return act(visit, { once, currentPassword, isLower, done: `${paths.adminSettings}?did=${when === 'now' ? 'applied' : 'dated'}` }, () =>
    when === 'now'
      ? apply(deps, organisation.id, authorOf(visit), { revision, reason })
      : dateDraft(deps, organisation.id, authorOf(visit), { revision, reason, at: readLocalTime(at, inForce.settings.timeZone) }),
  )
})

/** A new version that is equal to an older one. */
export const undoTo = staffAction('settings.change', undoForm, async (visit, { number, inForce: seen, once, reason, currentPassword }) => {
  const { deps, organisation, paths } = visit
  const { inForce } = await findSettings(deps, organisation.id)
  const version = await findVersion(deps, organisation.id, number)
  const isLower = version?.settings != null && loweredSettings(inForce.settings, version.settings).length > 0
  return act(visit, { once, currentPassword, isLower, done: `${paths.adminSettings}?did=applied` }, () =>
    bringBackVersion(deps, organisation.id, authorOf(visit), { number, inForce: seen, reason }),
  )
})

const fields: { [key in WordKey]?: string } = { 'settings.noReason': 'reason', 'settings.wrong.time': 'at' }
type Act = { once: string; currentPassword: string | undefined; isLower: boolean; done: string }
type Acted = { ok: true } | { ok: false; failure: WordKey[] }

/** One press that puts settings in force: the own password where it is asked for, once however often the button was pressed. */
async function act(visit: StaffVisit, { once, currentPassword, isLower, done }: Act, run: () => Promise<Acted>): Promise<Answer> {
  const { deps, organisation, say } = visit
  const unproved = await proveAgain(visit, isLower ? (currentPassword ?? '') : currentPassword)
  if (unproved) return unproved
  const acted = await pressOnce(deps, organisation, once, run)
  if (acted.ok) return goTo(done)
  return { wrong: acted.failure.map((key) => ({ field: fields[key] ?? null, text: say(key) })) }
}

export const stopDate = staffAction('settings.change', revisionForm, async (visit, { revision }) => {
  const { deps, organisation, say, paths } = visit
  const stopped = await undateDraft(deps, organisation.id, authorOf(visit), revision)
  return stopped.ok ? goTo(`${paths.adminSettings}?did=stopped`) : wrong(say(stopped.failure))
})

export const throwAway = staffAction('settings.change', revisionForm, async (visit, { revision }) => {
  const { deps, organisation, say, paths } = visit
  const discarded = await discardDraft(deps, organisation.id, authorOf(visit), revision)
  return discarded.ok ? goTo(`${paths.adminSettings}?did=discarded`) : wrong(say(discarded.failure))
})

export const renewDraft = staffAction('settings.change', revisionForm, async (visit, { revision }) => {
  const { deps, organisation, say, paths } = visit
  const renewed = await renew(deps, organisation.id, authorOf(visit), revision)
  return renewed.ok ? goTo(`${paths.adminDraft}?did=renewed`) : wrong(say(renewed.failure))
})

/** What the policy as drafted says to a password that somebody made up. */
export const tryPassword = staffAction('settings.view', tryForm, async (visit, { tried }) => {
  const { deps, organisation, say } = visit
  const { shown } = await findSettings(deps, organisation.id)
  const broken = await tryOutPassword(shown.passwords, sampleOwner, tried, deps.now())
  if (broken.length === 0) return { message: say('settings.studio.tryPasses') }
  return { wrong: broken.map(({ key, values }) => ({ field: 'tried', text: say(key, values) })) }
})

async function answerFailure(visit: StaffVisit, failure: DraftFailure, paths: readonly SettingPath[]): Promise<Answer> {
  const { say } = visit
  if (failure.why === 'dated') return wrong(say('settings.isDated'))
  if (failure.why === 'wrong') return { wrong: sayWrong(say, failure.problems, paths) }
  const { draft, shown } = failure
  const { inForce } = await findSettings(visit.deps, visit.organisation.id)
  const changes = difference(inForce.settings, shown)
    .filter(({ path }) => paths.includes(path))
    .map(({ path }) => say(`settings.field.${path}`))
  const told = {
    who: await who(visit, draft?.changedBy ?? null),
    at: timeOf(visit).format(draft?.changedAt ?? visit.deps.now()),
    changes: new Intl.ListFormat(say.language).format(changes) || say('settings.nothing'),
  }
  return { wrong: [{ field: null, text: say('settings.changedMeanwhile', told) }], values: { seen: digestOf(shown, paths) } }
}
