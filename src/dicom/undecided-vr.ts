/** VRs that implicit data leave open, decided once the data set is read. [PS3.5 A.1, PS3.6 6] */
import { type DataSet, findElement } from './element.js';
import { readShort } from './walk.js';

const PIXEL_REPRESENTATION = 0x00280103;

/** `US or SS` of implicit data, once Pixel Representation (0028,0103) of the data set, or of one around it, is known. */
export function decideVrs(dataSet: DataSet, bytes: Buffer, inherited: number | undefined): DataSet {
  const stated = findElement(dataSet, PIXEL_REPRESENTATION);
  const signed =
    stated && stated.length >= 2 ? readShort(bytes, stated.offset, dataSet.bigEndian) : inherited;
  const elements = dataSet.elements.map((element) => {
    if (element.items !== undefined) {
      return { ...element, items: element.items.map((item) => decideVrs(item, bytes, signed)) };
    }
    return element.vr.length === 2
      ? element
      : { ...element, vr: decideVr(element.vr, element.tag, signed, element.length) };
  });
  return { ...dataSet, elements };
}

/**
 * One VR of a choice, as implicit data leave it open: by Pixel Representation (0 unsigned, 1 signed), by length, else
 * the one that keeps the value a number. [PS3.5 A.1, PS3.6 7]
 */
function decideVr(
  stated: string,
  tag: number,
  pixelRepresentation: number | undefined,
  length: number,
): string {
  if (stated.length === 2) return stated;
  if (stated === 'OB or OW') return 'OW';
  if (stated.startsWith('US or SS')) {
    // LUT Descriptor: three values, the first and third unsigned; LUT Data longer than a few numbers are words.
    if (stated.endsWith('OW') && length > 512) return 'OW';
    if (isLutDescriptor(tag)) return 'US';
    return pixelRepresentation === 1 ? 'SS' : 'US';
  }
  if (stated === 'US or OW') return length > 512 ? 'OW' : 'US';
  return 'UN';
}

function isLutDescriptor(tag: number): boolean {
  return tag === 0x00283002 || (tag >= 0x00281101 && tag <= 0x00281103);
}
