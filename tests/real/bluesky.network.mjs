// A whole Bluesky network in one process: directory, account server, app view and moderation, all on loopback.
//
// Wants DB_POSTGRES_URL and REDIS_HOST; says `READY {…}` with its address on one line; SIGTERM ends it.
import { createRequire } from 'node:module'
import net from 'node:net'
import { pathToFileURL } from 'node:url'

// The servers listen on every interface of the machine by themselves: here a bare port means loopback.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (where, ...rest) {
  if (typeof where === 'number' && typeof rest[0] !== 'string') return listen.call(this, where, '127.0.0.1', ...rest)
  return listen.call(this, where, ...rest)
}

// The package is installed elsewhere, so it is found from there.
const from = createRequire(`${process.cwd()}/package.json`)
const { TestNetwork } = await import(pathToFileURL(from.resolve('@atproto/dev-env')).href)

const network = await TestNetwork.create({
  dbPostgresUrl: process.env.DB_POSTGRES_URL,
  dbPostgresSchema: 'tests',
  pds: { hostname: 'localhost', enableDidDocWithSession: true },
})
const told = {
  url: `http://127.0.0.1:${network.pds.port}`,
  secret: 'jwt-secret',
  appview: network.bsky.ctx.cfg.serverDid,
}
console.log(`READY ${JSON.stringify(told)}`)

