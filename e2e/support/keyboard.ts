import { expect, type Locator, type Page } from '@playwright/test'

const mostSteps = 200

/** Works a page as somebody does who has no pointer: Tab leads on from where the focus is, and what it reaches is to be seen. */
export function byKeyboard(page: Page) {
  const isThere = (target: Locator) => target.evaluate((element) => element === document.activeElement)
  const press = (key: string) => page.keyboard.press(key)

  /** A group of radio buttons is one stop: `isThere` may be asked of the group instead. */
  async function reach(target: Locator, isReached = () => isThere(target)) {
    await expect(target).toBeVisible()
    await page.waitForLoadState('load') // keys that are pressed earlier may be kept back, and come all at once, past where they should lead
    for (let steps = 0; !(await isReached()); steps++) {
      if (steps === mostSteps) throw new Error(`Tab never reached ${target}`)
      await press('Tab')
    }
    await expect(page.locator(':focus-visible')).toBeInViewport()
  }

  return {
    /** a button or a link */
    async follow(target: Locator) {
      await reach(target)
      await press('Enter')
    },
    async write(target: Locator, text: string) {
      await reach(target)
      await press('ControlOrMeta+A')
      await page.keyboard.type(text)
    },
    /** one of several radio buttons */
    async choose(target: Locator) {
      const inGroup = () =>
        target.evaluate((radio) => {
          const at = document.activeElement
          return at instanceof HTMLInputElement && at.type === 'radio' && at.name === (radio as HTMLInputElement).name
        })
      await reach(target, inGroup)
      if (await isThere(target)) await press('Space')
      for (let steps = 0; !(await isThere(target)) && steps < mostSteps; steps++) await press('ArrowDown')
      await expect(target).toBeChecked()
    },
    /** one of the options of a list, by how it begins */
    async select(target: Locator, beginning: string) {
      await reach(target)
      await page.keyboard.type(beginning)
    },
  }
}
