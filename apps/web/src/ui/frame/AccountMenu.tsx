import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths'
import type { Me } from '../../lib/session'

const schemes = [
  { value: 'auto', label: 'As the system', Icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
] as const satisfies readonly { value: MantineColorScheme; label: string; Icon: typeof IconSun }[]

/** The choice of colours, inside of a menu. */
export function SchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return schemes.map(({ value, label, Icon }) => (
    <Menu.Item
      key={value}
      role="menuitemradio"
      aria-checked={colorScheme === value}
      leftSection={<Icon size={14} />}
      rightSection={colorScheme === value ? <IconCheck size={14} /> : null}
      onClick={() => setColorScheme(value)}
    >
      {label}
    </Menu.Item>
  ))
}

interface Props {
  me: Me
  onKeys: () => void
  onSignOut: () => void
  /** Further items on top, on a phone the places that the rail has. */
  top?: ReactNode
  children: ReactNode
}

/** Who is signed in, the way to one's own account, the colours, the keys, and the way out. */
export function AccountMenu({ me, onKeys, onSignOut, top, children }: Props) {
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {top}
        <Menu.Label>Colours</Menu.Label>
        <SchemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={14} />} onClick={onKeys}>
          Keys
        </Menu.Item>
        <Menu.Label>{me.email ?? me.name}</Menu.Label>
        <Menu.Item component={Link} to={paths.account} leftSection={<IconUserCircle size={14} />}>
          Account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
