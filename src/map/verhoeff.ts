/** The check digit of SNOMED CT identifiers. [SNOMED CT Release File Specification 5.5, Verhoeff's dihedral check] */

const MULTIPLY = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTE = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** True for 6 to 18 digits, no leading zero, whose last is the right one. */
export function isSnomedIdentifier(code: string): boolean {
  if (!/^[1-9]\d{5,17}$/.test(code)) return false;
  let check = 0;
  for (const [index, digit] of [...code].reverse().entries()) {
    const permuted = Number(PERMUTE[index % 8]?.[Number(digit)]);
    check = Number(MULTIPLY[check]?.[permuted]);
  }
  return check === 0;
}
