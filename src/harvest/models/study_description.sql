-- What a study says of its procedure, for the matcher of study descriptions: those that say the same share a description_id.
SELECT
  said.*,
  dense_rank() OVER (
    ORDER BY modality, study_description, n_descriptions, requested_procedure, performed_procedure_step, protocol, series_descriptions, contrast_agent,
      is_agent_of_all, laterality, is_laterality_of_all, body_part, procedure_code
  ) AS description_id
FROM study_said said
