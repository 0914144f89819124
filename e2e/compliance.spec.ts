import { expectNoBarriers, expectNothingCutOff } from './barriers'
import { openClient } from './client-page'
import { expect, signIn, test } from './product'

test('the audit is asked for a client, a kind of data, a request and a record; a day that has not come is refused', async ({ browser, desk, product, broker }) => {
  const name = `Castell Oils ${broker.id.slice(-6)}`
  const clientId = await product.clientOf(broker, name)
  await openClient(desk, product, clientId)
  await desk.getByRole('button', { name: 'Show tax id, birth date, identity' }).click()
  const page = await signIn(await browser.newContext(), product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  await page.goto(`${product.url}/compliance/audit`)
  await page.getByRole('combobox', { name: 'Whose data' }).fill(name)
  await page.getByRole('option', { name }).click()
  await expect(page).toHaveURL(new RegExp(`client=${clientId}`))
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const more = page.getByRole('dialog', { name: 'More' })
  await more.getByRole('combobox', { name: 'Kind of data read' }).click()
  await more.getByRole('option', { name: 'Tax ids, dates of birth, identity documents' }).click()
  await expect(page).toHaveURL(/reads=sensitive/)
  await page.keyboard.press('Escape')
  const reading = page.getByRole('row').filter({ hasText: broker.name })
  await expect(reading).toHaveCount(1)
  await reading.getByRole('button').click()
  const request = (await page.getByRole('definition').filter({ has: page.getByRole('button', { name: /^[\da-f-]{36}$/ }) }).last().textContent()) ?? ''

  await page.goto(`${product.url}/compliance/audit?client=${clientId}`)
  await expect(page.getByRole('combobox', { name: 'Whose data' })).toHaveValue(new RegExp(`^${name} \\(C-\\d+\\)$`))
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await more.getByRole('textbox', { name: 'Request' }).fill(request)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`request=${request}`))
  await expect(reading).toHaveCount(1)
  await more.getByRole('textbox', { name: 'Record' }).fill(clientId)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing on record fits these filters.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'One request', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Create client' })).toBeVisible()
  await expectNoBarriers(page)

  const before = page.url()
  await page.getByLabel('From', { exact: true }).fill('2199-01-01')
  await expect(page.getByRole('alert')).toHaveText('This day has not come yet.')
  expect(page.url()).toBe(before)
})

for (const [size, viewport] of Object.entries({ desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } })) {
  test(`a client is read as it was in words, names and lines, never of a moment to come, on a ${size}`, async ({ context, product, broker }) => {
    const contact = { emails: [{ address: 'office@castell-olive-oils-vegetable-fats.example', label: 'WORK', primary: true }], phones: [{ number: '+442079460100', label: 'WORK', primary: true }], addresses: [] }
    const { id } = await product.send('CreateClient', { input: { kind: 'ORGANISATION', displayName: 'Castell', ownerId: broker.id, lifecycleStage: 'ACTIVE', contact } })
    const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
    await page.setViewportSize(viewport)
    const past = page.getByRole('dialog', { name: 'As it was' })
    await expect(async () => {
      await page.goto(`${product.url}/clients/${id}`)
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'As it was' }).click()
      await expect(past).toContainText('Castell', { timeout: 2_000 })
    }).toPass()
    const told = (field: string) => past.getByRole('row').filter({ has: page.getByRole('rowheader', { name: field, exact: true }) }).getByRole('cell').first()
    await expect(told('contact').locator('div')).toHaveText(['office@castell-olive-oils-vegetable-fats.example, Work, primary', '+442079460100, Work, primary'])
    await expect(told('broker')).toHaveText(broker.name)
    await expect(told('lifecycle stage')).toHaveText('Active')
    await expect(told('goals')).toHaveText('none')
    const by = past.getByRole('cell', { name: 'Administrator' }).first()
    expect(await by.evaluate((cell) => cell.getClientRects().length === 1 && cell.clientHeight < 40)).toBe(true)
    await expectNothingCutOff(page)
    await expectNoBarriers(page)
    await past.getByLabel('At', { exact: true }).fill('2199-01-01T10:00:00')
    await expect(past).toContainText('This has not come yet. Choose a moment up to now.')
    await expect(past.getByRole('table')).toBeHidden()
  })
}

test('whoever restricts a client without seeing such clients is told so before, and afterwards what happened', async ({ context, product, broker }) => {
  const page = await signIn(context, product, await product.colleague('Karl Brandt', 'ADMIN'))
  await page.goto(`${product.url}/clients/${await product.clientOf(broker, 'Rosdahl Feed')}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Privacy' }).click()
  const part = page.getByRole('dialog', { name: 'Privacy' }).locator('section').filter({ hasText: 'Restriction of processing' })
  await expect(part).toContainText('You will not see it any more either, and compliance alone can lift the restriction: you cannot take it back.')
  await part.getByRole('textbox', { name: 'Why' }).fill('The client contests its data')
  await part.getByRole('button', { name: 'Restrict' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'You have restricted this client.' })).toContainText('Compliance alone sees it from now on, and can lift the restriction.')
  await expect(page.getByText('Rosdahl Feed')).toHaveCount(0)
})

test('an officer sees on a client’s page that its processing is restricted, and what keeps an erased one; its holds are told apart by the reference', async ({ context, product, broker }) => {
  const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  const clientId = await product.clientOf(broker, 'Wexcombe Malt')
  await page.goto(`${product.url}/clients/${clientId}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Privacy' }).click()
  const drawer = page.getByRole('dialog', { name: 'Privacy' })
  const part = (heading: string) => drawer.locator('section').filter({ has: page.getByRole('heading', { name: heading }) })
  await part('Restriction of processing').getByRole('textbox', { name: 'Why' }).fill('The client contests its data')
  await part('Restriction of processing').getByRole('button', { name: 'Restrict' }).click()
  const hidden = page.getByRole('list', { name: 'Why it is hidden' })
  await expect(hidden).toContainText(/Processing is restricted.*by Olga Reyes: “The client contests its data”/)
  await part('Legal hold').getByRole('textbox', { name: 'Why' }).fill('Inquiry 30')
  await drawer.getByRole('button', { name: 'Hold all of the client' }).click()
  await expect(drawer.getByText('Inquiry 30: all of it')).toBeVisible()
  const reference = /C-\d+/.exec((await drawer.getByText(/^Type C-\d+ to be sure$/).textContent()) ?? '')?.[0] ?? ''
  await drawer.getByRole('textbox', { name: /^Type C-\d+ to be sure$/ }).fill(reference)
  await part('Erasure').getByRole('textbox', { name: 'Why' }).fill('Asked to be forgotten')
  await drawer.getByRole('button', { name: 'Erase' }).click()
  await expect(page).toHaveURL(/\/compliance\/requests$/)
  await expect(page.getByRole('listitem').filter({ hasText: `Erasure of ${reference}` })).toContainText('Finished')

  await page.goto(`${product.url}/clients/${clientId}`)
  await expect(hidden).toHaveText('Kept by the legal hold “Inquiry 30”, until it is released: who the client is')
  for (const size of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size)
    await expect(hidden).toBeVisible()
    await expectNothingCutOff(page)
    await expectNoBarriers(page)
  }
  await page.goto(`${product.url}/compliance/holds`)
  await expect(page.getByRole('row').filter({ hasText: 'Inquiry 30' }).getByRole('link')).toHaveText(`Wexcombe Malt (${reference})`)
})

test('what is wrong in the Privacy drawer stands at its field; what waits for a second person is told as recorded', async ({ context, product, broker }) => {
  const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  // As shipped nothing needs a second person.
  await context.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('mutation AskForErasure')) return route.fallback()
    await route.fulfill({ json: { data: null, errors: [{ message: 'This needs a second person', extensions: { code: 'CONFLICT', approvalId: '01999999-0000-7000-8000-000000000000' } }] } })
  })
  await page.goto(`${product.url}/clients/${await product.clientOf(broker, 'Osei Cocoa')}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Privacy' }).click()
  const drawer = page.getByRole('dialog', { name: 'Privacy' })
  const whyOf = (heading: string) => drawer.locator('section').filter({ has: page.getByRole('heading', { name: heading }) }).getByRole('textbox', { name: 'Why' })
  await whyOf('Legal hold').fill('   ')
  await drawer.getByRole('button', { name: 'Hold all of the client' }).click()
  await expect(whyOf('Legal hold')).toHaveAccessibleDescription('Say why.')
  await expect(whyOf('Restriction of processing')).not.toHaveAccessibleDescription('Say why.')
  await whyOf('Legal hold').fill('Inquiry 12')
  await drawer.getByRole('button', { name: 'Hold all of the client' }).click()
  const toast = page.getByRole('alert').filter({ hasText: 'Held' })
  await expect(toast).toBeVisible()
  const [said, erase] = [await toast.boundingBox(), await drawer.getByRole('button', { name: 'Erase' }).boundingBox()]
  expect((said?.x ?? 0) + (said?.width ?? 0)).toBeLessThan(erase?.x ?? 0)

  await drawer.getByRole('button', { name: /^Release the hold/ }).click()
  await page.getByRole('dialog', { name: 'Release' }).getByRole('textbox', { name: 'Why' }).fill(' ')
  await page.getByRole('button', { name: 'Release hold' }).click()
  await expect(page.getByRole('dialog', { name: 'Release' }).getByRole('textbox', { name: 'Why' })).toHaveAccessibleDescription('Say why.')
  await page.getByRole('dialog', { name: 'Release' }).getByRole('textbox', { name: 'Why' }).fill('It is over')
  await page.getByRole('button', { name: 'Release hold' }).click()
  await expect(drawer.getByRole('heading', { name: 'Legal hold' })).toBeFocused()

  const reference = /C-\d+/.exec((await drawer.getByText(/^Type C-\d+ to be sure$/).textContent()) ?? '')?.[0] ?? ''
  await drawer.getByRole('textbox', { name: /^Type C-\d+ to be sure$/ }).fill(reference)
  await drawer.getByRole('button', { name: 'Erase' }).click()
  await expect(whyOf('Erasure')).toHaveAccessibleDescription('Say why.')
  await whyOf('Erasure').fill('Asked to be forgotten')
  await drawer.getByRole('button', { name: 'Erase' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Recorded: a second person decides on it.' })).toBeVisible()
  await expect(page).toHaveURL(/\/compliance\/approvals$/)
})

test('by keyboard one review leads to the next one, and the last to the heading of the queue', async ({ context, product, broker }) => {
  const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  const clientId = await product.clientOf(broker, 'Regent Malt')
  for (const subject of ['First promise', 'Second promise', 'Third promise'])
    await product.send('LogCommunication', { input: { clientId, occurredAt: new Date().toISOString(), channel: 'EMAIL', direction: 'OUTBOUND', subject, body: 'This is guaranteed' } })
  const items = page.getByRole('listitem').filter({ hasText: 'This is guaranteed' })
  await expect(async () => {
    await page.goto(`${product.url}/compliance/supervision`)
    await expect(items).toHaveCount(3, { timeout: 2_000 })
  }).toPass()
  const signOff = async (subject: string) => {
    const item = items.filter({ hasText: subject })
    await item.getByRole('button', { name: 'Sign off' }).focus()
    await page.keyboard.press('Enter')
    await expect(item).toHaveCount(0)
  }
  await signOff('Second promise')
  await expect(items.filter({ hasText: 'Third promise' })).toBeFocused()
  await signOff('Third promise')
  await expect(items.filter({ hasText: 'First promise' })).toBeFocused()
  await signOff('First promise')
  await expect(page.getByRole('heading', { name: 'Supervision' })).toBeFocused()
})

test('on a phone the row of tabs shows the one that is open, and fades out where there are more', async ({ context, product }) => {
  const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  await page.setViewportSize({ width: 390, height: 844 })
  const tabs = page.getByRole('navigation', { name: 'Compliance' })
  await page.goto(`${product.url}/compliance/audit`)
  await expect(tabs).toHaveAttribute('data-after')
  await expect(tabs).not.toHaveAttribute('data-before')
  await expect(tabs).not.toHaveCSS('mask-image', 'none')
  await page.goto(`${product.url}/compliance/approvals`)
  await expect(tabs.getByRole('link', { name: 'Approvals' })).toBeInViewport({ ratio: 1 })
  await expect(tabs).toHaveAttribute('data-before')
  await expect(tabs).not.toHaveAttribute('data-after')
  await expect(tabs).not.toHaveCSS('mask-image', 'none')
})

test('by keyboard one decision leads to the next one', async ({ context, product }) => {
  const asked = ['Inquiry', 'Court order'].map((why, index) => ({
    __typename: 'Approval', id: `a${index}`, act: 'RELEASE_HOLD', state: 'REQUESTED', operation: 'releaseClientHold', says: [`Release the hold: ${why}`], input: {},
    subject: { __typename: 'ApprovalSubject', type: 'ClientHold', id: `h${index}` }, clients: [], requestedBy: { __typename: 'User', id: 'u1', name: 'Otto Lind' },
    requestedAt: new Date().toISOString(), expiresAt: new Date(Date.now() + 86_400_000).toISOString(), decidedBy: null, decidedAt: null, note: null, doneAt: null,
  }))
  let waiting = asked
  // As shipped nothing needs a second person, so that there is no such list to read.
  await context.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? ''
    const decided = body.includes('mutation Decide')
    if (decided) waiting = asked.slice(1)
    else if (!body.includes('query ApprovalList')) return route.fallback()
    const page = { __typename: 'ApprovalConnection', nodes: waiting, pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null } }
    await route.fulfill({ json: { data: decided ? { decideApproval: { ...asked[0], state: 'APPROVED' } } : { approvals: page } } })
  })
  const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  await page.goto(`${product.url}/compliance/approvals`)
  await page.getByRole('button', { name: 'Approve' }).first().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: /Inquiry.*Otto Lind asked/ })).toHaveCount(0)
  await expect(page.getByRole('listitem').filter({ hasText: /Court order.*Otto Lind asked/ })).toBeFocused()
})
