/** The dispatcher that carries the requests: keep-alive, time limits, the proxies of the environment. */
import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { hasCode } from '../../disk/durable-file.js';
import { EnvironmentError } from '../../model/diagnostic.js';
import type { FetchLimits, FetchSurroundings } from './fetch-surroundings.js';

/**
 * Proxies by HTTP_PROXY, HTTPS_PROXY and NO_PROXY, lower case before upper case; https goes through
 * HTTP_PROXY if there is no HTTPS_PROXY. Certificates are verified whatever the environment says.
 */
export function createDispatcher(
  env: FetchSurroundings['env'],
  limits: Pick<FetchLimits, 'connect' | 'headers' | 'idle'>,
): Dispatcher {
  const tls = { timeout: limits.connect, rejectUnauthorized: true };
  const times = { headersTimeout: limits.headers, bodyTimeout: limits.idle };
  return new EnvHttpProxyAgent({
    httpProxy: readProxy(env, 'http_proxy'),
    httpsProxy: readProxy(env, 'https_proxy'),
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
    proxyTunnel: false,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    clientFactory: (origin, options) => createTunnelPool(origin, { ...options, ...times }),
    ...times,
  });
}

/**
 * Connections to a proxy that opens tunnels. A tunnel that breaks while it is being opened is a fault of the
 * request; undici takes it for a passing one of the socket and would ask the proxy again without a pause.
 */
function createTunnelPool(origin: URL, options: Pool.Options): Pool {
  const pool = new Pool(origin, options);
  const open: (request: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> = pool.connect;
  const connect = async (request: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    try {
      return await open.call(pool, request);
    } catch (error) {
      if (!hasCode(error, 'UND_ERR_SOCKET', 'UND_ERR_INFO')) throw error;
      throw Object.assign(new Error('the proxy dropped the connection', { cause: error }), {
        code: 'ECONNRESET',
      });
    }
  };
  return Object.assign(pool, { connect });
}

/** Empty: no proxy. A fault is told without the value, which may hold a password. */
function readProxy(env: FetchSurroundings['env'], name: string): string {
  const value = (env[name] ?? env[name.toUpperCase()] ?? '').trim();
  if (value === '') return '';
  const text = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new EnvironmentError(`${name.toUpperCase()} is no address of an http or https proxy`, {
    fix: 'write it like http://proxy.example:3128, or unset it',
  });
}
