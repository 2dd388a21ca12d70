/** The modality of a study: what its description says, and the DICOM Modality of its column. */
import type { Relations } from './relations.js';

export interface SaidModality {
  /** Keys of the Modality Types it may be, likeliest first; none: not known. */
  readonly types: readonly string[];
  /** Where column and description exclude each other: what the column says. */
  readonly contradictedBy: string | undefined;
}

interface Named {
  readonly modalities: ReadonlySet<string>;
  readonly views: unknown;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Pairs that go together: a PET/CT study is stored as PT or CT, fluoroscopy and radiography share rooms. */
const TOGETHER = [
  ['pt', 'ct pt'],
  ['ct', 'ct pt'],
  ['nm', 'pt'],
  ['nm', 'ct pt'],
  ['ct', 'nm'],
  ['xr', 'rf'],
  ['xr', 'dxa'],
  ['xr', 'mg'],
  ['ct', 'pt'],
  ['mr', 'pt'],
] as const;

function goTogether(a: string, b: string): boolean {
  return a === b || TOGETHER.some(([x, y]) => (a === x && b === y) || (a === y && b === x));
}

/** Modality Types of a column with one or several codes. */
export function modalitiesOf(column: string, relations: Relations): readonly string[] {
  return column
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .map((code) => relations.modalities.get(code))
    .filter((type) => type !== undefined);
}

/** The description decides; the column where it is silent; views alone mean radiography. */
export function decideModality(inColumn: readonly string[], named: Named): SaidModality {
  const said = new Set(named.modalities);
  if (said.has('pt') && said.has('ct')) {
    said.delete('pt');
    said.delete('ct');
    said.add('ct pt');
  }
  if (said.has('ct pt')) said.delete('nm');
  const types = [...said];
  if (types.length === 0) {
    if (inColumn.length > 0) return { types: both(inColumn), contradictedBy: undefined };
    return { types: speaksOfViews(named) ? ['xr'] : [], contradictedBy: undefined };
  }
  if (inColumn.length === 0) return { types, contradictedBy: undefined };
  const agreed = types.filter((type) => inColumn.includes(type));
  if (agreed.length > 0) return { types: agreed, contradictedBy: undefined };
  const excluded = !types.some((type) => inColumn.some((other) => goTogether(type, other)));
  return { types, contradictedBy: excluded ? inColumn.join(', ') : undefined };
}

function both(types: readonly string[]): readonly string[] {
  const distinct = [...new Set(types)];
  return distinct.includes('pt') && distinct.includes('ct') ? ['ct pt'] : distinct;
}

function speaksOfViews(named: Named): boolean {
  return named.views !== undefined || [...named.values.values()].some((slots) => slots[0] === 'view');
}
