import { connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a store that can be cut and held up; it is cut at first. */
export class Cable {
  private server: Server | null = null
  private readonly sockets = new Set<Socket>()
  private isHeld = false
  port = 0

  /** @param target `host:port` */
  constructor(private readonly target: string) {}

  /** Lets everything through again. Connections that were held up stay dead without a word, as after a router that forgot them. */
  async mend(): Promise<void> {
    this.isHeld = false
    if (this.server !== null) return
    const server = createServer((socket) => this.join(socket))
    this.server = server
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address === 'object' && address !== null) this.port = address.port
  }

  private join(near: Socket): void {
    const [host = '', port] = this.target.split(':')
    this.keep(near)
    // A connection that is made meanwhile gets no answer either.
    if (this.isHeld) return
    const far = connect(Number(port), host)
    this.keep(far)
    near.pipe(far).pipe(near)
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket.on('error', () => socket.destroy()).on('close', () => this.sockets.delete(socket)))
  }

  /** Lets nothing through, and closes nothing: who waits for an answer waits. */
  hold(): void {
    this.isHeld = true
    for (const socket of this.sockets) socket.unpipe().pause()
  }

  /** Closes all connections, and refuses new ones. */
  async cut(): Promise<void> {
    const { server } = this
    this.server = null
    const closed = server === null ? Promise.resolve() : new Promise((resolve) => server.close(resolve))
    for (const socket of this.sockets) socket.destroy()
    await closed
  }
}
