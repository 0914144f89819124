import { ActionIcon, Button, Input, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { explained, type Failure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { may, useSession } from '../../lib/session'
import { Kbd } from '../../ui/Kbd'
import { Refused } from '../../ui/Refused'
import { stages } from './list-state'
import { emptyClient, faultsByField, withoutEmptyRows, type NewClient } from './new-client'
import classes from './NewClientForm.module.css'
import { useCreateClient } from './use-create-client'
import { UserSelect } from './UserSelect'

type Form = UseFormReturnType<NewClient>

const stageChoices = stages.map((stage) => ({ value: stage, label: enumLabel(stage) }))
const isModEnter = ({ key, ctrlKey, metaKey }: KeyboardEvent) => key === 'Enter' && (ctrlKey || metaKey)

/** The form of a new client. The server decides what is right; all that it finds wrong is shown at once, each at its field. */
export function NewClientForm({ knownTags, onCancel }: { knownTags: readonly string[]; onCancel: () => void }) {
  const { me } = useSession()
  const { submit, failed } = useCreateClient()
  const form = useForm<NewClient>({
    initialValues: structuredClone(emptyClient),
    validate: { displayName: (name) => (name.trim() === '' ? 'Enter the name of the client.' : null) },
  })
  const save = form.onSubmit(async (values) => {
    const asked = withoutEmptyRows(values)
    const refused = await submit(asked)
    if (!refused) return
    form.setValues(asked)
    form.setErrors(faultsByField(refused.fields).atField)
  })
  return (
    <form className={classes.form} onSubmit={save} noValidate onKeyDown={(event) => isModEnter(event) && save()}>
      {failed && <Faults failed={failed} />}
      <Input.Wrapper label="Kind" labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label="Kind"
          data={[
            { value: 'ORGANISATION', label: 'Organisation' },
            { value: 'INDIVIDUAL', label: 'Individual' },
          ]}
          {...form.getInputProps('kind')}
        />
      </Input.Wrapper>
      <TextInput label="Name" data-autofocus withAsterisk {...form.getInputProps('displayName')} />
      <Select label="Stage" data={stageChoices} {...form.getInputProps('lifecycleStage')} />
      <Rows form={form} list="contact.emails" field="address" label="Email" type="email" placeholder="desk@example.com" />
      <Rows form={form} list="contact.phones" field="number" label="Phone" type="tel" placeholder="+44 20 7183 8750" />
      <TagsInput label="Tags" data={[...knownTags]} placeholder="Type a tag, then Enter" {...form.getInputProps('tags')} />
      {may(me, 'clients:assign') && (
        <UserSelect
          label="Owner"
          placeholder="Nobody yet"
          value={form.values.ownerId}
          onChange={(person) => form.setFieldValue('ownerId', person?.id ?? null)}
          error={typeof form.errors.ownerId === 'string' ? form.errors.ownerId : null}
        />
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={form.submitting} rightSection={<Kbd keys="mod+Enter" />}>
          Create client
        </Button>
      </div>
    </form>
  )
}

/** Faults that belong to no field of the form, and failures that are no faults of the input. */
function Faults({ failed }: { failed: Failure }) {
  const { above } = faultsByField(failed.fields)
  if (failed.fields.length > 0 && above.length === 0) return null
  const { title, advice } = explained(failed, 'The new client')
  const sentence = `${title.replace('did not load', 'was not saved')} ${advice}`
  return (
    <Refused>
      {(above.length > 0 ? above : [sentence]).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Refused>
  )
}

interface RowsProps {
  form: Form
  list: 'contact.emails' | 'contact.phones'
  field: 'address' | 'number'
  label: string
  type: string
  placeholder: string
}

/** One line for each email or phone; the first is the primary one. */
function Rows({ form, list, field, label, type, placeholder }: RowsProps) {
  const count = list === 'contact.emails' ? form.values.contact.emails.length : form.values.contact.phones.length
  const noun = label.toLowerCase()
  return (
    <div className={classes.rows}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={classes.row}>
          <TextInput
            label={index === 0 ? label : `${label} ${index + 1}`}
            type={type}
            placeholder={placeholder}
            autoComplete="off"
            {...form.getInputProps(`${list}.${index}.${field}`)}
          />
          {index > 0 && (
            <ActionIcon
              variant="subtle"
              size={28}
              aria-label={`Remove ${noun} ${index + 1}`}
              onClick={() => form.removeListItem(list, index)}
            >
              <IconTrash size={14} stroke={1.5} />
            </ActionIcon>
          )}
        </div>
      ))}
      <Button
        className={classes.more ?? ''}
        variant="subtle"
        leftSection={<IconPlus size={12} />}
        onClick={() => form.insertListItem(list, field === 'address' ? { address: '' } : { number: '' })}
      >
        {count === 0 ? `Add ${noun}` : `Another ${noun}`}
      </Button>
    </div>
  )
}
