import { expect, test } from 'vitest'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import { archiveForm } from './archive-parts'
import { filesOf } from './production-archive'

test('whoever changes the files of an archive changes its form as well, so that those of before are refused', () => {
  const names = [...filesOf({} as EncryptedFiles, { id: '01a220df-1fc3-7758-a4e1-fd2e0a1960fd' as never, parts: 1, requestedAt: new Date() }).keys()]
  expect({ form: archiveForm, names }).toEqual({
    form: 2, names: [...['access', 'profiles', 'interactions', 'segments', 'documents', 'sync', 'compliance'].map((module) => `${module}.json`), 'index.html', 'audit.jsonl', 'audit.csv'],
  })
})
