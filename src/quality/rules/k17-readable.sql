-- K17: Files can be read
-- column: headers
-- category: completeness
-- context: verification
-- level: warning
-- threshold: 0.1
-- numerator: data sets that could not be read
-- denominator: files that are no DICOMDIR and hold DICOM
-- reads: image_occurrence
-- message: files could not be read: their images are left out
-- fix: see the findings of the scan; get the files again from the archive
SELECT name AS found, name = 'refused' AS failed, n
FROM manifest_count
WHERE section = 'scanned' AND name IN ('ok', 'recovered', 'refused')
