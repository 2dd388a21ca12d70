/** What only the holder of the site's secret can fill: how far dates are shifted, what stands for each UID. */
import { drawShift } from '../deidentify/date-shift.js';
import type { SiteSecret } from '../deidentify/site-secret.js';
import { replaceUid } from '../deidentify/uid-replacement.js';
import type { Engine } from './engine.js';
import type { MapSettings } from './settings.js';
import { widenIds } from './site-values.js';
import { fillTable } from './sources.js';

/**
 * `person_shift`, for everybody whom the site names: remembered, else as the site says, else drawn; 0 with --identified. A site that gives shifts has to
 * give them all.
 */
export async function addShifts(engine: Engine, settings: MapSettings, secret: SiteSecret): Promise<void> {
  const shift = (given: number | null, isGiven: boolean, person: number): number | undefined => {
    if (settings.identified) return 0;
    return given ?? (isGiven ? undefined : drawShift(secret, person));
  };
  await fillTable(
    engine,
    {
      name: 'person_shift',
      columns: widenIds({ person_id: 'INTEGER', shift_days: 'INTEGER' }, settings.bigint),
    },
    engine.pages<{ person_id: number; shift_days: number | null; is_given: boolean }>(
      `SELECT p.person_id, coalesce(min(k.shift_days), min(s.shift_days)) AS shift_days, (SELECT count(*) > 0 FROM site_shift) AS is_given
       FROM (SELECT person_id FROM site_person WHERE person_id IS NOT NULL UNION SELECT 0) p
       LEFT JOIN known_person k ON k.person_id = p.person_id
       LEFT JOIN site_shift s ON s.person_id = p.person_id
       GROUP BY p.person_id ORDER BY p.person_id`,
    ),
    ({ person_id, shift_days, is_given }) => [person_id, shift(shift_days, is_given, person_id)],
  );
}

/** `replaced_uid`: every study and series of the headers, every object that is no image, and what such objects refer to. */
export async function addUids(engine: Engine, settings: MapSettings, secret: SiteSecret): Promise<void> {
  const isKept = settings.identified || settings.uids === 'keep';
  await fillTable(
    engine,
    { name: 'replaced_uid', columns: { original: 'VARCHAR', replacement: 'VARCHAR' } },
    engine.pages<{ original: string }>(
      `SELECT original FROM (
         SELECT study_instance_uid AS original FROM instances UNION SELECT series_instance_uid FROM instances
         UNION SELECT sop_instance_uid FROM instances WHERE kind <> 'image'
         UNION SELECT sop_instance_uid FROM sr_items UNION SELECT sop_instance_uid FROM segments
         UNION SELECT t.referenced_sop_instance_uid FROM sr_items t JOIN instances k ON k.sop_instance_uid = t.sop_instance_uid AND k.sop_class_uid = '1.2.840.10008.5.1.4.1.1.88.59'
         UNION SELECT series_instance_uid FROM site_feature
         UNION SELECT referenced_series_instance_uid FROM object_reference UNION SELECT referenced_series_instance_uid FROM segments
       ) uids WHERE original IS NOT NULL ORDER BY original`,
    ),
    ({ original }) => [original, isKept ? original : replaceUid(secret, original)],
  );
}

/** What is written names no study, series or object that was not foreseen: it would be written without its UID. */
export async function requireUids(engine: Engine): Promise<void> {
  const [missing] = await engine.rows<{ original: string }>(
    'SELECT original FROM uid_map WHERE replacement IS NULL ORDER BY original LIMIT 1',
  );
  if (missing) throw new Error(`nothing replaces ${missing.original}`);
}
