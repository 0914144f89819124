/**
 * Tells of the first request to end: Ctrl-C, a service manager's SIGTERM, a closed terminal.
 * @returns {Promise<NodeJS.Signals>}
 */
export function askedToEnd() {
  return new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, resolve)
  })
}
