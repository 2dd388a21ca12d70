/**
 * CONCEPT_RELATIONSHIP.csv: the valid `Maps to` and `Concept replaced by` rows from one concept to another.
 * All of them are kept as numbers (some millions in a full download, 12 bytes each), so that chains of any
 * length are followed after one pass. Rows from a concept to itself and rows with an invalid_reason are not.
 */
import type { MappingRelationship } from '../../model/athena-concept.js';
import type { FaultList } from '../../model/fault-list.js';
import type { BundleFile } from '../bundle/bundle.js';
import { NOT_A_CONCEPT_ID } from '../concept-id.js';
import { ByteTable } from './byte-table.js';
import { addIdFault } from './concept-file.js';
import { EdgeList } from './edge-list.js';
import { quickRelationshipRow } from './quick-relationship.js';
import { layoutOf, placeOf } from './table-layout.js';
import type { TableRow } from './table-row.js';
import { type OnBytes, scanTable } from './table-scanner.js';

const RELATIONSHIP_LAYOUT = layoutOf('concept_relationship');
const ID_1 = placeOf(RELATIONSHIP_LAYOUT, 'concept_id_1');
const ID_2 = placeOf(RELATIONSHIP_LAYOUT, 'concept_id_2');
const RELATIONSHIP = placeOf(RELATIONSHIP_LAYOUT, 'relationship_id');
const INVALID = placeOf(RELATIONSHIP_LAYOUT, 'invalid_reason');

export const MAPPING_RELATIONSHIPS: readonly MappingRelationship[] = ['Maps to', 'Concept replaced by'];

/** Checks every row; answers the edges of each relationship, in the order of MAPPING_RELATIONSHIPS. */
export async function readMappingEdges(
  file: BundleFile,
  faults: FaultList,
  onBytes?: OnBytes,
): Promise<readonly EdgeList[]> {
  const names = new ByteTable(MAPPING_RELATIONSHIPS);
  const edges = MAPPING_RELATIONSHIPS.map(() => new EdgeList());
  const onRow = (row: TableRow): void => {
    const from = row.id(ID_1);
    const to = row.id(ID_2);
    if (from === NOT_A_CONCEPT_ID) addIdFault(row, ID_1, 'concept_id_1', file, faults);
    if (to === NOT_A_CONCEPT_ID) addIdFault(row, ID_2, 'concept_id_2', file, faults);
    if (from === to || from === NOT_A_CONCEPT_ID || to === NOT_A_CONCEPT_ID) return;
    const relationship = names.find(row.bytes, row.startOf(RELATIONSHIP), row.endOf(RELATIONSHIP));
    if (relationship < 0 || row.startOf(INVALID) !== row.endOf(INVALID)) return;
    edges[relationship]?.add(from, to, row.line);
  };
  const quickRow = quickRelationshipRow((bytes, from, to, start, end, line) => {
    const relationship = names.find(bytes, start, end);
    if (relationship >= 0) edges[relationship]?.add(from, to, line);
  });
  await scanTable({ file, layout: RELATIONSHIP_LAYOUT, faults, onRow, quickRow, onBytes });
  return edges;
}
