/** The facts of an edition as tables (`standard/*.tsv`), in the order in which the standard prints them. */
import { CONFIDENTIALITY_ACTIONS } from '../model/confidentiality.js';
import type { ContextGroup, Template } from '../model/content-mapping.js';
import type { Derivation } from '../model/derivation.js';
import type { ModuleRow } from '../model/information-object.js';
import { formatSourceRef } from '../model/source-ref.js';
import type { Standard } from '../model/standard.js';
import type { Tag } from '../model/tag.js';
import type { Files } from '../release/omop-tables.js';
import { type CellValue, formatTable } from '../release/tab-table.js';

export function emitStandardTables(standard: Standard, derivation: Derivation): Files {
  const files = new Map<string, string>();
  const add = <Row>(
    name: string,
    columns: string,
    rows: readonly Row[],
    cells: (row: Row) => readonly CellValue[],
  ) => {
    const file = `standard/${name}.tsv`;
    files.set(file, formatTable({ file, columns: columns.split(' '), cells }, rows));
  };
  add('attributes', 'tag name keyword vr vm remark retired registry at', standard.attributes, (row) => [
    row.tag,
    row.name,
    row.keyword,
    row.vr,
    row.vm,
    row.remark,
    row.retired,
    row.registry,
    formatSourceRef(row.at),
  ]);
  add('uids', 'uid name keyword type retired at', standard.uids, (row) => [
    row.uid,
    row.name,
    row.keyword,
    row.type,
    row.retired,
    formatSourceRef(row.at),
  ]);
  add('coding_schemes', 'designator uid description name at', standard.codingSchemes, (row) => [
    row.designator,
    row.uid,
    row.description,
    row.name,
    formatSourceRef(row.at),
  ]);
  add(
    'code_definitions',
    'code meaning definition notes retired replaced_by at',
    standard.codeDefinitions,
    (row) => [
      row.code,
      row.meaning,
      row.definition,
      row.notes,
      row.retired,
      row.replacedBy.map(({ scheme, value }) => `${scheme}:${value}`).join(' ') || undefined,
      formatSourceRef(row.at),
    ],
  );
  add(
    'body_parts',
    'scheme code meaning body_part_examined snomed_rt fma umls table snomed_ct at',
    standard.bodyParts,
    (row) => [
      row.scheme,
      row.code,
      row.meaning,
      row.bodyPartExamined,
      row.snomedRt,
      row.fma,
      row.umls,
      row.table,
      row.snomedCt,
      formatSourceRef(row.at),
    ],
  );
  addContextGroups(add, standard.contextGroups, derivation);
  addTemplates(add, standard.templates);
  addInformationObjects(add, standard);
  addDerivation(add, derivation);
  addConfidentiality(add, standard);
  return files;
}

type Add = <Row>(
  name: string,
  columns: string,
  rows: readonly Row[],
  cells: (row: Row) => readonly CellValue[],
) => void;

function addContextGroups(add: Add, groups: readonly ContextGroup[], derivation: Derivation): void {
  add('context_groups', 'cid title keyword extensible version uid retired at', groups, (row) => [
    row.cid,
    row.title,
    row.keyword,
    row.extensible,
    row.version,
    row.uid,
    row.retired,
    formatSourceRef(row.at),
  ]);
  const members = groups.flatMap((group) => group.members);
  add(
    'context_group_members',
    'cid row scheme code meaning at scheme_version snomed_rt snomed_ct umls',
    members,
    (row) => [
      row.cid,
      row.row,
      row.scheme,
      row.value,
      row.meaning,
      formatSourceRef(row.at),
      row.schemeVersion,
      row.snomedRt,
      row.snomedCt,
      row.umls,
    ],
  );
  const includes = groups.flatMap((group) => group.includes);
  add('context_group_includes', 'cid included_cid at', includes, (row) => [
    row.cid,
    row.includedCid,
    formatSourceRef(row.at),
  ]);
  add('context_group_expansion', 'cid scheme code meaning via_cid', derivation.expandedMembers, (row) => [
    row.cid,
    row.scheme,
    row.value,
    row.meaning,
    row.viaCid,
  ]);
}

function addTemplates(add: Add, templates: readonly Template[]): void {
  add('templates', 'tid title extensible root at', templates, (row) => [
    row.tid,
    row.title,
    row.extensible,
    row.root,
    formatSourceRef(row.at),
  ]);
  add(
    'template_rows',
    'tid row nest relation value_type concept_scheme concept_code concept_meaning vm requirement value_set_cid include_tid at condition concept_text',
    templates.flatMap((template) => template.rows),
    (row) => [
      row.tid,
      row.row,
      row.nest,
      row.relation,
      row.valueType,
      row.concept?.scheme,
      row.concept?.value,
      row.concept?.meaning,
      row.vm,
      row.requirement,
      row.valueSetCid,
      row.includeTid,
      formatSourceRef(row.at),
      row.condition,
      row.conceptText,
    ],
  );
}

function addInformationObjects(add: Add, standard: Standard): void {
  add('modules', 'table title kind section at', standard.moduleTables, (row) => [
    row.table,
    row.title,
    row.kind,
    row.section,
    formatSourceRef(row.at),
  ]);
  add('iod_modules', 'table ie module module_section usage at', standard.iodModules, (row) => [
    row.table,
    row.ie,
    row.module,
    row.moduleSection,
    row.usage,
    formatSourceRef(row.at),
  ]);
  add(
    'module_rows',
    'table row depth kind tag name type include_table at condition',
    standard.moduleTables.flatMap((table): readonly ModuleRow[] => table.rows),
    (row) => [
      row.table,
      row.row,
      row.depth,
      row.kind,
      row.kind === 'attribute' ? row.tag : undefined,
      row.kind === 'attribute' ? row.name : undefined,
      row.kind === 'attribute' ? row.type : undefined,
      row.kind === 'include' ? row.includeTable : undefined,
      formatSourceRef(row.at),
      row.kind === 'include' ? row.condition : undefined,
    ],
  );
}

function addConfidentiality(add: Add, standard: Standard): void {
  add(
    'confidentiality_profile',
    `tag name retired in_standard_iod ${CONFIDENTIALITY_ACTIONS.join(' ')} at`,
    standard.confidentialityProfile,
    (row) => [
      row.tag,
      row.name,
      row.retired,
      row.inStandardIod,
      ...CONFIDENTIALITY_ACTIONS.map((action) => row.actions[action]),
      formatSourceRef(row.at),
    ],
  );
  add(
    'safe_private_attributes',
    'tag private_creator vr vm meaning at',
    standard.safePrivateAttributes,
    (row) => [row.tag, row.privateCreator, row.vr, row.vm, row.meaning, formatSourceRef(row.at)],
  );
}

function addDerivation(add: Add, derivation: Derivation): void {
  add('module_attributes', 'table path tag type via_table', derivation.moduleAttributes, (row) => [
    row.table,
    formatPath(row.path),
    row.tag,
    row.type,
    row.viaTable,
  ]);
  add(
    'value_terms',
    'tag path table kind value_number condition value meaning retired at',
    derivation.valueTerms,
    (row) => [
      row.tag,
      formatPath(row.path),
      row.table,
      row.kind,
      row.valueNumber,
      row.condition,
      row.value,
      row.meaning,
      row.retired,
      formatSourceRef(row.at),
    ],
  );
  add('bindings', 'tag path table strength cid condition at', derivation.bindings, (row) => [
    row.tag,
    formatPath(row.path),
    row.table,
    row.strength,
    row.cid,
    row.condition,
    formatSourceRef(row.at),
  ]);
  add('units', 'tag ucum phrase at', derivation.units, (row) => [
    row.tag,
    row.ucum,
    row.phrase,
    formatSourceRef(row.at),
  ]);
}

function formatPath(path: readonly Tag[]): string {
  return path.join('>');
}
