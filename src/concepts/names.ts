/** Concept names and synonyms as OMOP takes them: one line, trimmed, limited, no double quote. */
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceRef } from '../model/source-ref.js';

const NAME_LIMIT = 255;
const SYNONYM_LIMIT = 1000;

/** Lengths are counted in characters, not in UTF-16 units, as databases count them. [CDM v5.4: varchar(255)] */
export function formatName(text: string): string {
  return shorten(text.replaceAll('"', "'"), NAME_LIMIT);
}

/** Distinct, limited, without the name itself and without empty ones, in the order given. [CDM v5.4: varchar(1000)] */
export function formatSynonyms(name: string, texts: readonly (string | undefined)[]): string[] {
  const synonyms = texts.flatMap((text) => (text ? [shorten(text.replaceAll('"', "'"), SYNONYM_LIMIT)] : []));
  return [...new Set(synonyms)].filter((synonym) => synonym !== name);
}

/** What was changed in a name on its way, for the report. */
export function nameDiagnostics(text: string, at: SourceRef): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (text.includes('"')) {
    diagnostics.push({
      code: 'name-quote-replaced',
      severity: 'note',
      at,
      message: 'a double quote in a name becomes an apostrophe: it breaks the loaders of OMOP sites',
      found: text.slice(0, 120),
    });
  }
  if ([...text].length > NAME_LIMIT) {
    diagnostics.push({
      code: 'name-shortened',
      severity: 'note',
      at,
      message: `a name of ${[...text].length} characters is cut to ${NAME_LIMIT}`,
      found: `${text.slice(0, 80)}...`,
      expected: 'at most 255 characters [CDM v5.4 CONCEPT.concept_name]',
    });
  }
  return diagnostics;
}

function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = [...text];
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 3)
        .join('')
        .trimEnd()}...`;
}
