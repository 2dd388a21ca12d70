/** The options of a build as the command line gives them. */
import { type BuildConfig, type BuildOptions, readBuildConfig } from '../build/options.js';
import { CURRENT, resolveCurrent } from '../fetch/cache/cache.js';
import type { Terminal } from './terminal.js';

/** `current` means the newest published edition of the cache; nothing here asks the network. */
export async function readConfig(args: BuildOptions, terminal: Terminal): Promise<BuildConfig> {
  const config = readBuildConfig(args, terminal);
  if (args.edition !== CURRENT) return config;
  return readBuildConfig({ ...args, edition: await resolveCurrent(config.cacheRoot) }, terminal);
}
