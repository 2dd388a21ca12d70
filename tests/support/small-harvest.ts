/** Harvests of a few rows: the embedded edition is published once for a test file, and each harvest has a folder of its own. */
import { join } from 'node:path';
import { beforeAll } from '@jest/globals';
import type { MapCounts } from '../../src/harvest/outputs.js';
import type { Outcome } from '../../src/model/diagnostic.js';
import { type MapIn, mapIn, publishMini, readTable } from './harvest.js';
import { dayOf, elementOf, type HeaderRows, instanceOf, writeHeaderTables } from './header-tables.js';
import { useFolders } from './standard-document.js';

type Cells = HeaderRows['instances'][number];

export interface SmallHarvest {
  readonly folder: string;
  readonly outcome: Outcome<MapCounts | undefined>;
  readonly read: (file: string) => Record<string, string>[];
  /** Maps what `headers/` holds once more. */
  readonly again: (more?: MapIn) => Promise<Outcome<MapCounts | undefined>>;
}

/** `prepare`: changes the release before the first harvest. */
export function useSmallHarvests(prepare: (release: string) => void = () => undefined) {
  const newFolder = useFolders();
  let release = '';
  beforeAll(async () => {
    release = await publishMini(await newFolder());
    prepare(release);
  }, 60_000);

  /** Series 1.2.3 of person 7 on 2 January 2020, and whatever the rows add; each series has that day. */
  async function harvest(rows: Partial<HeaderRows>, options: MapIn = {}): Promise<SmallHarvest> {
    const folder = await newFolder();
    const instances = rows.instances ?? [instanceOf('1.2.3.1')];
    const series = [...new Set(instances.map((each) => each.series_instance_uid))];
    const elements = [...series.map((uid) => dayOf(String(uid))), ...(rows.elements ?? [])];
    await writeHeaderTables(join(folder, 'headers'), { ...rows, instances, elements });
    const outcome = await mapIn(folder, release, options);
    const read = (file: string) => readTable(folder, file, options.out);
    return { folder, outcome, read, again: (more = options) => mapIn(folder, release, more) };
  }
  return { newFolder, getRelease: () => release, harvest };
}

/** One series for each case, of one image on the day of `dayOf`, in their order: case `n`, from 0, is image occurrence `n + 1`. */
export function seriesOf(
  cases: readonly { readonly elements: HeaderRows['elements']; readonly image?: Cells }[],
): Pick<HeaderRows, 'instances' | 'elements'> {
  const uidOf = (at: number) => `1.2.3.${100 + at}`;
  return {
    instances: cases.map(({ image }, at) =>
      instanceOf(`${uidOf(at)}.1`, { series_instance_uid: uidOf(at), series_number: at, ...image }),
    ),
    elements: cases.flatMap(({ elements }, at) =>
      [dayOf(uidOf(at)), ...elements].map((each) => ({ ...each, series_instance_uid: uidOf(at) })),
    ),
  };
}

/** The measurements of one image occurrence. */
export function measurementsOf(
  read: SmallHarvest['read'],
  imageOccurrence: number,
): Record<string, string>[] {
  const ids = new Set(
    read('IMAGE_FEATURE.csv')
      .filter((row) => row.image_occurrence_id === String(imageOccurrence))
      .map((row) => row.image_feature_event_id),
  );
  return read('MEASUREMENT.csv').filter((row) => ids.has(row.measurement_id));
}

/** A harvest in `omop/` of the folder with two measurements for each series: an echo time, and a position of the patient. */
export async function mapEcho(
  folder: string,
  release: string,
  echo: string,
  series: readonly string[] = ['1.2.3', '1.2.4'],
): Promise<void> {
  await writeHeaderTables(join(folder, 'headers'), {
    instances: series.map((uid) =>
      instanceOf(`${uid}.1`, { series_instance_uid: uid, study_instance_uid: `${uid}.0` }),
    ),
    elements: series.flatMap((uid) => [
      dayOf(uid),
      elementOf('00180081', 'DS', echo, { series_instance_uid: uid }),
      elementOf('00185100', 'CS', 'HFS', { series_instance_uid: uid }),
    ]),
  });
  await mapIn(folder, release, { settings: { wadors: 'https://pacs.example' } });
}
