import { Group, MultiSelect, Select, TextInput } from '@mantine/core'
import { ListedCommoditiesDocument } from '../../generated/graphql'
import { isZone } from '../../lib/time'
import { useQuery } from '../../lib/use-query'
import { EditLabel } from './EditLabel'
import { EditPopover } from './EditPopover'
import { channels, choices, codeIn, codesIn, frequencies, instruments, inWords, listInWords, orderTypes, timesOfDay } from './names'
import type { Profile } from './use-client'

const read = ({ communicationPreferences: wants, tradingPreferences: trades }: Profile) => ({
  channels: codesIn(channels, wants?.channels ?? []),
  timesOfDay: codesIn(timesOfDay, wants?.timesOfDay ?? []),
  frequency: wants?.frequency ?? null,
  language: wants?.language ?? '',
  timeZone: wants?.timeZone ?? '',
  commodities: [...(trades?.commodities ?? [])],
  instruments: codesIn(instruments, trades?.instruments ?? []),
  orderTypes: codesIn(orderTypes, trades?.orderTypes ?? []),
})
type Preferences = ReturnType<typeof read>

const say = (value: Preferences) =>
  [
    listInWords(value.channels),
    listInWords(value.timesOfDay),
    value.frequency && inWords(value.frequency),
    value.language,
    value.timeZone,
    listInWords(value.commodities),
    listInWords(value.instruments),
    listInWords(value.orderTypes),
  ]
    .filter(Boolean)
    .join('; ')

const write = ({ channels: by, timesOfDay: at, frequency, language, timeZone, ...trades }: Preferences) => ({
  communicationPreferences: { channels: by, timesOfDay: at, frequency, language: language || null, timeZone: timeZone || null },
  tradingPreferences: trades,
})

interface PreferencesEditProps {
  profile: Profile
  refetch: () => Promise<Profile | null>
}

const inPlace = { withinPortal: false }
const zones = () => Intl.supportedValuesOf('timeZone')

/** Edits how the client wants to be reached, and what is traded. */
export function PreferencesEdit(props: PreferencesEditProps) {
  return (
    <EditPopover {...props} label="Preferences" read={read} write={write} say={say} width={360} target={<EditLabel text="Preferences" />}>
      {({ value, set, edit }) => (
        <>
          <MultiSelect
            label="Channels"
            data-autofocus
            data={choices(channels)}
            value={value.channels}
            comboboxProps={inPlace}
            error={edit.faultOf('channels')}
            onChange={(next) => set({ ...value, channels: codesIn(channels, next) })}
          />
          <Group grow align="start">
            <MultiSelect
              label="Times of day"
              data={choices(timesOfDay)}
              value={value.timesOfDay}
              comboboxProps={inPlace}
              onChange={(next) => set({ ...value, timesOfDay: codesIn(timesOfDay, next) })}
            />
            <Select
              label="Frequency"
              clearable
              data={choices(frequencies)}
              value={value.frequency}
              comboboxProps={inPlace}
              onChange={(next) => set({ ...value, frequency: codeIn(frequencies, next) })}
            />
          </Group>
          <Group grow align="start">
            <Select
              label="Time zone"
              searchable
              clearable
              limit={40}
              data={zones()}
              value={isZone(value.timeZone || 'UTC') ? value.timeZone || null : null}
              comboboxProps={inPlace}
              error={edit.faultOf('timeZone')}
              onChange={(next) => set({ ...value, timeZone: next ?? '' })}
            />
            <TextInput
              label="Language"
              placeholder="en-GB"
              value={value.language}
              error={edit.faultOf('language')}
              onChange={(event) => set({ ...value, language: event.currentTarget.value })}
            />
          </Group>
          <CommoditySelect
            value={value.commodities}
            error={edit.faultOf('commodities')}
            onChange={(commodities) => set({ ...value, commodities })}
          />
          <Group grow align="start">
            <MultiSelect
              label="Instruments"
              data={choices(instruments)}
              value={value.instruments}
              comboboxProps={inPlace}
              onChange={(next) => set({ ...value, instruments: codesIn(instruments, next) })}
            />
            <MultiSelect
              label="Order types"
              data={choices(orderTypes)}
              value={value.orderTypes}
              comboboxProps={inPlace}
              onChange={(next) => set({ ...value, orderTypes: codesIn(orderTypes, next) })}
            />
          </Group>
        </>
      )}
    </EditPopover>
  )
}

function CommoditySelect({ value, error, onChange }: { value: string[]; error: string | undefined; onChange: (codes: string[]) => void }) {
  const { data } = useQuery(ListedCommoditiesDocument)
  const listed =
    data?.commodities?.flatMap((commodity) =>
      commodity?.code && commodity.name ? [{ value: commodity.code, label: commodity.name }] : [],
    ) ?? []
  const known = [
    ...listed,
    ...value.filter((code) => !listed.some((commodity) => commodity.value === code)).map((code) => ({ value: code, label: inWords(code) })),
  ]
  return <MultiSelect label="Commodities" searchable data={known} value={value} error={error} comboboxProps={inPlace} onChange={onChange} />
}
