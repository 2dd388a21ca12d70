/** One tag, code, UID, term or context group followed from the rows that state it to the rows it became. */
import { type ConceptDraft, formatKey, type LinkDraft } from '../model/concept-draft.js';
import type { BodyPart } from '../model/content-mapping.js';
import type { Derivation } from '../model/derivation.js';
import { readHexadecimal } from '../model/integer-value.js';
import type { Concept, ConceptId, Release } from '../model/omop.js';
import { formatPlace, type SourceRef } from '../model/source-ref.js';
import type { Standard } from '../model/standard.js';
import { formatTagDigits, type Tag } from '../model/tag.js';
import type { Query } from './query.js';

/** What `inspect` looks through: a build before it is written. */
export interface Traceable {
  readonly standard: Standard;
  readonly derivation: Derivation;
  readonly drafts: readonly ConceptDraft[];
  readonly links: readonly LinkDraft[];
  readonly release: Release;
  readonly idOf: ReadonlyMap<string, ConceptId>;
  readonly vocabularyId: string;
}

/** A fact as a line of its table in `standard/`. */
export interface TracedFact {
  readonly table: string;
  readonly text: string;
  readonly at: SourceRef | undefined;
}

export interface Trace {
  readonly facts: readonly TracedFact[];
  readonly concepts: readonly Concept[];
  readonly synonyms: readonly string[];
  readonly links: readonly string[];
}

export function traceQuery(query: Query, build: Traceable): Trace {
  const facts = findFacts(query, build);
  const codes = conceptCodesOf(query, build);
  const concepts = build.release.concepts.filter(
    ({ conceptId, conceptCode, vocabularyId }) =>
      (query.kind === 'concept' && conceptId === query.conceptId) ||
      (vocabularyId === build.vocabularyId && codes.has(conceptCode)),
  );
  const ids = new Set(concepts.map(({ conceptId }) => conceptId));
  const nameOf = new Map(build.release.concepts.map((concept) => [concept.conceptId, concept]));
  const ruleOf = new Map(
    build.links.map((link) => [
      `${build.idOf.get(formatKey(link.from))} ${build.idOf.get(formatKey(link.to))}`,
      `${link.rule}${link.at ? `, ${formatPlace(link.at)}` : ''}`,
    ]),
  );
  const links = build.release.relationships
    .filter(({ conceptId1 }) => ids.has(conceptId1))
    .map(({ conceptId1, conceptId2, relationshipId, invalidReason }) => {
      const other = nameOf.get(conceptId2);
      const rule =
        ruleOf.get(`${conceptId1} ${conceptId2}`) ?? ruleOf.get(`${conceptId2} ${conceptId1}`) ?? '';
      const validity = invalidReason ? ` [${invalidReason}]` : '';
      return `${relationshipId} ${conceptId2} ${other?.conceptCode ?? ''} "${other?.conceptName ?? ''}"${validity} (${rule})`;
    });
  const synonyms = build.release.synonyms
    .filter(({ conceptId }) => ids.has(conceptId))
    .map(({ conceptSynonymName }) => conceptSynonymName);
  return { facts, concepts, synonyms, links };
}

/** Concept codes that the query means. */
function conceptCodesOf(query: Query, build: Traceable): ReadonlySet<string> {
  switch (query.kind) {
    case 'tag':
      return new Set([formatTagDigits(query.tag)]);
    case 'term':
      return codesOfTerm(query, build);
    case 'code':
      return new Set(query.scheme.toUpperCase() === 'DCM' ? [query.value] : []);
    case 'uid':
      return new Set([query.uid]);
    case 'cid':
      return new Set(
        build.standard.contextGroups.flatMap(({ cid, uid }) => (cid === query.cid && uid ? [uid] : [])),
      );
    case 'keyword':
      return new Set(
        build.standard.attributes.flatMap(({ keyword, tag }) =>
          keyword === query.keyword ? [formatTagDigits(tag)] : [],
        ),
      );
    case 'concept':
      return new Set();
  }
}

function findFacts(query: Query, build: Traceable): TracedFact[] {
  switch (query.kind) {
    case 'tag':
      return factsOfTag(query.tag, build);
    case 'term':
      return factsOfTerm(query, build);
    case 'keyword': {
      const tag = build.standard.attributes.find(({ keyword }) => keyword === query.keyword)?.tag;
      return tag ? factsOfTag(tag, build) : [];
    }
    case 'cid':
      return factsOfGroup(query.cid, build);
    case 'code':
      return factsOfCode(query.scheme, query.value, build);
    case 'uid':
      return build.standard.uids
        .filter(({ uid }) => uid === query.uid)
        .map(({ uid, name, type, at }) => ({ table: 'uids', text: `${uid} "${name}" ${type}`, at }));
    case 'concept': {
      const concept = build.release.concepts.find(({ conceptId }) => conceptId === query.conceptId);
      const draft = build.drafts.find(({ conceptCode }) => conceptCode === concept?.conceptCode);
      return draft?.at
        ? [{ table: draft.kind, text: `${draft.conceptCode} "${draft.name}"`, at: draft.at }]
        : [];
    }
  }
}

type TermQuery = Extract<Query, { kind: 'term' }>;

/** Its own code, or the code that the attribute links to in its place: of Annex D, a UID, the raw form. */
function codesOfTerm({ tag, code, value }: TermQuery, { links }: Traceable): ReadonlySet<string> {
  const linked = links
    .filter(({ from, to }) => from.conceptCode === formatTagDigits(tag) && to.conceptCode === value)
    .map(({ to }) => to.conceptCode);
  const decimal = readHexadecimal(value);
  const asHeld = decimal === undefined ? [] : [`${formatTagDigits(tag)}:${decimal}`];
  return new Set([code, ...asHeld, ...linked]);
}

function factsOfTerm({ tag, value }: TermQuery, build: Traceable): TracedFact[] {
  const { standard, derivation } = build;
  const valueTerms = derivation.valueTerms.filter(
    (row) => row.value === value || readHexadecimal(row.value) === (readHexadecimal(value) ?? value),
  );
  const ofValue = { ...build, derivation: { ...derivation, valueTerms } };
  const bodyParts = standard.bodyParts.filter(
    ({ bodyPartExamined }) => tag === '(0018,0015)' && bodyPartExamined === value,
  );
  return [
    ...factsOfTag(tag, ofValue).filter(({ table }) => table === 'attributes' || table === 'value_terms'),
    ...bodyParts.map(factOfBodyPart),
  ];
}

function factOfBodyPart({ meaning, bodyPartExamined, at }: BodyPart): TracedFact {
  return { table: 'body_parts', text: `"${meaning}" ${bodyPartExamined ?? ''}`, at };
}

function factsOfTag(tag: Tag, { standard, derivation }: Traceable): TracedFact[] {
  return [
    ...standard.attributes
      .filter((row) => row.tag === tag)
      .map(({ name, keyword, vr, vm, remark, at }) => ({
        table: 'attributes',
        text: [tag, `"${name ?? ''}"`, keyword, vr, vm, remark].filter(Boolean).join(' '),
        at,
      })),
    ...standard.moduleTables.flatMap(({ title, rows }) =>
      rows.flatMap((row): TracedFact[] =>
        row.kind === 'attribute' && row.tag === tag
          ? [
              {
                table: 'module_rows',
                text: `${title}: ${'>'.repeat(row.depth)}${row.name} type ${row.type ?? '-'}`,
                at: row.at,
              },
            ]
          : [],
      ),
    ),
    ...derivation.valueTerms
      .filter((row) => row.tag === tag)
      .map((row) => ({
        table: 'value_terms',
        text: `${row.kind}${row.valueNumber ? ` value ${row.valueNumber}` : ''}: ${row.value} = ${row.meaning ?? ''}${row.condition ? ` [${row.condition}]` : ''}${row.retired ? ' (retired)' : ''}`,
        at: row.at,
      })),
    ...derivation.bindings
      .filter((row) => row.tag === tag)
      .map((row) => ({
        table: 'bindings',
        text: `${row.strength} CID ${row.cid} at ${row.path.join('>')}${row.condition ? ` [${row.condition}]` : ''}`,
        at: row.at,
      })),
    ...derivation.units
      .filter((row) => row.tag === tag)
      .map((row) => ({ table: 'units', text: `${row.ucum} ("${row.phrase}")`, at: row.at })),
  ];
}

function factsOfGroup(cid: string, { standard, derivation }: Traceable): TracedFact[] {
  const group = standard.contextGroups.find((each) => each.cid === cid);
  if (!group) return [];
  const extensible =
    group.extensible === undefined ? '' : group.extensible ? ' extensible' : ' non-extensible';
  return [
    {
      table: 'context_groups',
      text: `CID ${cid} "${group.title}"${extensible} ${group.version ?? ''}${group.retired ? ' (retired)' : ''}`,
      at: group.at,
    },
    ...group.includes.map(({ includedCid, at }) => ({
      table: 'context_group_includes',
      text: `includes CID ${includedCid}`,
      at,
    })),
    ...group.members.map(({ scheme, value, meaning, at }) => ({
      table: 'context_group_members',
      text: `(${value}, ${scheme}, "${meaning ?? ''}")`,
      at,
    })),
    ...derivation.expandedMembers
      .filter((member) => member.cid === cid && member.viaCid !== cid)
      .map(({ scheme, value, meaning, viaCid }) => ({
        table: 'context_group_expansion',
        text: `(${value}, ${scheme}, "${meaning ?? ''}") via CID ${viaCid}`,
        at: undefined,
      })),
    ...derivation.bindings
      .filter((binding) => binding.cid === cid)
      .map(({ strength, path, at }) => ({ table: 'bindings', text: `${strength} at ${path.join('>')}`, at })),
  ];
}

function factsOfCode(scheme: string, value: string, { standard }: Traceable): TracedFact[] {
  return [
    ...standard.codeDefinitions
      .filter(({ code }) => scheme.toUpperCase() === 'DCM' && code === value)
      .map(({ meaning, definition, notes, at }) => ({
        table: 'code_definitions',
        text: `(${value}, DCM, "${meaning}") ${definition ?? ''}${notes ? ` [${notes}]` : ''}`,
        at,
      })),
    ...standard.contextGroups.flatMap(({ cid, title, members }) =>
      members
        .filter((member) => member.scheme === scheme && member.value === value)
        .map(({ meaning, at }) => ({
          table: 'context_group_members',
          text: `CID ${cid} "${title}": "${meaning ?? ''}"`,
          at,
        })),
    ),
    ...standard.bodyParts.filter((row) => row.scheme === scheme && row.code === value).map(factOfBodyPart),
  ];
}
