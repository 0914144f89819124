import { resolve } from 'node:path'
import { permissions } from '@brokersync/schema/permissions'
import { expect, test } from 'vitest'
import { permissionDocument } from './permission-table'
import { loadRoles } from './roles'

const root = resolve(import.meta.dirname, '../../../../..')

test('docs/permissions.md shows the roles as they are shipped (`npx vitest run -u --project=unit permission-table` writes it anew)', async () => {
  const { grants } = await loadRoles(resolve(root, 'config'))
  const text = permissionDocument(grants)
  for (const permission of permissions) expect(text).toContain(`\`${permission}\``)
  await expect(text).toMatchFileSnapshot(resolve(root, 'docs/permissions.md'))
})
