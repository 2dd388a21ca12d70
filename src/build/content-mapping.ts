/** How PS3.16 is read, in whatever thread. */
import { type ContentMappingFacts, extractContentMapping } from '../extract/standard.js';
import type { PartReader } from './part-reading.js';

export const CONTENT_MAPPING: PartReader<ContentMappingFacts> = { part: 16, extract: extractContentMapping };
