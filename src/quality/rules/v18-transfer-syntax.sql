-- V18: Transfer syntaxes are registered
-- column: headers, (0002,0010)
-- category: conformance, value
-- context: verification
-- level: warning
-- threshold: 0
-- numerator: instances of an unknown transfer syntax
-- denominator: instances that name one
-- source: PS3.6 Annex A
-- reads: instances, lookup_uid
-- message: instances are written in a syntax that the standard does not know: their headers were guessed
-- fix: look at the equipment that wrote them
SELECT u.uid IS NULL AS failed, count(*) AS n
FROM instances i
LEFT JOIN lookup_uid u ON u.uid = i.transfer_syntax_uid AND u.type = 'Transfer Syntax'
WHERE i.transfer_syntax_uid IS NOT NULL AND i.status <> 'refused'
GROUP BY i.transfer_syntax_uid, u.uid
