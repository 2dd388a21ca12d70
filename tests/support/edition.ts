/** An edition of a few rows, complete enough to be built. */
import { listOf, rowOf, sectionOf, tableOf } from './docbook.js';
import { documentOf } from './standard-document.js';

export interface SmallEdition {
  readonly label: string;
  /** Rows of Table 6-1 as [tag, name, keyword, remark]. */
  readonly attributes?: readonly (readonly [string, string, string, string?])[];
  /** Values of Patient Position with their meanings. */
  readonly values?: Readonly<Record<string, string>>;
  /** Rows of Table D-1 as [code, meaning, notes]. */
  readonly codes?: readonly (readonly [string, string, string?])[];
}

const POSITION = ['(0018,5100)', 'Patient Position', 'PatientPosition'] as const;

/** File name -> text. */
export function makeEdition({
  label,
  attributes = [POSITION],
  values = {},
  codes = [['CT', 'CT']],
}: SmallEdition): Record<string, string> {
  const registry = tableOf({
    label: '6-1',
    caption: 'Registry of DICOM Data Elements',
    headings: ['Tag', 'Name', 'Keyword', 'VR', 'VM', ''],
    rows: attributes
      .map(([tag, name, keyword, remark = '']) => rowOf(tag, name, keyword, 'CS', '1', remark))
      .join(''),
  });
  const uids = tableOf({
    label: 'A-1',
    caption: 'UID Values',
    headings: ['UID Value', 'UID Name', 'UID Keyword', 'UID Type', 'Part'],
    rows: rowOf(
      '1.2.840.10008.1.2',
      'Implicit VR Little Endian',
      'ImplicitVRLittleEndian',
      'Transfer Syntax',
      'PS3.5',
    ),
  });
  const module = tableOf({
    label: 'C.7-1',
    caption: 'Series Module Attributes',
    headings: ['Attribute Name', 'Tag', 'Type', 'Attribute Description'],
    rows: rowOf('Patient Position', '(0018,5100)', '2C', `Position.${listOf('Defined Terms:', values)}`),
  });
  const code = ['Coding Scheme Designator', 'Code Value', 'Code Meaning'];
  const schemes = tableOf({
    label: '8-1',
    caption: 'Coding Schemes',
    headings: ['Coding Scheme Designator', 'Coding Scheme UID'],
    rows: rowOf('DCM', '1.2'),
  });
  const group = sectionOf(
    'CID 29',
    'Modality',
    tableOf({ label: 'CID 29', headings: code, rows: rowOf('DCM', 'CT', 'CT') }),
  );
  const definitions = tableOf({
    label: 'D-1',
    caption: 'DICOM Controlled Terminology Definitions',
    headings: ['Code Value', 'Code Meaning', 'Definition', 'Notes'],
    rows: codes.map(([value, meaning, notes = '']) => rowOf(value, meaning, '', notes)).join(''),
  });
  const bodyParts = sectionOf(
    'L',
    'Body Parts',
    tableOf({
      label: 'L-1',
      caption: 'Corresponding Codes',
      headings: [...code, 'Body Part Examined'],
      rows: rowOf('SCT', '69536005', 'Head', 'HEAD'),
    }),
  );
  return {
    'part03.xml': documentOf(3, label, sectionOf('C.7', 'Common', module)),
    'part06.xml': documentOf(6, label, registry + sectionOf('A', 'UIDs', uids)),
    'part16.xml': documentOf(16, label, schemes + group + definitions + bodyParts),
  };
}
