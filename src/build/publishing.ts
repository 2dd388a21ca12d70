/** A build -> its release on disk. */
import type { Outcome } from '../model/diagnostic.js';
import type { Release } from '../model/omop.js';
import type { Progress } from './documents.js';
import { type Build, growthsOf } from './pipeline.js';
import { writeRelease } from './release-writing.js';
import { type RenderedRelease, renderRelease } from './rendering.js';

/**
 * The release that was written, with the diagnostics of the build and of its forms; no value if a form of it cannot
 * be made: nothing is written then.
 */
export async function publishBuild(build: Build, progress: Progress): Promise<Outcome<Release | undefined>> {
  const { value, diagnostics } = await publishFiles(build, progress);
  return { value: value?.release, diagnostics };
}

/** The same, with the files that were written. */
export async function publishFiles(
  build: Build,
  progress: Progress,
): Promise<Outcome<RenderedRelease | undefined>> {
  const rendered = await renderRelease(build, 'whole', progress);
  const { value } = rendered;
  if (value) await writeRelease(build, { files: value.files, growths: growthsOf(build) }, progress);
  return rendered;
}
