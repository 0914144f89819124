import Bowser from 'bowser'

/** "Firefox 133 on Windows": what a browser's own long name says to a person; the name itself where it cannot be read. */
export function browserName(userAgent: string | null): string {
  if (userAgent === null || userAgent.trim() === '') return 'Unknown browser'
  const { browser, os } = Bowser.parse(userAgent)
  if (!browser.name) return userAgent
  const version = browser.version?.split('.')[0]
  const named = version ? `${browser.name} ${version}` : browser.name
  return os.name ? `${named} on ${os.name}` : named
}
