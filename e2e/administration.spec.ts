import { expectNoBarriers, expectNothingCutOff } from './barriers'
import { openClient } from './client-page'
import { expect, signIn, test } from './product'

test('an administrator makes a user, who gets a password for one sign-in', async ({ context, product }) => {
  const karl = await product.colleague('Karl Brandt', 'ADMIN')
  const page = await signIn(context, product, karl)
  await page.goto(`${product.url}/firm/users`)
  await page.getByRole('button', { name: 'New user' }).click()
  const form = page.getByRole('dialog', { name: 'New user' })
  await form.getByLabel('Name').fill('Mei Tan')
  await form.getByRole('button', { name: 'Make user' }).click()
  await expect(form.getByText('Enter an email address.')).toBeVisible()
  await form.getByLabel('Email').fill(karl.email)
  await form.getByRole('checkbox', { name: 'Analyst' }).check()
  await form.getByRole('button', { name: 'Make user' }).click()
  await expect(form.getByLabel('Email')).toHaveAccessibleDescription('belongs to Karl Brandt')
  await form.getByLabel('Email').fill(`mei.tan.${Date.now()}@brokerage.example`)
  await form.getByRole('button', { name: 'Make user' }).click()
  await expect(form.getByRole('status', { name: 'The one-time password' })).toHaveText(/\S{10,}/)
  await form.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('textbox', { name: 'Find a user' }).fill('Mei')
  await expect(page.getByRole('row').filter({ hasText: 'Mei Tan' })).toContainText('Analyst')
})

for (const [size, viewport] of Object.entries({ desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } })) {
  test(`the firm’s and the compliance area have no barriers, on a ${size}`, async ({ context, product }) => {
    const page = await signIn(context, product, await product.colleague('Karl Brandt', 'ADMIN'))
    await page.setViewportSize(viewport)
    const firm = ['users', 'teams', 'roles', 'stand-ins'].map((screen) => `firm/${screen}`)
    const compliance = ['audit', 'requests', 'holds', 'retention', 'productions', 'supervision', 'approvals'].map((screen) => `compliance/${screen}`)
    for (const path of [...firm, ...compliance]) {
      await test.step(path, async () => {
        await page.goto(`${product.url}/${path}`)
        await page.waitForLoadState('networkidle')
        await expectNothingCutOff(page)
        await expectNoBarriers(page)
      })
    }
  })
}

test('the audit tells what was followed as a person does, and keeps the operation’s name', async ({ browser, desk, product, broker }) => {
  await openClient(desk, product, await product.clientOf(broker, 'Hargreave Grain Ltd'))
  const page = await signIn(await browser.newContext(), product, await product.colleague('Karl Brandt', 'ADMIN'))
  await page.goto(`${product.url}/compliance/audit?user=${broker.id}`)
  await page.getByRole('button', { name: 'Followed the timeline' }).first().click()
  await expect(page.getByRole('definition').filter({ hasText: /^read subscription TimelineArrivals opened$/ })).toBeVisible()
})

test('the days of the audit’s filters are read on a phone, and the filters scroll away', async ({ context, product, broker }) => {
  for (let client = 1; client <= 20; client++) await product.clientOf(broker, `Client ${client}`)
  const page = await signIn(context, product, await product.colleague('Karl Brandt', 'ADMIN'))
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${product.url}/compliance/audit`)
  await expect(page.getByRole('row').nth(20)).toBeAttached()
  const [from, to] = [page.getByLabel('From', { exact: true }), page.getByLabel('To', { exact: true })]
  for (const day of [from, to]) {
    const box = await day.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
    expect(box?.width).toBeGreaterThan(140)
  }
  expect((await to.boundingBox())?.y).toBe((await from.boundingBox())?.y)
  await page.getByRole('row').nth(20).scrollIntoViewIfNeeded()
  await expect(from).not.toBeInViewport()
  await expect(page.getByRole('button', { name: 'Check the chain' })).toBeInViewport()
})

test('what a role may do is changed in the table, with a reason, and its version is kept', async ({ context, product }) => {
  const page = await signIn(context, product, await product.colleague('Karl Brandt', 'ADMIN'))
  await page.goto(`${product.url}/firm/roles`)
  const cell = page.getByRole('combobox', { name: 'Analyst: See their goals' })
  await expect(cell).toHaveValue('ALL')
  await cell.selectOption('')
  await page.getByRole('textbox', { name: 'Why' }).fill('Analysts see no goals')
  await page.getByRole('button', { name: 'Put 1 change in force' }).click()
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('Analysts see no goals')
  await expect(page.getByRole('combobox', { name: 'Analyst: See their goals' })).toHaveValue('')
  await expect(page.getByText('Differs from the shipped roles in 1 cell.')).toBeVisible()
  await page.getByRole('button', { name: 'Restore what was shipped, all, for Analyst: See their goals' }).click()
  await expect(page.getByText('As shipped.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Why' }).fill('As it was')
  await page.getByRole('button', { name: 'Put 1 change in force' }).click()
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('As it was')
})

test('changes of the roles that are not in force yet outlive another’s, and it is asked what becomes of them', async ({ browser, context, product }) => {
  const page = await signIn(context, product, await product.colleague('Karl Brandt', 'ADMIN'))
  const other = await signIn(await browser.newContext(), product, await product.colleague('Olga Reyes', 'ADMIN'))
  const put = async (where: typeof page, why: string) => {
    await where.getByRole('textbox', { name: 'Why' }).fill(why)
    await where.getByRole('button', { name: 'Put 1 change in force' }).click()
  }
  await page.goto(`${product.url}/firm/roles`)
  await page.getByRole('combobox', { name: 'Assistant: See documents' }).selectOption('OWN')
  await other.goto(`${product.url}/firm/roles`)
  await other.getByRole('combobox', { name: 'Analyst: See documents' }).selectOption('')
  await put(other, 'No documents for analysts')
  await expect(other.getByRole('region', { name: 'Versions' })).toContainText('No documents for analysts')

  await put(page, 'Fewer documents for assistants')
  await expect(page.getByRole('status').filter({ hasText: 'No documents for analysts' })).toContainText('Your 1 change stands on version')
  await page.getByRole('button', { name: /^Keep mine on version/ }).click()
  await expect(page.getByRole('combobox', { name: 'Analyst: See documents' })).toHaveValue('')
  await expect(page.getByRole('combobox', { name: 'Assistant: See documents' })).toHaveValue('OWN')
  await put(page, 'Fewer documents for assistants')
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('Fewer documents for assistants')
})

test('the audit trail tells who changed a client, and the client who has seen it', async ({ context, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Hargreave Grain Ltd')
  const page = await signIn(context, product, await product.colleague('Karl Brandt', 'ADMIN'))
  const made = page.getByRole('row').filter({ hasText: 'Create client' })
  await expect(async () => {
    await page.goto(`${product.url}/compliance/audit?client=${clientId}`)
    await expect(made).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await made.getByRole('button', { name: 'Create client' }).click()
  await expect(page.getByRole('rowheader', { name: 'display name' })).toBeVisible()
  await page.getByRole('button', { name: 'as it was then' }).click()
  await expect(page.getByRole('dialog', { name: 'As it was' })).toContainText('Hargreave Grain Ltd')
  await page.getByRole('dialog', { name: 'As it was' }).getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Check the chain' }).click()
  await expect(page.getByText(/^Whole: /)).toBeVisible()

  await page.goto(`${product.url}/clients/${clientId}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Who has seen this' }).click()
  await expect(page.getByRole('dialog', { name: 'Who has seen this client' })).toContainText('Karl Brandt')
})

test('a client is held, handed out and erased from its own page, and the certificate says what went', async ({ context, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Osei Cocoa')
  const page = await signIn(context, product, await product.colleague('Karl Brandt', 'ADMIN'))
  const open = async () => {
    await page.goto(`${product.url}/clients/${clientId}`)
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Privacy' }).click()
  }
  await open()
  await page.getByRole('button', { name: 'Make the archive' }).click()
  await expect(page.getByRole('link', { name: 'Archive' }).first()).toBeVisible({ timeout: 20_000 })

  await open()
  const drawer = page.getByRole('dialog', { name: 'Privacy' })
  const hint = drawer.getByRole('textbox', { name: /^Type C-\d+ to be sure$/ })
  const reference = /C-\d+/.exec((await drawer.getByText(/^Type C-\d+ to be sure$/).textContent()) ?? '')?.[0] ?? ''
  await drawer.getByRole('textbox', { name: 'Why' }).last().fill('Asked to be forgotten')
  await expect(drawer.getByRole('button', { name: 'Erase' })).toBeDisabled()
  await hint.fill(reference)
  await drawer.getByRole('button', { name: 'Erase' }).click()
  const certificate = page.getByRole('listitem').filter({ hasText: `Erasure of ${reference}` })
  await expect(certificate).toContainText('Finished', { timeout: 20_000 })
  await expect(certificate).toContainText('Destroyed for good: who the client is')
  await expect(certificate).toContainText(/Removed: .*1 profile/)
})

test('a broker’s records of a span are produced for a regulator, and fetched as one archive', async ({ context, product, broker }) => {
  await product.clientOf(broker, 'Regent Malt')
  const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  await page.goto(`${product.url}/compliance/productions`)
  await page.getByRole('button', { name: 'New production' }).click()
  const form = page.getByRole('dialog', { name: 'New production' })
  await form.getByRole('button', { name: 'Produce' }).click()
  await expect(form.getByText('Choose whose records.')).toBeVisible()
  await form.getByRole('combobox', { name: 'Broker' }).fill(broker.name)
  await form.getByRole('option', { name: broker.name }).first().click()
  await form.getByLabel('Why').fill('Inquiry 12')
  await form.getByRole('button', { name: 'Produce' }).click()
  const made = page.getByRole('listitem').filter({ hasText: '“Inquiry 12”' })
  await expect(made).toContainText('Ready')
  await expect(made).toContainText(/In the archive: \d+ profiles?, \d+ records? of whose client it was/)
  await expect(made).toContainText(/With \d+ entries of the audit trail/)
  await expect(made).toContainText('SHA-256 of the manifest')
  const [download] = await Promise.all([page.waitForEvent('download'), made.getByRole('link', { name: 'Archive' }).click()])
  expect(download.suggestedFilename()).toMatch(/^production-.*\.zip$/)
})

test('who decides is told of whom something is asked, what it is and why; what came about by another way says so', async ({ context, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Linden Mills')
  const release = {
    __typename: 'Approval', id: 'a1', act: 'RELEASE_HOLD', state: 'REQUESTED', operation: 'releaseClientHold', says: ['Release the hold: Inquiry', 'The inquiry is over'],
    input: { id: 'h1', reason: 'The inquiry is over' }, subject: { __typename: 'ApprovalSubject', type: 'ClientHold', id: 'h1' },
    clients: [{ __typename: 'Client', id: clientId, displayName: 'Linden Mills', reference: 'C-000012' }], requestedBy: { __typename: 'User', id: 'u1', name: 'Otto Lind' },
    requestedAt: new Date().toISOString(), expiresAt: new Date(Date.now() + 86_400_000).toISOString(), decidedBy: null, decidedAt: null, note: null, doneAt: null,
  }
  const nodes = [release, { ...release, id: 'a2', state: 'OVERTAKEN' }, { ...release, id: 'a3', clients: [] }]
  // As shipped nothing needs a second person, so that there is no such list to read.
  await context.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query ApprovalList')) return route.fallback()
    await route.fulfill({ json: { data: { approvals: { __typename: 'ApprovalConnection', nodes, pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null } } } } })
  })
  const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  await page.goto(`${product.url}/compliance/approvals`)
  const asked = page.getByRole('listitem').filter({ hasText: 'Release hold' })
  await expect(asked).toHaveCount(3)
  await expect(asked.nth(0)).toContainText(/Linden Mills \(C-000012\)Release the hold: InquiryWhy: The inquiry is overOtto Lind asked/)
  await expect(asked.nth(0).getByRole('link', { name: 'Linden Mills' })).toHaveAttribute('href', `/clients/${clientId}`)
  await expect(asked.nth(0).getByRole('button', { name: 'Approve' })).toBeVisible()
  await expect(asked.nth(1)).toContainText('nothing is left to decide')
  await expect(asked.nth(1).getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await expect(asked.nth(2)).toContainText('A client that is not open to you')
})

test('for how long records are kept is changed with a reason, once it was seen what comes of it', async ({ context, product }) => {
  const page = await signIn(context, product, await product.colleague('Olga Reyes', 'COMPLIANCE'))
  await page.goto(`${product.url}/compliance/retention`)
  await page.getByRole('combobox', { name: 'Regime' }).fill('MIFID_II')
  await expect(page.getByRole('spinbutton', { name: 'Orders: years' })).toHaveValue('5')
  await page.getByRole('spinbutton', { name: 'Orders: years' }).fill('4')
  await expect(page.getByRole('status').filter({ hasText: 'Orders must be at least 5 years under MIFID_II' })).toBeVisible()
  await page.getByRole('spinbutton', { name: 'Orders: years' }).fill('7')
  await expect(page.getByRole('row').filter({ hasText: 'Orders' })).toContainText(`go on 1 Jan ${new Date().getUTCFullYear() + 8}`)
  await expect(page.getByRole('status').filter({ hasText: 'erased client' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Why' }).fill('The regulator asked for seven')
  await page.getByRole('button', { name: 'Put 3 changes in force' }).click()
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('MIFID_II: orders 7 years, communications 5 years')
})

test('an administrator sees by what another user is in, ends a session and revokes a token', async ({ browser, context, product, broker }) => {
  const theirs = await browser.newContext()
  await signIn(theirs, product, broker)
  const query = 'mutation { createApiToken(input: { name: "Price feed", scopes: ["clients:read"] }) { id } }'
  const made = await theirs.request.post(`${product.url}/graphql`, { data: { query }, headers: { origin: product.url } })
  expect(await made.json()).toMatchObject({ data: { createApiToken: { id: expect.any(String) } } })
  const page = await signIn(context, product, await product.colleague('Karl Brandt', 'ADMIN'))
  await page.goto(`${product.url}/firm/users`)
  await page.getByRole('textbox', { name: 'Find a user' }).fill(broker.email)
  await page.getByRole('row').filter({ hasText: broker.email }).getByRole('button', { name: `Change ${broker.name}` }).click()
  const tokens = page.getByRole('region', { name: 'Tokens' })
  await expect(tokens.getByRole('listitem')).toContainText(['Price feed'])
  await expect(tokens.getByRole('listitem')).toContainText('clients read')
  await tokens.getByRole('button', { name: 'Revoke Price feed' }).click()
  await page.getByRole('button', { name: 'Revoke token' }).click()
  await expect(tokens).toContainText('No program acts for this user.')
  const sessions = page.getByRole('region', { name: 'Sessions' })
  await expect(sessions.getByRole('listitem')).toContainText('opened')
  await sessions.getByRole('button', { name: /^End / }).click()
  await expect(sessions).toContainText('Nowhere signed in.')
  expect((await theirs.request.post(`${product.url}/graphql`, { data: { query: '{ me { id } }' }, headers: { origin: product.url } })).status()).toBe(401)
  await expectNoBarriers(page)
  await theirs.close()
})
