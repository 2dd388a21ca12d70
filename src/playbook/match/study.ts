/** What is known of one imaging study before it is matched. */

/** Every field but the first two may be missing; empty text: not known. */
export interface Study {
  /** (0008,0060) Modality or (0008,0061) Modalities in Study, several joined by `\`. */
  readonly modality: string;
  /** (0008,1030) Study Description. */
  readonly studyDescription: string;
  /** (0032,1060) Requested Procedure Description. */
  readonly requestedProcedure?: string;
  /** (0040,0254) Performed Procedure Step Description. */
  readonly performedProcedureStep?: string;
  /** (0018,1030) Protocol Name, several joined by `|`. */
  readonly protocol?: string;
  /** (0008,103E) Series Descriptions, joined by `|`. */
  readonly seriesDescriptions?: string;
  /** Code Value of (0008,1032) or (0032,1064): a LOINC number, an RPID or a code of the site. */
  readonly procedureCode?: string;
  /** (0018,0010) Contrast/Bolus Agent. */
  readonly contrastAgent?: string;
  /** (0020,0060) Laterality: R, L, B, U. */
  readonly laterality?: string;
  /** (0018,0015) Body Part Examined. */
  readonly bodyPart?: string;
  /** Studies that it stands for, 1 if not stated. */
  readonly n?: number;
}
