/**
 * All columns of a study -> what is said of it. The study description speaks first; another description fills what it
 * leaves open; structured columns beat words, and a contradiction between columns leaves no answer sure.
 */
import { type Draft, emptyDraft, isTelling, type TextReader } from './description.js';
import { type Contrast, type Side, type Slot, type ViewCount, WITH, WITHOUT } from './features.js';
import { decideModality, modalitiesOf, type SaidModality } from './modality.js';
import { combinePlaces, defaultPlaces, type Relations } from './relations.js';
import { remember } from './remembered.js';
import type { Study } from './study.js';

/** What procedures are compared with. */
export interface Meaning {
  readonly modality: SaidModality;
  readonly places: ReadonlySet<string>;
  /** `default`: meant by the modality; `nowhere`: the body is left open. */
  readonly placesFrom: 'description' | 'body part' | 'series' | 'default' | 'nowhere';
  /** Places of the body part column, where the description has places too. */
  readonly bodyPart: ReadonlySet<string>;
  readonly side: Side | undefined;
  readonly contrast: Contrast;
  readonly views: ViewCount | undefined;
  /** Views are named besides those that are usual. */
  readonly besides: boolean;
  /** Keys of other parts, with the slots they may be meant for. */
  readonly values: ReadonlyMap<string, readonly Slot[]>;
  /** Number of views that the view types among the values name. */
  readonly viewTypes: number;
  /** An action of guidance is among the values. */
  readonly acts: boolean;
}

export interface Said extends Meaning {
  /** Nothing but a modality was said in words. */
  readonly silent: boolean;
  readonly nothing: boolean;
  readonly unknown: readonly string[];
  /** Why no answer can be sure. */
  readonly doubts: readonly string[];
  readonly language: string;
}

const MOST_BODY_PARTS = 10_000;

/** The place of a procedure that leaves the body open. */
const ANYWHERE = 'xxx';

export function createStudyReader(readText: TextReader, relations: Relations): (study: Study) => Said {
  const bodyParts = remember<Draft>(MOST_BODY_PARTS);
  return (study) => {
    const types = modalitiesOf(study.modality, relations);
    const read = (text: string) => readText(text, (draft) => decideModality(types, draft).types);
    const bodyPart = bodyParts(`${types}|${study.bodyPart}`, () => read(study.bodyPart ?? ''));
    return weigh(study, readDescriptions(study, read), bodyPart, types, relations);
  };
}

/** The columns of a study, read. */
function weigh(
  study: Study,
  draft: Draft,
  column: Draft,
  types: readonly string[],
  relations: Relations,
): Said {
  const modality = decideModality(types, draft);
  weighAgent(study.contrastAgent ?? '', modality, draft);
  weighLaterality(study.laterality ?? '', draft);
  if (draft.contrast === 0) for (const word of draft.open) draft.doubts.add(`"${word}" leaves contrast open`);
  const keys = new Set([...modality.types, ...draft.places, ...draft.values.keys()]);
  const named = combinePlaces(draft.places, keys, relations);
  const fromColumn = named.size === 0 && column.places.size > 0;
  const byDefault = named.size === 0 && !fromColumn ? defaultPlaces(keys, relations) : [];
  const sides = draft.sides.size === 0 && fromColumn ? column.sides : draft.sides;
  if (isTorn(sides)) draft.doubts.add('left and right');
  if (fromColumn && draft.matched === 0) draft.doubts.add('only the body part column says where');
  const identified = [...draft.values.values()].flat().some((slot) => IDENTIFYING.has(slot));
  const places = named.size > 0 ? named : fromColumn ? column.places : new Set(byDefault);
  const nowhere = places.size === 0 && !identified;
  return {
    modality,
    places: nowhere ? new Set([ANYWHERE]) : places,
    placesFrom: named.size > 0 ? 'description' : fromColumn ? 'body part' : nowhere ? 'nowhere' : 'default',
    bodyPart: named.size > 0 ? column.places : new Set(),
    side: sideOf(sides),
    contrast: draft.contrast as Contrast,
    views: draft.views,
    besides: draft.besides,
    values: draft.values,
    viewTypes: countViews(draft),
    acts: [...draft.values.values()].some((slots) => slots.includes('action')),
    silent: !isTelling(draft) && draft.sides.size === 0 && draft.modalities.size === 0,
    nothing: draft.nothing,
    unknown: [...draft.unknown],
    doubts: [...draft.doubts],
    language: draft.language,
  };
}

/** `AP supine` is one view, `supine and upright` are two. */
function countViews({ values }: Draft): number {
  const named = [...values].filter(([, slots]) => slots[0] === 'view');
  const postures = named.filter(([key]) => POSTURES.has(key)).length;
  return Math.max(postures, named.length - postures);
}

const POSTURES: ReadonlySet<string> = new Set(['supine', 'prone', 'upright']);

const IDENTIFYING: ReadonlySet<Slot> = new Set(['reason', 'subject', 'action']);

/** The first description that says something; the others fill its gaps, series only where nothing else speaks. */
function readDescriptions(study: Study, read: (text: string) => Draft): Draft {
  const named = [
    study.studyDescription,
    study.requestedProcedure,
    study.performedProcedureStep,
    study.protocol,
  ];
  const texts = [...new Set(named.map((text) => text?.trim() ?? '').filter((text) => text !== ''))];
  const drafts = texts.map((text) => read(text.replaceAll('|', ' , ')));
  const main = drafts.find((draft) => draft.nothing || isTelling(draft)) ?? drafts[0] ?? emptyDraft();
  for (const other of drafts) if (other !== main && isTelling(other)) fill(main, other);
  if (study.seriesDescriptions) fillFromSeries(main, study.seriesDescriptions, read);
  return main;
}

function fill(main: Draft, other: Draft): void {
  const meet = [...other.places].some((place) => main.places.has(place));
  if (main.places.size === 0) {
    for (const place of other.places) main.places.add(place);
    main.unknown.push(...other.unknown);
    main.open.push(...other.open);
    main.matched += other.matched;
  } else if (other.places.size > 0 && !meet) main.doubts.add('two descriptions name different places');
  if (main.contrast === 0) main.contrast = other.contrast;
  else if (other.contrast !== 0 && other.contrast !== main.contrast) {
    main.doubts.add('two descriptions differ about contrast');
  }
  if (main.sides.size === 0) for (const side of other.sides) main.sides.add(side);
  else if (other.sides.size > 0 && sideOf(other.sides) !== sideOf(main.sides)) {
    main.doubts.add('two descriptions name different sides');
  }
  main.views ??= other.views;
  if (main.values.size === 0) for (const [key, slots] of other.values) main.values.set(key, slots);
  for (const modality of other.modalities) if (main.modalities.size === 0) main.modalities.add(modality);
}

/** Series are named after sequences and reconstructions: they hint, and leave no answer sure where they are needed. */
function fillFromSeries(main: Draft, series: string, read: (text: string) => Draft): void {
  const drafts = series.split('|').map((text) => read(text));
  if (main.places.size === 0) {
    for (const draft of drafts) for (const place of draft.places) main.places.add(place);
    if (main.places.size > 0) main.doubts.add('only series descriptions say where');
  }
  const contrast = drafts.reduce((bits, draft) => bits | draft.contrast, 0);
  if (contrast === 0) return;
  if (main.contrast === 0) {
    main.contrast = contrast;
    main.doubts.add('only series descriptions speak of contrast');
  } else if ((contrast & ~main.contrast) !== 0) main.doubts.add('series descriptions differ about contrast');
}

const NO_AGENT = /^(?:no|none|without|nil|0|ohne|sans|sin|non)?[\s.-]*$/i;

/** (0018,0010) names what was given. In MR it does not tell whether images were taken before as well. */
function weighAgent(agent: string, { types }: SaidModality, draft: Draft): void {
  const text = agent.trim();
  if (text === '' || !types.some((type) => type === 'ct' || type === 'mr')) return;
  const given = NO_AGENT.test(text) ? WITHOUT : WITH;
  if (draft.contrast === 0) {
    draft.contrast = given;
    if (given === WITH && types.includes('mr'))
      draft.doubts.add('the agent does not say whether images without it were taken');
  } else if ((draft.contrast & given) === 0) {
    draft.contrast = given;
    draft.doubts.add('the contrast agent contradicts the description');
  }
}

const SIDES: Readonly<Record<string, Side>> = { L: 'left', R: 'right', B: 'bilateral' };

function weighLaterality(laterality: string, draft: Draft): void {
  const side = SIDES[laterality.trim().toUpperCase()];
  if (side === undefined) return;
  if (draft.sides.size > 0 && sideOf(draft.sides) !== side)
    draft.doubts.add('laterality contradicts the description');
  draft.sides.clear();
  draft.sides.add(side);
}

/** One side and the other, but not both of them. */
function isTorn(sides: ReadonlySet<Side>): boolean {
  return sides.has('left') && sides.has('right') && !sides.has('bilateral');
}

function sideOf(sides: ReadonlySet<Side>): Side | undefined {
  if (sides.has('bilateral') || (sides.has('left') && sides.has('right'))) return 'bilateral';
  return (['left', 'right', 'unilateral'] as const).find((side) => sides.has(side));
}
