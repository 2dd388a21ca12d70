import { expect, test } from '@jest/globals';
import { emitHistory } from '../../../src/emit/history-table.js';
import type { ConceptId } from '../../../src/model/omop.js';
import { CT, MODALITY, releaseOf } from '../../support/release.js';
import { editionOf } from '../../support/standard-document.js';

test('history.tsv has the events of the concepts of the release, by id, then in order', () => {
  const event = (conceptId: number, edition: string, name: string, detail?: string) =>
    ({ conceptId: conceptId as ConceptId, edition: editionOf(edition), event: name, detail }) as const;
  const lines = [
    event(CT, '2016b', 'issued'),
    event(MODALITY, '2016b', 'released', '20160401'),
    event(MODALITY, '2016b', 'issued'),
    event(CT, '2024d', 'renamed from', 'CT scan'),
    event(2128299999, '2024d', 'issued'),
  ];
  expect(emitHistory(lines, releaseOf())).toEqual([
    'history.tsv',
    [
      'concept_id\tedition\tevent\tdetail',
      `${MODALITY}\t2016b\tissued\t`,
      `${CT}\t2016b\tissued\t`,
      `${CT}\t2024d\trenamed from\tCT scan`,
      '',
    ].join('\n'),
  ]);
});
