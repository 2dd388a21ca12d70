-- C06: Pixel Spacing of projections is that of the detector, or that divided by the magnification
-- column: headers (0028,0030), (0018,1164)
-- category: conformance, computational
-- context: verification
-- level: note
-- threshold: 10
-- numerator: series with another spacing, by more than 2 %
-- denominator: series with both spacings and the distances of source to detector and patient
-- source: PS3.3 10.7.1.3
-- reads: image_header
-- message: pixel spacings are calibrated in another way than by the distances
-- fix: see Pixel Spacing Calibration Type (0028,0A02) before lengths are measured
SELECT image_occurrence_id AS id, concat(shown_number(pixel), ' for ', shown_number(imager)) AS found,
  abs(pixel - imager) > 0.02 * imager AND abs(pixel - imager * patient / detector) > 0.02 * imager * patient / detector AS failed
FROM (
  SELECT image_occurrence_id,
    max(CASE WHEN path = '00280030' AND value_index = 1 THEN number_of(value, vr) END) AS pixel,
    max(CASE WHEN path = '00181164' AND value_index = 1 THEN number_of(value, vr) END) AS imager,
    max(CASE WHEN path = '00181110' THEN number_of(value, vr) END) AS detector,
    max(CASE WHEN path = '00181111' THEN number_of(value, vr) END) AS patient
  FROM image_header
  WHERE path IN ('00280030', '00181164', '00181110', '00181111') AND sop_instance_uid IS NULL
  GROUP BY image_occurrence_id
) s
WHERE pixel > 0 AND imager > 0 AND detector > 0 AND patient > 0
