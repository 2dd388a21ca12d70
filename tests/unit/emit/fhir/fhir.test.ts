import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Build } from '../../../../src/build/pipeline.js';
import { emitFhir } from '../../../../src/emit/fhir/fhir.js';
import { kindOfCode } from '../../../../src/model/concept-code.js';
import type { StandardMapping } from '../../../../src/model/standard-mapping.js';
import { buildMini, idOf } from '../../../support/mini-release.js';
import { useFolders } from '../../../support/standard-document.js';

interface Validator {
  validate(resource: object): readonly { readonly dataPath: string; readonly message: string }[];
}
type Json = Readonly<Record<string, unknown>>;

const SchemaValidator = createRequire(import.meta.url)(
  '@asymmetrik/fhir-json-schema-validator',
) as new () => Validator;
const newFolder = useFolders();
const mapping: StandardMapping = {
  subject: { vocabularyId: 'DICOM', conceptCode: 'CT', name: 'Computed Tomography' },
  predicate: 'broadMatch',
  object: { vocabularyId: 'SNOMED', conceptCode: '77477000', conceptName: 'Computed tomography' },
  justification: 'ManualMappingCuration',
  words: 'the same',
  decidedBy: 'people',
  rule: 'mappings/codes.tsv',
  confidence: 1,
};

describe('FHIR R4 resources of the embedded edition', () => {
  let build: Build;
  let all: ReadonlyMap<string, string>;
  /** The resources. */
  let files: ReadonlyMap<string, string>;
  const read = (name: string) => JSON.parse(files.get(`fhir/${name}.json`) ?? '{}') as Json;
  const list = (resource: Json, field: string) => (resource[field] ?? []) as readonly Json[];

  beforeAll(async () => {
    build = await buildMini(await newFolder());
    const { standard, assignment, published } = build;
    all = emitFhir({ standard, release: assignment.release, mappings: [mapping], published });
    files = new Map([...all].filter(([name]) => name !== 'fhir/package.json'));
  }, 60_000);

  test('there is a value set for each context group, three code systems, two maps', () => {
    const kinds = [...files.keys()].map((name) => name.replace(/^fhir\/(\w+)-.*$/, '$1'));
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    expect(count('ValueSet')).toBe(build.standard.contextGroups.length);
    expect([count('CodeSystem'), count('ConceptMap')]).toEqual([3, 2]);
  });

  test('every resource is valid by the JSON schema of FHIR R4', () => {
    const validator = new SchemaValidator();
    const faults = [...files].flatMap(([name, text]) =>
      validator
        .validate(JSON.parse(text) as object)
        .map(({ dataPath, message }) => `${name}${dataPath} ${message}`),
    );
    expect(faults).toEqual([]);
    expect(validator.validate({ resourceType: 'ValueSet', status: 'alive' })).not.toEqual([]);
  }, 120_000);

  test('value sets go by the ids and canonical URLs of NEMA, which bindings of HL7 know', () => {
    const modality = build.standard.contextGroups.find(({ cid }) => cid === '29');
    expect(modality).toBeDefined();
    const id = ['dicom-cid-29', ...(modality?.keyword ? [modality.keyword] : [])].join('-');
    expect(read(`ValueSet-${id}`)).toMatchObject({
      id,
      url: 'http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_29.html',
      copyright: expect.stringContaining('National Electrical Manufacturers Association'),
    });
  });

  test('package.json makes the folder a FHIR package', () => {
    expect(JSON.parse(all.get('fhir/package.json') ?? '')).toMatchObject({
      name: 'dicom-omop.dicom',
      version: expect.stringMatching(/^\d+\.\d+\.0$/),
      fhirVersions: ['4.0.1'],
      dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
    });
  });

  const other = process.env.DICOM_OMOP_FHIR_VALIDATOR;
  if (other === undefined)
    test.todo(
      'DICOM_OMOP_FHIR_VALIDATOR names no folder with the package fhir: no second validator is asked',
    );
  (other === undefined ? test.skip : test)(
    'an independent validator finds nothing but what it takes wrongly: an inactive of false',
    () => {
      const { Fhir } = createRequire(join(other ?? '', 'package.json'))('fhir') as {
        Fhir: new () => {
          validate(resource: object): { messages: { message: string; location?: string }[] };
        };
      };
      const validator = new Fhir();
      const faults = [...files].flatMap(([name, text]) =>
        validator
          .validate(JSON.parse(text) as object)
          .messages.filter(
            ({ message, location }) => !/valueBoolean|value\[x\]/.test(`${message} ${location}`),
          )
          .map(({ message, location }) => `${name} ${location} ${message}`),
      );
      expect(faults).toEqual([]);
    },
    120_000,
  );

  test('ids, names and urls have the form that FHIR asks for, and are unique', () => {
    const resources = [...files.values()].map((text) => JSON.parse(text) as Json);
    expect(resources.filter(({ id }) => !/^[A-Za-z0-9.-]{1,64}$/.test(String(id)))).toEqual([]);
    expect(resources.filter(({ name }) => !/^[A-Z][A-Za-z0-9_]{0,254}$/.test(String(name)))).toEqual([]);
    expect(new Set(resources.map(({ url }) => url)).size).toBe(resources.length);
  });

  test('an attribute has its VR, its keyword and its synonyms', () => {
    const echoTime = list(read('CodeSystem-dicom-attributes'), 'concept').find(
      ({ code }) => code === '00180081',
    );
    expect(echoTime).toMatchObject({
      display: 'Echo Time',
      designation: expect.arrayContaining([{ language: 'en', value: '(0018,0081)' }]),
      property: [
        { code: 'inactive', valueBoolean: false },
        { code: 'vr', valueString: 'DS' },
        { code: 'vm', valueString: '1' },
        { code: 'keyword', valueString: 'EchoTime' },
      ],
    });
  });

  test('the code systems hold every concept but UIDs, metadata and codes of other schemes, once', () => {
    const codes = ['attributes', 'terms', 'codes'].flatMap((kind) => {
      const system = read(`CodeSystem-dicom-${kind}`);
      expect(system.count).toBe(list(system, 'concept').length);
      return list(system, 'concept').map(({ code }) => String(code));
    });
    const expected = build.assignment.release.concepts
      .filter(
        ({ vocabularyId, conceptCode }) => vocabularyId === 'DICOM' && !/^1\.2\.840\./.test(conceptCode),
      )
      .filter(({ conceptCode }) => kindOfCode(conceptCode) !== 'foreign')
      .map(({ conceptCode }) => conceptCode);
    expect(codes.toSorted()).toEqual(expected.toSorted());
  });

  test('a value set names its members by system and its included groups by url', () => {
    const including = build.standard.contextGroups.find(
      ({ includes, members, uid }) => includes.length > 0 && members.length > 0 && uid,
    );
    const { compose, identifier } = read(
      `ValueSet-dicom-cid-${including?.cid ?? ''}${including?.keyword ? `-${including.keyword}` : ''}`,
    ) as {
      compose: { include: readonly Json[] };
      identifier: unknown;
    };
    expect(identifier).toEqual([{ system: 'urn:ietf:rfc:3986', value: `urn:oid:${including?.uid}` }]);
    expect(compose.include.flatMap(({ valueSet }) => valueSet ?? [])).toEqual([
      ...new Set(
        including?.includes.map(
          ({ includedCid }) =>
            `http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_${includedCid}.html`,
        ),
      ),
    ]);
    expect(compose.include[0]).toMatchObject({ system: expect.any(String), concept: expect.any(Array) });
  });

  test('a broader target is wider, and OMOP concept ids are codes', () => {
    expect(read('ConceptMap-dicom-to-snomed')).toMatchObject({
      group: [
        {
          source: 'http://dicom.nema.org/resources/ontology/DCM',
          target: 'http://snomed.info/sct',
          element: [{ code: 'CT', target: [{ code: '77477000', equivalence: 'wider' }] }],
        },
      ],
    });
    const toOmop = list(read('ConceptMap-dicom-to-omop'), 'group').flatMap((group) => list(group, 'element'));
    const id = idOf(build.assignment.release, '00180081');
    expect(toOmop.find(({ code }) => code === '00180081')).toMatchObject({
      target: [{ code: String(id), equivalence: 'equal' }],
    });
    expect(toOmop.filter(({ code }) => /^\d+\.\d/.test(String(code)))).toEqual([]);
  });
});
