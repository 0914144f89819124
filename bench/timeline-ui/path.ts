import type { Locator, Page } from '@playwright/test'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const frame = 16

/** One wheel's click; a hundred pixels, as most mice do. */
const click = 100

/** Pans and zooms as a hand does, over the middle of where time is drawn: the same movements whatever is under them. */
export async function followPath(page: Page, field: Locator): Promise<void> {
  const box = await field.boundingBox()
  if (box === null) throw new Error('The timeline is not drawn')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const reach = Math.min(300, box.width / 3)
  const pan = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      await page.mouse.move(x - reach, y)
      await page.mouse.down()
      for (let step = 1; step <= 20; step += 1) {
        await page.mouse.move(x - reach + (2 * reach * step) / 20, y)
        await pause(frame)
      }
      await page.mouse.up()
      await pause(200)
    }
  }
  const zoom = async (clicks: number) => {
    await page.mouse.move(x, y)
    for (let count = 0; count < Math.abs(clicks); count += 1) {
      await page.mouse.wheel(0, Math.sign(clicks) * click)
      await pause(2 * frame)
    }
    await pause(300)
  }
  await pan(3)
  await zoom(-25)
  await pan(3)
  await zoom(45)
  await pan(2)
  await zoom(-20)
}
