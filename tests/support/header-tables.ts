/** Header tables as `harvest scan` writes them, from a few rows. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, literal, openEngine, quote } from '../../src/harvest/engine.js';

type Cells = Readonly<Record<string, string | number | null | undefined>>;

const texts = (names: string) =>
  names
    .split(' ')
    .map((name) => `${name} VARCHAR`)
    .join(', ');

const COLUMNS = {
  instances:
    'root INTEGER, source_id VARCHAR, member VARCHAR, file_size BIGINT, header_bytes BIGINT, transfer_syntax_uid VARCHAR, sop_class_uid VARCHAR, sop_instance_uid VARCHAR, series_instance_uid VARCHAR, study_instance_uid VARCHAR, patient_key VARCHAR, issuer VARCHAR, accession_key VARCHAR, modality VARCHAR, series_number INTEGER, instance_number INTEGER, number_of_frames INTEGER, rows INTEGER, columns INTEGER, acquisition_datetime VARCHAR, n_instances INTEGER, kind VARCHAR, status VARCHAR, finding_codes VARCHAR',
  elements:
    'series_instance_uid VARCHAR, sop_instance_uid VARCHAR, frame INTEGER, path VARCHAR, tag VARCHAR, private_creator VARCHAR, vr VARCHAR, value_index INTEGER, value VARCHAR, code_value VARCHAR, code_scheme VARCHAR, code_scheme_version VARCHAR, code_meaning VARCHAR, n_instances INTEGER',
  sr_items: texts(
    'sop_instance_uid series_instance_uid study_instance_uid item_path parent_path relationship value_type concept_code concept_scheme concept_scheme_version concept_meaning template_id template_resource value code_value code_scheme code_scheme_version code_meaning unit_code unit_scheme unit_meaning qualifier_code qualifier_scheme qualifier_meaning referenced_sop_class_uid referenced_sop_instance_uid referenced_segments referenced_frames referenced_item_path graphic_type observation_datetime',
  ),
  segments: `segment_number INTEGER, n_annotations INTEGER, ${texts('sop_instance_uid series_instance_uid study_instance_uid segmentation_type label description category_code category_scheme category_meaning type_code type_scheme type_meaning type_modifiers region_code region_scheme region_meaning region_modifiers algorithm_type algorithm_name algorithm_family_code algorithm_family_scheme algorithm_family_meaning algorithm_version algorithm_source algorithm_parameters tracking_id tracking_uid referenced_series_instance_uid content_datetime')}`,
  references: texts(
    'sop_instance_uid series_instance_uid path referenced_study_instance_uid referenced_series_instance_uid referenced_sop_class_uid referenced_sop_instance_uid',
  ),
  findings: 'root INTEGER, source_id VARCHAR, code VARCHAR',
} as const;

export interface HeaderRows {
  readonly instances: readonly Cells[];
  readonly elements: readonly Cells[];
  readonly sr_items?: readonly Cells[];
  readonly segments?: readonly Cells[];
  readonly references?: readonly Cells[];
}

/** An image of CT that can be used, unless the cells say otherwise. */
export function instanceOf(sop: string, cells: Cells = {}): Cells {
  return {
    root: 0,
    source_id: `${sop}.dcm`,
    sop_class_uid: '1.2.840.10008.5.1.4.1.1.2',
    sop_instance_uid: sop,
    series_instance_uid: '1.2.3',
    study_instance_uid: '1.2',
    patient_key: 'P1',
    modality: 'CT',
    series_number: 1,
    n_instances: 1,
    kind: 'image',
    status: 'ok',
    ...cells,
  };
}

/** The day of a series: 2 January 2020. */
export function dayOf(series: string): Cells {
  return elementOf('00080021', 'DA', '20200102', { series_instance_uid: series });
}

/** An element that all instances of series 1.2.3 share: `00180081`, `DS`, `4.5`. */
export function elementOf(path: string, vr: string, value: string | null, cells: Cells = {}): Cells {
  return {
    series_instance_uid: '1.2.3',
    path,
    tag:
      path
        .split('>')
        .at(-1)
        ?.replace(/\[\d+\]/, '') ?? path,
    vr,
    value_index: 1,
    value,
    n_instances: 1,
    ...cells,
  };
}

/** An item of a code sequence. */
export function codeOf(
  path: string,
  code: string,
  scheme: string,
  meaning: string,
  cells: Cells = {},
): Cells {
  return elementOf(path, 'SQ', null, {
    value_index: 0,
    code_value: code,
    code_scheme: scheme,
    code_meaning: meaning,
    ...cells,
  });
}

export async function writeHeaderTables(folder: string, rows: HeaderRows): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const work = join(folder, '.writing');
  mkdirSync(work, { recursive: true });
  const engine = await openEngine({ folder: work, threads: 1, memory: 500 });
  for (const [name, columns] of Object.entries(COLUMNS)) {
    mkdirSync(join(folder, name), { recursive: true });
    await writeTable(
      engine,
      name,
      columns,
      rows[name as keyof HeaderRows] ?? [],
      join(folder, name, 'part-00000.parquet'),
    );
  }
  engine.close();
  rmSync(work, { recursive: true });
  const manifest = {
    form: 1,
    inputs: [{ path: 'images', kind: 'folder' }],
    attributes: { list: 'core', sha256: '' },
    counts: { read: rows.instances.length },
    files: {},
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

async function writeTable(
  engine: Engine,
  name: string,
  columns: string,
  rows: readonly Cells[],
  file: string,
): Promise<void> {
  const names = columns.split(', ').map((column) => column.split(' ')[0] ?? '');
  await engine.run(`CREATE TABLE "${name}" (${columns})`);
  for (let from = 0; from < rows.length; from += 1000) {
    const values = rows
      .slice(from, from + 1000)
      .map((row) => `(${names.map((column) => literal(row[column])).join(', ')})`);
    await engine.run(`INSERT INTO "${name}" VALUES ${values.join(', ')}`);
  }
  await engine.run(`COPY "${name}" TO ${quote(file)} (FORMAT parquet)`);
}
