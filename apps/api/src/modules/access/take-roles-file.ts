import { takeFile } from '../../platform/firm/take-file'
import { changesBetween } from './role-set'
import type { Roles } from './roles'
import type { RoleStore } from './store/role.store'

/** Takes the roles of the file, where nobody changed them since. @param warn takes the sentence for the operator. */
export const takeRolesFile = ({ store, file, warn }: { store: RoleStore; file: Roles; warn: (sentence: string) => void }): Promise<void> =>
  takeFile({
    store, name: 'roles.yaml', content: { grants: file.grants }, changesBetween: (before, after) => changesBetween(before.grants, after.grants),
    differs: (version, places) => warn(`roles.yaml says other than the roles in force, which were changed since (version ${version}), in ${places} place(s); \`npm run cli -- roles apply\` takes the file`),
  })
