import { type SettingPath, settingAt, settingPaths, withSetting } from './settings-parts'

/** The same whatever the order of the names in it: what went through the database comes back in another. */
function sameText(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part,
  )
}

export const isSameSetting = (one: unknown, other: unknown) => sameText(one) === sameText(other)

export type Change = { path: SettingPath; from: unknown; to: unknown }

/** Every setting that differs, in the order of the pages. */
export function difference(from: object, to: object): Change[] {
  return settingPaths.map((path) => ({ path, from: settingAt(from, path), to: settingAt(to, path) })).filter((change) => !isSameSetting(change.from, change.to))
}

/** What was changed since `base`, put on settings that came into force meanwhile. What both changed is as in `draft`. */
export function moveOnto<Settings extends object>(inForce: Settings, { base, draft }: { base: object; draft: object }): Settings {
  return difference(base, draft).reduce((settings, { path, to }) => withSetting(settings, path, to), inForce)
}

/** Settings that both changed since `base`, to different things. */
export function changedByBoth(inForce: object, { base, draft }: { base: object; draft: object }): SettingPath[] {
  const theirs = new Map(difference(base, inForce).map(({ path, to }) => [path, to]))
  return difference(base, draft)
    .filter(({ path, to }) => theirs.has(path) && !isSameSetting(theirs.get(path), to))
    .map(({ path }) => path)
}
