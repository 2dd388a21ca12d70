/**
 * `lookup/*.tsv`: tag and value as a header holds them -> concept, standard concept, domain, column of the CDM, unit.
 * What an ETL joins its headers with, and what `harvest map` does; the same rows as SOURCE_TO_CONCEPT_MAP for tools
 * that expect that table. [CDM v5.4, SOURCE_TO_CONCEPT_MAP]
 */
import { CDM_VOCABULARY_TABLES } from '../../model/cdm-tables.js';
import { FIRST_OMOP_DAY, FOREVER } from '../../model/omop.js';
import { type CellValue, formatTable } from '../../release/tab-table.js';
import { type AttributeLookUp, makeAttributeLookUps } from './attribute-look-ups.js';
import { makeCodeLookUps } from './code-look-ups.js';
import { type LookUpSources, makeFindTargets, type StandardTarget } from './look-up-sources.js';
import { emitPrivateLookUps } from './private-look-ups.js';
import { makeValueLookUps, type ValueLookUp } from './value-look-ups.js';

const MODALITY = '00080060';
const BODY_PART_EXAMINED = '00180015';

export function emitLookUpTables(sources: LookUpSources): Map<string, string> {
  const findTargets = makeFindTargets(sources);
  const attributes = makeAttributeLookUps(sources, findTargets);
  const values = makeValueLookUps(sources, attributes, findTargets);
  const codes = makeCodeLookUps(sources, findTargets);
  const ofAttribute = (code: string) => values.filter(({ attribute }) => attribute.attribute === code);
  const conceptOf = new Map(
    sources.release.concepts.map((concept) => [concept.conceptCode, concept.conceptId]),
  );
  return new Map([
    table(
      'attributes',
      'attribute tag keyword name vr vm concept_id standard_concept_id standard_domain_id cdm_column analytical closed unit unit_concept_id retired successor_concept_id',
      attributes,
      (row) => [
        row.attribute,
        row.tag,
        row.keyword,
        row.name,
        row.vr,
        row.vm,
        row.conceptId,
        ...cellsOf(row.standard),
        row.cdmColumn,
        row.isAnalytical,
        row.isClosed,
        row.units.join(' | ') || undefined,
        row.unitConceptIds.join(' | ') || undefined,
        row.isRetired,
        row.successor,
      ],
    ),
    table(
      'values',
      'attribute keyword value_index value concept_code concept_name concept_id standard_concept_id standard_domain_id cdm_column list',
      values,
      (row) => [
        row.attribute.attribute,
        row.attribute.keyword,
        row.valueIndex,
        row.value,
        row.concept.conceptCode,
        row.concept.conceptName,
        row.concept.conceptId,
        ...cellsOf(row.standard),
        row.attribute.cdmColumn,
        row.list,
      ],
    ),
    table(
      'codes',
      'scheme code meaning vocabulary_id concept_code concept_id standard_concept_id standard_domain_id status',
      codes,
      (row) => [
        row.scheme,
        row.code,
        row.meaning,
        row.key?.vocabularyId,
        row.key?.conceptCode,
        row.conceptId,
        ...cellsOf(row.standard),
        row.status,
      ],
    ),
    table('modalities', VALUE_COLUMNS, ofAttribute(MODALITY), valueCells),
    table('sites', VALUE_COLUMNS, ofAttribute(BODY_PART_EXAMINED), valueCells),
    table('uids', 'uid name type concept_id retired', sources.uids, ({ uid, name, type, retired }) => [
      uid,
      name,
      type,
      conceptOf.get(uid),
      retired,
    ]),
    table('schemes', 'designator uid name vocabulary_id', sources.codingSchemes, (row) => [
      row.designator,
      row.uid,
      row.name,
      sources.vocabularyOf(row.designator),
    ]),
    emitPrivateLookUps(sources.privateAttributes),
    table('source_to_concept_map', STCM_COLUMNS, [...attributes, ...values], (row) =>
      stcmCells(row, sources),
    ),
  ]);
}

const VALUE_COLUMNS = 'value concept_code concept_name concept_id standard_concept_id standard_domain_id';

function valueCells({ value, concept, standard }: ValueLookUp): CellValue[] {
  return [value, concept.conceptCode, concept.conceptName, concept.conceptId, ...cellsOf(standard)];
}

function cellsOf(standard: StandardTarget | undefined): CellValue[] {
  return [standard?.conceptId, standard?.domainId];
}

const STCM_COLUMNS = CDM_VOCABULARY_TABLES.source_to_concept_map.columns.map(({ name }) => name).join(' ');
const LONGEST_CODE = 50;

/** `00185100:HFS`; without a standard concept the target is 0 of vocabulary `None`, as OMOP writes what has none. */
function stcmCells(row: AttributeLookUp | ValueLookUp, { release }: LookUpSources): CellValue[] {
  const isValue = 'value' in row;
  const source = isValue ? `${row.attribute.attribute}:${row.value}` : row.attribute;
  const description = isValue
    ? row.concept.conceptName
    : (row.name ?? row.keyword ?? row.tag).replaceAll('"', "'");
  return [
    source.length <= LONGEST_CODE || !isValue ? source : row.concept.conceptCode,
    isValue ? row.concept.conceptId : row.conceptId,
    release.vocabularies[0]?.vocabularyId,
    description,
    row.standard?.conceptId ?? 0,
    row.standard?.vocabularyId ?? 'None',
    FIRST_OMOP_DAY,
    FOREVER,
    undefined,
  ];
}

function table<Row>(
  name: string,
  columns: string,
  rows: readonly Row[],
  cells: (row: Row) => readonly CellValue[],
): readonly [string, string] {
  const file = `lookup/${name}.tsv`;
  return [file, formatTable({ file, columns: columns.split(' '), cells }, rows)];
}
