import type { Attribute } from '../../src/model/registry.js';
import type { SourceRef } from '../../src/model/source-ref.js';
import { parseTag, type Tag } from '../../src/model/tag.js';
import { editionOf } from './standard-document.js';

export const AT: SourceRef = { part: 6, edition: editionOf('2024d'), label: 'Table 6-1', row: 1 };

export function tagOf(text: string): Tag {
  const tag = parseTag(text);
  if (!tag) throw new Error(`${text} is no tag`);
  return tag;
}

export function attributeOf(
  tag: string,
  keyword: string,
  vr: string | undefined,
  more: Partial<Attribute> = {},
): Attribute {
  const name = keyword.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return {
    tag: tagOf(tag),
    name,
    keyword,
    vr,
    vm: '1',
    remark: undefined,
    retired: false,
    registry: '6-1',
    at: AT,
    ...more,
  };
}
