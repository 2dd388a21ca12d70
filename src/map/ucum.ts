/**
 * Spellings of one UCUM unit that differ without meaning: the litre is `l` or `L`. Annotations in braces are
 * part of the code and never dropped: `g/ml{SUVbw}` is not `g/mL`. [UCUM 4.4: both litres are valid]
 */

const LITRE = /(?<![A-Za-z[])([munpfcdk]?)([lL])(?![A-Za-z\]])/g;

/** The code as printed first, then the spelling with the other litre. */
export function ucumSpellings(code: string): string[] {
  const outside = code.split(/(\{[^}]*\})/);
  const other = outside
    .map((piece) =>
      piece.startsWith('{')
        ? piece
        : piece.replace(LITRE, (_, prefix: string, litre: string) => prefix + (litre === 'l' ? 'L' : 'l')),
    )
    .join('');
  return other === code ? [code] : [code, other];
}
