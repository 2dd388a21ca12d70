/** Structured reports as rows of `sr_items`, and a release that knows their codes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HeaderRows } from './header-tables.js';
import { dayOf, instanceOf } from './header-tables.js';

type Cells = HeaderRows['instances'][number];

/** Images of two series of one study, for reports to speak of, and the days of both. */
export const IMAGED = [
  instanceOf('1.2.3.1'),
  instanceOf('1.2.4.1', { series_instance_uid: '1.2.4', series_number: 2 }),
] as const;
export const IMAGED_DAYS = ['1.2.3', '1.2.4'].map(dayOf);

/** `scheme code meaning concept standard domain`, words of a meaning joined by `_`; `-` is empty. */
const CODES = `DCM 121071 Finding 2128200001 - -
DCM 121401 Derivation 2128200002 - -
DCM 112040 Tracking_Unique_Identifier 2128200003 - -
DCM 113830 Mean_CTDIvol 2128200004 - -
DCM 113813 CT_Dose_Length_Product_Total 2128200005 - -
DCM 111059 Single_Image_Finding 2128200006 - -
DCM 111047 Probability_of_cancer 2128200007 - -
DCM 114000 Not_a_number 2128200008 - -
DCM 121402 Normality 2128200009 - -
SRT G-D705 Volume 4100001 4100002 Measurement
SRT G-C0E3 Finding_Site 4100003 4100003 Observation
SRT T-28000 Lung 4100004 4100005 Spec_Anatomic_Site
SRT M-03010 Nodule 4100006 4100006 Condition
SRT R-00317 Mean 4100007 4100007 Observation
SRT G-A437 Maximum 4100008 4100008 Observation
SRT G-A460 Normal 4100009 4100009 Observation
SCT 246120007 Nodule_size 4100010 4100010 Measurement
SCT 255508009 Medium 4100011 4100011 Observation
DCM BIN Binary_thing 2128200010 - -
UCUM mm3 cubic_millimeter 8686 8686 Unit
UCUM mGy milligray 9400001 9400001 Unit`;

const TEMPLATE_ROWS = `1411 0 - CONTAINER DCM 125007
1411 1 HAS_OBS_CONTEXT UIDREF DCM 112040
10013 0 CONTAINS CONTAINER DCM 113819
10013 1 CONTAINS UIDREF DCM 113769
10013 2 CONTAINS NUM DCM 113830
1500 0 - CONTAINER DCM 126000`;

/** Adds the codes and templates to the tables of a release. */
export function addReportCodes(release: string): void {
  addRows(
    release,
    'lookup/codes.tsv',
    CODES,
    'scheme code meaning concept_id standard_concept_id standard_domain_id',
  );
  addRows(release, 'lookup/schemes.tsv', 'SRT SNOMED\nUCUM UCUM', 'designator vocabulary_id');
  addRows(
    release,
    'standard/template_rows.tsv',
    TEMPLATE_ROWS,
    'tid nest relation value_type concept_scheme concept_code',
  );
}

/** Rows of a table of a release: cells parted by blanks, `_` for a blank, `-` for an empty cell; `names`: their columns. */
export function addRows(release: string, file: string, text: string, names: string): void {
  const path = join(release, file);
  const known = readFileSync(path, 'utf8');
  const columns = known.slice(0, known.indexOf('\n')).split('\t');
  const given = names.split(' ');
  const lines = text.split('\n').map((line) => {
    const cells = line.split(' ').map((cell) => (cell === '-' ? '' : cell.replaceAll('_', ' ')));
    return `${columns.map((column) => cells[given.indexOf(column)] ?? '').join('\t')}\n`;
  });
  // What the embedded edition says of the same code gives way.
  const isSame = (line: string) => lines.some((own) => keyOf(own) === keyOf(line));
  const others = file === 'lookup/codes.tsv' ? known.split('\n').filter((line) => !isSame(line)) : [known];
  const isNew = (line: string) =>
    file !== 'lookup/schemes.tsv' || !known.includes(`\n${line.split('\t')[0]}\t`);
  writeFileSync(path, [...others, ''].join('\n').replace(/\n+$/, '\n') + lines.filter(isNew).join(''));
}

/** `SRT G-D705` of a row of codes. */
function keyOf(line: string): string {
  return line.split('\t').slice(0, 2).join(' ');
}

export const REPORT = '1.9.1';

/** The data set of report 1.9.1 in the study of series 1.2.3, with completion flags. */
export function reportOf(change: Cells = {}): Cells {
  return instanceOf(REPORT, {
    series_instance_uid: '1.9',
    modality: 'SR',
    sop_class_uid: '1.2.840.10008.5.1.4.1.1.88.22',
    kind: 'sr',
    ...change,
  });
}

const RELATIONS: Readonly<Record<string, string>> = {
  '>': 'CONTAINS',
  mod: 'HAS CONCEPT MOD',
  obs: 'HAS OBS CONTEXT',
  prop: 'HAS PROPERTIES',
  from: 'INFERRED FROM',
  sel: 'SELECTED FROM',
};

/**
 * Items of report 1.9.1, one a line: `path relation type name value unit`. name: `scheme:code`; value: a number, `scheme:code`, a UID or a word;
 * `-` is none. A name or value with a third part has a meaning of its own.
 */
export function itemsOf(text: string, change: Cells = {}): Cells[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [path = '', relation = '', type = '', name = '-', value = '-', unit = '-'] = line
        .trim()
        .split(/ +/);
      const [scheme, code, meaning] = partsOf(name);
      const isCode = type === 'CODE';
      const isReference = ['IMAGE', 'COMPOSITE'].includes(type);
      const [valueScheme, valueCode, valueMeaning] = isCode ? partsOf(value) : [];
      const [unitScheme, unitCode] = partsOf(unit);
      const [qualifierScheme, qualifier] = type === 'NUM' && value.includes(':') ? partsOf(value) : [];
      return {
        sop_instance_uid: REPORT,
        series_instance_uid: '1.9',
        study_instance_uid: '1.2',
        item_path: path,
        parent_path: path.includes('.') ? path.replace(/\.\d+$/, '') : null,
        relationship: RELATIONS[relation] ?? null,
        value_type: type,
        concept_scheme: scheme,
        concept_code: code,
        concept_meaning: meaning,
        value: isCode || isReference || qualifier || value === '-' ? null : value.replaceAll('_', ' '),
        code_scheme: valueScheme,
        code_value: valueCode,
        code_meaning: valueMeaning,
        unit_scheme: unitScheme,
        unit_code: unitCode,
        qualifier_scheme: qualifierScheme,
        qualifier_code: qualifier,
        referenced_sop_instance_uid: isReference ? value : null,
        ...change,
      };
    });
}

function partsOf(text: string): (string | undefined)[] {
  return text === '-' ? [] : text.split(':').map((part) => part.replaceAll('_', ' '));
}
