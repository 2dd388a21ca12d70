/** What a site has decided itself: whole descriptions and procedure codes with the procedure that they mean. */
import type { Playbook, PlaybookProcedure } from '../playbook.js';
import type { Study } from './study.js';
import type { Synonym } from './synonyms.js';
import { fold } from './words.js';

export interface SiteChoices {
  /** The procedure of the study's code, else of its description; a code that is a LOINC number or RPID speaks for itself. */
  find(study: Study): PlaybookProcedure | undefined;
}

/** Rows `study` and `code`; a LOINC number that the playbook lacks chooses nothing. */
export function siteChoices(playbook: Playbook, synonyms: readonly Synonym[]): SiteChoices {
  const byLoinc = new Map(playbook.procedures.map((procedure) => [procedure.loinc, procedure]));
  const byCode = new Map<string, PlaybookProcedure>();
  const byDescription = new Map<string, PlaybookProcedure>();
  const shared = new Set<string>();
  for (const procedure of playbook.procedures) {
    byCode.set(procedure.loinc, procedure);
    for (const { rpid } of procedure.radLex) {
      if (byCode.has(rpid)) shared.add(rpid);
      byCode.set(rpid, procedure);
    }
  }
  // An RPID of several LOINC codes names none of them.
  for (const rpid of shared) byCode.delete(rpid);
  for (const { kind, phrase, modalities, partName } of synonyms) {
    const procedure = byLoinc.get(partName);
    if (procedure === undefined) continue;
    if (kind === 'code') byCode.set(phrase.toUpperCase(), procedure);
    if (kind === 'study') {
      for (const modality of modalities ?? ['']) byDescription.set(keyOf(phrase, modality), procedure);
    }
  }
  return {
    find({ modality, studyDescription, procedureCode }) {
      const coded = procedureCode ? byCode.get(procedureCode.trim().toUpperCase()) : undefined;
      if (coded !== undefined || byDescription.size === 0) return coded;
      return (
        byDescription.get(keyOf(studyDescription, modality)) ?? byDescription.get(keyOf(studyDescription, ''))
      );
    },
  };
}

function keyOf(description: string, modality: string): string {
  return `${modality.trim().toUpperCase()}|${fold(description).replace(/\s+/g, ' ').trim()}`;
}
