/**
 * Copies of one SOP Instance UID in a series: the first in the order of the inputs is used, and one that says something else is told, with its place.
 * The code in `finding_codes` of its row is how harvest map knows which copy is not meant. [PS3.3 C.12.1]
 */
import type { ElementValue } from './element-values.js';
import type { Cell, Row } from './header-tables.js';
import { finding } from './instance-record.js';
import type { SeriesValues } from './series-values.js';

const CONFLICT = 'instance-conflict';

/** What a data set is known by, beside the values of its elements. */
const COMPARED = {
  study_instance_uid: '0020000D',
  patient_key: '00100020',
  issuer: '00100021',
  sop_class_uid: '00080016',
  modality: '00080060',
  accession_key: '00080050',
  acquisition_datetime: '0008002A',
  instance_number: '00200013',
  number_of_frames: '00280008',
  rows: '00280010',
  columns: '00280011',
} as const;

export interface Copies {
  /** The row as it is to be kept, and what is to be told of it. */
  readonly add: (
    instance: Row,
    values: readonly ElementValue[],
  ) => { readonly instance: Row; readonly findings: readonly Row[] };
}

/** `values` takes those of the first copy. */
export function collectCopies(values: SeriesValues): Copies {
  const firsts = new Map<string, Row>();
  return {
    add: (instance, its) => {
      const series = textOf(instance.series_instance_uid);
      const sop = String(instance.sop_instance_uid);
      const paths = values.add(series, sop, its);
      const key = `${series ?? ''}|${sop}`;
      const first = firsts.get(key);
      if (first === undefined) {
        firsts.set(key, instance);
        return { instance, findings: [] };
      }
      const columns = Object.entries(COMPARED).flatMap(([column, path]) =>
        first[column] === instance[column] ? [] : [path],
      );
      const all = [...new Set([...paths, ...columns])].filter((path) => path !== '');
      return paths.length + columns.length === 0 || isConflict(instance)
        ? { instance, findings: [] }
        : { instance: markConflict(instance), findings: [formatConflict(instance, all)] };
    },
  };
}

export const isConflict = ({ finding_codes: codes }: Row): boolean =>
  String(codes ?? '')
    .split(',')
    .includes(CONFLICT);

function markConflict(instance: Row): Row {
  const codes = String(instance.finding_codes ?? '').split(',');
  return { ...instance, finding_codes: [...codes, CONFLICT].filter(Boolean).sort().join(',') };
}

function formatConflict(instance: Row, paths: readonly string[]): Row {
  const { root, source_id: sourceId, member, sop_instance_uid: sop } = instance;
  const origin = {
    root: Number(root),
    sourceId: String(sourceId),
    member: textOf(member),
    fileSize: undefined,
  };
  const [path] = paths;
  const message =
    path === undefined
      ? 'a copy of an instance that came before, without some of its values; the first is used'
      : `a copy of an instance that came before, with other values in ${paths.length} of its attributes; the first is used`;
  return {
    ...finding(origin, CONFLICT, 'warning', message, {
      ...(path !== undefined && { path }),
      expected: 'one data set for each SOP Instance UID [PS3.3 C.12.1]',
    }),
    sop_instance_uid: sop,
  };
}

const textOf = (cell: Cell): string | undefined => (cell === undefined ? undefined : String(cell));
