import { describe, expect, test } from '@jest/globals';
import { makeAttributeConcepts } from '../../../src/concepts/attribute-concepts.js';
import { parseAttributeValues } from '../../../src/concepts/attribute-values.js';
import { makeCodeConcepts } from '../../../src/concepts/code-concepts.js';
import { makeMetadataConcepts } from '../../../src/concepts/metadata-concepts.js';
import { makeUidConcepts } from '../../../src/concepts/uid-concepts.js';
import { attributeOf, definitionOf, uidOf } from '../../support/facts.js';
import { profileOf } from '../../support/vocabulary.js';

const profile = profileOf();

describe('makeAttributeConcepts', () => {
  test('code of eight digits, name verbatim, keyword and tag as synonyms', () => {
    const attribute = attributeOf('(0018,5100)', { name: 'Patient Position', keyword: 'PatientPosition' });
    expect(makeAttributeConcepts([attribute], profile)).toEqual([
      {
        kind: 'attribute',
        vocabularyId: 'DICOM',
        conceptCode: '00185100',
        name: 'Patient Position',
        domainId: 'Measurement',
        conceptClassId: 'Observable Entity',
        synonyms: ['PatientPosition', '(0018,5100)'],
        retirement: undefined,
        at: attribute.at,
      },
    ]);
  });

  test('repeating groups, missing names, retirement', () => {
    expect(
      makeAttributeConcepts(
        [
          attributeOf('(60xx,0010)'),
          attributeOf('(0028,0020)', { name: undefined, keyword: undefined }),
          attributeOf('(0008,0001)', { retired: true, remark: 'RET (2007)' }),
        ],
        profile,
      ),
    ).toMatchObject([
      { conceptCode: '60xx0010' },
      { name: '(0028,0020)', synonyms: [] },
      { retirement: { remark: 'RET (2007)', since: '2007' } },
    ]);
  });

  test('the VR may decide the domain', () => {
    const bySequence = profileOf({
      attributes: {
        conceptClassId: 'Observable Entity',
        domainId: 'Measurement',
        domainByVr: { SQ: 'Observation' },
      },
    });
    expect(
      makeAttributeConcepts(
        [attributeOf('(0008,2218)', { vr: 'SQ' }), attributeOf('(0008,0060)')],
        bySequence,
      ).map(({ domainId }) => domainId),
    ).toEqual(['Observation', 'Measurement']);
  });
});

describe('makeCodeConcepts', () => {
  test('code and meaning as Annex D has them, with the note of a retired one', () => {
    expect(
      makeCodeConcepts(
        [
          definitionOf('121139', { meaning: 'Modality' }),
          definitionOf('DF', { retired: true, notes: 'Retired 2003.' }),
        ],
        profile,
      ),
    ).toMatchObject([
      {
        kind: 'code',
        conceptCode: '121139',
        name: 'Modality',
        domainId: 'Meas Value',
        retirement: undefined,
      },
      { conceptCode: 'DF', retirement: { remark: 'Retired 2003.', since: '2003' } },
    ]);
  });
});

describe('makeUidConcepts', () => {
  test('name verbatim, or type and UID if there is none; keyword as synonym; of two rows the first', () => {
    expect(
      makeUidConcepts(
        [
          uidOf('1.2.840.10008.1.2', { name: 'Implicit VR', keyword: 'ImplicitVR' }),
          uidOf('1.2.840.10008.1.2', { name: 'Again' }),
          uidOf('1.2.840.10008.1.9', { name: 'Print (Retired)', retired: true }),
          uidOf('1.2.840.10008.1.10', { name: ': (2015c) (Retired)', type: 'SOP Class', retired: true }),
          uidOf('1.2.840.10008.6.1.1', { name: '1.2.840.10008.6.1.1', type: 'Context Group' }),
        ],
        profile,
      ),
    ).toMatchObject([
      {
        kind: 'uid',
        conceptCode: '1.2.840.10008.1.2',
        name: 'Implicit VR',
        synonyms: ['ImplicitVR'],
        retirement: undefined,
      },
      { conceptCode: '1.2.840.10008.1.9', retirement: { remark: '(Retired)', since: undefined } },
      {
        name: 'SOP Class 1.2.840.10008.1.10',
        retirement: { remark: '(2015c) (Retired)', since: '2015c' },
      },
      { name: 'Context Group 1.2.840.10008.6.1.1' },
    ]);
  });
});

describe('makeMetadataConcepts', () => {
  test('the vocabulary, and the classes that OHDSI does not have', () => {
    expect(
      makeMetadataConcepts(profile).map(({ vocabularyId, conceptCode }) => [vocabularyId, conceptCode]),
    ).toEqual([['Vocabulary', 'DICOM']]);
    const own = profileOf({
      attributes: { conceptClassId: 'DICOM Attributes', domainId: 'Measurement' },
      values: { conceptClassId: 'DICOM Value Sets', domainId: 'Measurement' },
      bodyParts: { conceptClassId: 'DICOM Value Sets', domainId: 'Measurement' },
    });
    expect(
      makeMetadataConcepts(own).map(({ vocabularyId, conceptCode, domainId }) => [
        vocabularyId,
        conceptCode,
        domainId,
      ]),
    ).toEqual([
      ['Vocabulary', 'DICOM', 'Metadata'],
      ['Concept Class', 'DICOM Attributes', 'Metadata'],
      ['Concept Class', 'DICOM Value Sets', 'Metadata'],
    ]);
  });
});

describe('parseAttributeValues', () => {
  test('reads the kind of values by tag', () => {
    const { value, diagnostics } = parseAttributeValues(
      'tag\tvalues\n(0008,0060)\tDCM\n(0008,0016)\tSOP Class\n',
      'v.tsv',
    );
    expect(diagnostics).toEqual([]);
    expect([...value]).toEqual([
      ['(0008,0060)', 'DCM'],
      ['(0008,0016)', 'SOP Class'],
    ]);
  });

  test.each(['0008,0060\tDCM', '(0008,0060)\t'])('refuses "%s"', (line) => {
    const { value, diagnostics } = parseAttributeValues(`tag\tvalues\n${line}\n`, 'v.tsv');
    expect(value.size).toBe(0);
    expect(diagnostics).toMatchObject([
      {
        code: 'file-cell-wrong',
        severity: 'error',
        at: { file: 'v.tsv', line: 2 },
        found: line.replace('\t', ' | '),
        expected: expect.stringContaining('(gggg,eeee)'),
        fix: 'correct the line',
      },
    ]);
  });
});
