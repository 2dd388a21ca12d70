/**
 * Macros of SQL put into the text that uses them. `CREATE MACRO name(a, b) AS body;` as DuckDB has it; a name without parameters stands for a word, the
 * last parameter as `parts...` for all that follow. Within its own body a name is the engine's own function.
 */

export interface Macro {
  readonly name: string;
  /** Undefined: stands for a word. */
  readonly parameters: readonly string[] | undefined;
  readonly body: string;
}

export type Macros = ReadonlyMap<string, Macro>;

/** Later ones replace earlier ones of the same name. Throws on a statement of another form: the files belong to the program. */
export function parseMacros(text: string): Macros {
  const statements = text
    .replace(/^--.*\n/gm, '')
    .split(/;\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  return new Map(
    statements.map((statement) => {
      const [, name, parameters, body] =
        /^CREATE MACRO (\w+)(?:\(([^)]*)\))? AS\s([\s\S]+)$/.exec(statement) ?? [];
      if (name === undefined || body === undefined) throw new Error(`no macro: ${statement}`);
      return [
        name,
        { name, parameters: parameters?.split(',').map((each) => each.trim()), body: body.trim() },
      ];
    }),
  );
}

/** Comments, texts and quoted names as they are; words, and everything else one by one. */
const TOKENS = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|[A-Za-z_]\w*|\s+|./gs;
const WORD = /^[A-Za-z_]/;

/** The text of a model as Spark has it: macros put in; where a window orders, NULL stands last, as it does in DuckDB. */
export function formatForSpark(sql: string, macros: Macros): string {
  return orderNullsLast(expandMacros(sql, macros));
}

function orderNullsLast(sql: string): string {
  const tokens = sql.match(TOKENS) ?? [];
  let depth = 0;
  /** Depths at which an ORDER BY is open. */
  const open: number[] = [];
  let out = '';
  for (const [at, token] of tokens.entries()) {
    const ends = token === ')' || /^(?:ROWS|RANGE)$/.test(token);
    if (open.at(-1) === depth && (ends || token === ',')) {
      if (!/NULLS (?:FIRST|LAST)\s*$/.test(out))
        out = `${out.trimEnd()} NULLS LAST${ends && token !== ')' ? ' ' : ''}`;
      if (ends) open.pop();
    }
    out += token;
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === 'BY' && tokens[at - 2] === 'ORDER') open.push(depth);
  }
  return out;
}

export function expandMacros(sql: string, macros: Macros): string {
  return expandTokens(sql.match(TOKENS) ?? [], macros);
}

function expandTokens(tokens: readonly string[], macros: Macros): string {
  let out = '';
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    const macro = WORD.test(token) && tokens[at - 1] !== '.' ? macros.get(token) : undefined;
    if (macro === undefined) out += token;
    else if (macro.parameters === undefined) out += macro.body;
    else if (tokens[at + 1] !== '(') out += token;
    else {
      const { values, end } = readArguments(tokens, at + 1);
      out += callMacro(
        macro,
        values.map((value) => expandTokens(value, macros).trim()),
        macros,
      );
      at = end;
    }
  }
  return out;
}

/** The arguments between the parenthesis at `from` and the one that closes it, at `end`. */
function readArguments(
  tokens: readonly string[],
  from: number,
): { readonly values: readonly (readonly string[])[]; readonly end: number } {
  const values: string[][] = [[]];
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (token === ')' && --depth === 0) return { values, end: at };
    if (token === ',' && depth === 1) values.push([]);
    else if (depth > 0) values.at(-1)?.push(token);
    if (token === '(') depth++;
  }
  throw new Error('a parenthesis is not closed');
}

function callMacro(macro: Macro, values: readonly string[], macros: Macros): string {
  const { name, parameters = [] } = macro;
  const rest = parameters.findIndex((parameter) => parameter.endsWith('...'));
  if (rest < 0 && values.length !== parameters.length) {
    throw new Error(`${name} has ${parameters.length} parameters, not ${values.length}`);
  }
  const given = new Map(
    parameters.map((parameter, index) =>
      index === rest
        ? [parameter.slice(0, -3), values.slice(index).join(', ')]
        : [parameter, protect(values[index] ?? '')],
    ),
  );
  const others = new Map([...macros].filter(([each]) => each !== name));
  const body = expandMacros(macro.body, others);
  const filled = (body.match(TOKENS) ?? [])
    .map((token, at, tokens) => (tokens[at - 1] === '.' ? token : (given.get(token) ?? token)))
    .join('');
  return protect(filled);
}

/** A name, number or text, one call, or what is in parentheses already: stays whole wherever it stands. */
function protect(sql: string): string {
  return /^(?:[\w.]+|'[^']*'|\w+\([^()]*\))$/.test(sql) || isEnclosed(sql) ? sql : `(${sql})`;
}

function isEnclosed(sql: string): boolean {
  const tokens = sql.match(TOKENS) ?? [];
  return tokens[0] === '(' && readArguments(tokens, 0).end === tokens.length - 1;
}
