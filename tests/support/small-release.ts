/** The files of a release of a few rows, as a build writes them. */
import { openFiles, type ReleaseFolder } from '../../src/release/release-folder.js';

const TABLES: Readonly<Record<string, string>> = {
  'CONCEPT.csv': `concept_id concept_name domain_id vocabulary_id concept_class_id standard_concept concept_code valid_start_date valid_end_date invalid_reason
2128200001 Modality Measurement DICOM Observable_Entity - 00080060 19930101 20991231 -
2128200002 Echo_Time Measurement DICOM Observable_Entity - 00180081 19930101 20991231 -
2128200003 Patient_Position Measurement DICOM Observable_Entity - 00185100 19930101 20991231 -
2128200004 Computed_Tomography Meas_Value DICOM Qualifier_Value - CT 19930101 20991231 -
2128200005 Head_First-Supine Meas_Value DICOM Qualifier_Value - 00185100:HFS 19930101 20991231 -
2128200006 Brain Spec_Anatomic_Site DICOM Qualifier_Value - 00180015:BRAIN 19930101 20991231 -
2128200007 Implicit_VR Meas_Value DICOM Qualifier_Value - 1.2.840.10008.1.2 19930101 20991231 -
2128200008 Old_Tomography Meas_Value DICOM Qualifier_Value - XCT 19930101 20200101 U
2128200009 Good Meas_Value DICOM Qualifier_Value - RADLEX:RID12 19930101 20991231 -
2130000001 ACME_1.1:_b_Factor Measurement DICOM_Private Observable_Entity - 0019xx0C|ACME_1.1 19930101 20991231 -`,
  'CONCEPT_RELATIONSHIP.csv': `concept_id_1 concept_id_2 relationship_id valid_start_date valid_end_date invalid_reason
2128200001 2128200004 Maps_to_value 19930101 20991231 -
2128200004 2128200001 Value_mapped_from 19930101 20991231 -
2128200002 9593 Maps_to_unit 19930101 20991231 -
2128200004 4300757 Maps_to 19930101 20991231 -
2128200006 4133034 Maps_to 19930101 20991231 -
2128200008 2128200004 Concept_replaced_by 19930101 20991231 -`,
  'CONCEPT_SYNONYM.csv': `concept_id concept_synonym_name language_concept_id
2128200002 EchoTime 4180186
2128200004 CAT_scan 4180186`,
  'VOCABULARY.csv': `vocabulary_id vocabulary_name vocabulary_reference vocabulary_version vocabulary_concept_id
DICOM DICOM https://www.dicomstandard.org/current DICOM_2024d 2128200000`,
  'link_provenance.tsv': `concept_id_1 concept_id_2 relationship_id rule at scheme code steps target_vocabulary target_code target_name
2128200002 9593 Maps_to_unit unit PS3.3_2024d_Table_C.8-4_row_12_#table_C.8-4 UCUM ms - UCUM ms millisecond
2128200004 4300757 Maps_to curated maps-to.tsv:5 SNOMED 77477000 - SNOMED 77477000 Computed_tomography
2128200006 4133034 Maps_to body-part PS3.16_2024d_Table_L-1_row_45_#table_L-1 SCT 12738006 Maps_to_4133034 SNOMED 12738006 Brain_structure`,
  'code_maps.tsv': `subject_vocabulary subject_code relationship_id predicate object_vocabulary object_code rule scheme code justification at
DICOM CT Maps_to exactMatch SNOMED 77477000 curated SNOMED 77477000 same_meaning maps-to.tsv:5
DICOM 00185100 Maps_to exactMatch LOINC 12345-6 curated LOINC 12345-6 same_meaning maps-to.tsv:6
DICOM 00180081 Maps_to exactMatch LOINC 12345-7 curated LOINC 12345-7 same_meaning maps-to.tsv:7
DICOM 00185100 Maps_to_value exactMatch SNOMED 102538003 stated SCT 102538003 - -`,
  'unresolved.tsv': `scheme code meaning status vocabulary_id concept_code note places
SCT 66459002 Unilateral absent SNOMED 66459002 - CID_2`,
  'lookup/private_attributes.tsv': `creator element name vr vm unit unit_concept_id vocabulary_id concept_code concept_id value_number modulus meaning source
ACME_1.1 0019xx0C b_Factor IS 1 s/mm2 - DICOM_Private 0019xx0C|ACME_1.1 2130000001 - - Of_the_image PS3.15_Table_E.3.10-1`,
  'attribute_guide.tsv': `tag target target_reason unit unit_concept_id
(0018,0081) MEASUREMENT unit_ms ms 9593`,
  'history.tsv': `concept_id edition event detail
2128200002 2016b issued -
2128200002 2024d renamed_from Time_of_Echo`,
  'standard/attributes.tsv': `tag name keyword vr vm remark retired registry at
(0008,0060) Modality Modality CS 1 - false 6-1 PS3.6_2024d_Table_6-1_row_1_#table_6-1
(0018,0015) Body_Part_Examined BodyPartExamined CS 1 - false 6-1 PS3.6_2024d_Table_6-1_row_2_#table_6-1
(0018,0081) Echo_Time EchoTime DS 1 - false 6-1 PS3.6_2024d_Table_6-1_row_3_#table_6-1
(0018,5100) Patient_Position PatientPosition CS 1 - false 6-1 PS3.6_2024d_Table_6-1_row_4_#table_6-1
(60xx,0010) Overlay_Rows OverlayRows US 1 - false 6-1 PS3.6_2024d_Table_6-1_row_5_#table_6-1`,
  'standard/uids.tsv': `uid name keyword type retired at
1.2.840.10008.1.2 Implicit_VR ImplicitVR Transfer_Syntax false PS3.6_2024d_Table_A-1_row_2_#table_A-1`,
  'standard/coding_schemes.tsv': `designator uid description name at
DCM - - DICOM_Controlled_Terminology PS3.16_2024d_Table_8-1_row_1_#table_8-1`,
  'standard/code_definitions.tsv': `code meaning definition notes retired replaced_by at
CT Computed_Tomography A_device. - false - PS3.16_2024d_Table_D-1_row_1_#table_D-1`,
  'standard/body_parts.tsv': `scheme code meaning body_part_examined snomed_rt fma umls table snomed_ct at
SCT 12738006 Brain BRAIN T-A0100 - - L-1 12738006 PS3.16_2024d_Table_L-1_row_45_#table_L-1`,
  'standard/context_groups.tsv': `cid title keyword extensible version uid retired at
29 Acquisition_Modality AcquisitionModality true 20231115 1.2.840.10008.6.1.19 false PS3.16_2024d_CID_29_#sect_CID_29
33 Modality - - - - false PS3.16_2024d_CID_33_#sect_CID_33`,
  'standard/context_group_members.tsv': `cid row scheme code meaning at scheme_version snomed_rt snomed_ct umls
29 1 DCM CT Computed_Tomography PS3.16_2024d_CID_29_row_1_#table_CID_29 - - - -
29 2 SCT 66459002 Unilateral PS3.16_2024d_CID_29_row_2_#table_CID_29 - G-A102 - -
29 3 RADLEX RID12 Good PS3.16_2024d_CID_29_row_3_#table_CID_29 - - - -`,
  'standard/context_group_includes.tsv': `cid included_cid at
33 29 PS3.16_2024d_CID_33_row_1_#table_CID_33`,
  'standard/modules.tsv': `table title kind section at
C.7-5a General_Series_Module_Attributes module C.7.3.1 PS3.3_2024d_Table_C.7-5a_#table_C.7-5a
C.8-72 Other_Module_Attributes module C.8.1 PS3.3_2024d_Table_C.8-72_#table_C.8-72
A.3-1 CT_Image_IOD_Modules iod A.3.3 PS3.3_2024d_Table_A.3-1_#table_A.3-1`,
  'standard/module_rows.tsv': `table row depth kind tag name type include_table at condition
C.7-5a 1 0 attribute (0018,5100) Patient_Position 2C - PS3.3_2024d_Table_C.7-5a_row_1_#table_C.7-5a -`,
  'standard/module_attributes.tsv': `table path tag type via_table
C.7-5a (0018,5100) (0018,5100) 2C C.7-5a
C.8-72 (0008,1111)>(0018,5100) (0018,5100) 3 C.8-72`,
  'standard/iod_modules.tsv': `table ie module module_section usage at
A.3-1 Series General_Series C.7.3.1 M PS3.3_2024d_Table_A.3-1_row_1_#table_A.3-1`,
  'standard/value_terms.tsv': `tag path table kind value_number condition value meaning retired at
(0018,5100) (0018,5100) C.7-5a Defined - - HFS Head_First-Supine false PS3.3_2024d_Section_C.7.3.1.1.2_#sect_C.7.3.1.1.2
(0018,5100) (0018,5100) C.8-72 Defined - - HFS Head_First-Supine false PS3.3_2024d_Section_C.7.3.1.1.2_#sect_C.7.3.1.1.2
(0008,0060) (0008,0060) C.7-5a Defined - - CT - false PS3.3_2024d_Section_C.7.3.1.1.1_#sect_C.7.3.1.1.1`,
  'standard/bindings.tsv': `tag path table strength cid condition at
(0008,0060) (0008,0060) C.7-5a Defined 29 - PS3.3_2024d_Table_C.7-5a_row_2_#table_C.7-5a`,
  'standard/units.tsv': `tag ucum phrase at
(0018,0081) ms in_ms PS3.3_2024d_Table_C.8-4_row_12_#table_C.8-4`,
  'standard/templates.tsv': `tid title extensible root at
300 Measurement true false PS3.16_2024d_TID_300_#table_TID_300`,
  'standard/template_rows.tsv': `tid row nest relation value_type concept_scheme concept_code concept_meaning vm requirement value_set_cid include_tid at condition concept_text
300 1 0 - CODE DCM CT Computed_Tomography 1 M 29 - PS3.16_2024d_TID_300_row_1_#table_TID_300 - -`,
};

/** Written with blanks between cells, `_` for a blank and `-` for an empty cell. */
export const SMALL_FILES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(TABLES).map(([file, text]): [string, string] => [
    file,
    text
      .split('\n')
      .map((line, row) =>
        line
          .split(' ')
          .map((cell) =>
            cell === '-' ? '' : row === 0 ? cell : cell.replace(/_(?!\S+$)|(?<!#table|#sect)_/g, ' '),
          )
          .join('\t'),
      )
      .join('\n')
      .concat('\n'),
  ]),
  ['manifest.json', '{"edition": "2024d", "published": "20240915", "tool": "dicom-omop 0.1.0"}'],
]);

export function smallRelease(more: Readonly<Record<string, string>> = {}): ReleaseFolder {
  return openFiles('small', new Map([...SMALL_FILES, ...Object.entries(more)]));
}
