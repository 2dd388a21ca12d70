-- SNOMED CT identifiers of the headers whose check digit or length is wrong: Verhoeff's check, from the last digit on, over the dihedral group of ten;
-- places before the first digit change nothing. A code in the form of the old SNOMED-RT is no identifier. [SNOMED CT Release File Specification 5.5]
SELECT c.code_value
FROM (
  SELECT code_value, length(code_value) AS n, substr(concat(reverse(code_value), '000000000000000000'), 1, 18) AS digits,
    '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210' AS multiply,
    '01234567891576283094580379614289160435279453126870428657390127938064157046913258' AS permute
  FROM (SELECT DISTINCT code_value FROM elements WHERE code_scheme = 'SCT' AND matches(code_value, '^[0-9]{1,18}$')) each
) c
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, CASE WHEN c.n < 1 THEN 0 ELSE CAST(substr(c.permute, 1 + CAST(substr(c.digits, 1, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s1
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s1.folded * 10 + CASE WHEN c.n < 2 THEN 0 ELSE CAST(substr(c.permute, 11 + CAST(substr(c.digits, 2, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s2
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s2.folded * 10 + CASE WHEN c.n < 3 THEN 0 ELSE CAST(substr(c.permute, 21 + CAST(substr(c.digits, 3, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s3
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s3.folded * 10 + CASE WHEN c.n < 4 THEN 0 ELSE CAST(substr(c.permute, 31 + CAST(substr(c.digits, 4, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s4
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s4.folded * 10 + CASE WHEN c.n < 5 THEN 0 ELSE CAST(substr(c.permute, 41 + CAST(substr(c.digits, 5, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s5
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s5.folded * 10 + CASE WHEN c.n < 6 THEN 0 ELSE CAST(substr(c.permute, 51 + CAST(substr(c.digits, 6, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s6
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s6.folded * 10 + CASE WHEN c.n < 7 THEN 0 ELSE CAST(substr(c.permute, 61 + CAST(substr(c.digits, 7, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s7
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s7.folded * 10 + CASE WHEN c.n < 8 THEN 0 ELSE CAST(substr(c.permute, 71 + CAST(substr(c.digits, 8, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s8
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s8.folded * 10 + CASE WHEN c.n < 9 THEN 0 ELSE CAST(substr(c.permute, 1 + CAST(substr(c.digits, 9, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s9
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s9.folded * 10 + CASE WHEN c.n < 10 THEN 0 ELSE CAST(substr(c.permute, 11 + CAST(substr(c.digits, 10, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s10
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s10.folded * 10 + CASE WHEN c.n < 11 THEN 0 ELSE CAST(substr(c.permute, 21 + CAST(substr(c.digits, 11, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s11
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s11.folded * 10 + CASE WHEN c.n < 12 THEN 0 ELSE CAST(substr(c.permute, 31 + CAST(substr(c.digits, 12, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s12
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s12.folded * 10 + CASE WHEN c.n < 13 THEN 0 ELSE CAST(substr(c.permute, 41 + CAST(substr(c.digits, 13, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s13
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s13.folded * 10 + CASE WHEN c.n < 14 THEN 0 ELSE CAST(substr(c.permute, 51 + CAST(substr(c.digits, 14, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s14
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s14.folded * 10 + CASE WHEN c.n < 15 THEN 0 ELSE CAST(substr(c.permute, 61 + CAST(substr(c.digits, 15, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s15
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s15.folded * 10 + CASE WHEN c.n < 16 THEN 0 ELSE CAST(substr(c.permute, 71 + CAST(substr(c.digits, 16, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s16
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s16.folded * 10 + CASE WHEN c.n < 17 THEN 0 ELSE CAST(substr(c.permute, 1 + CAST(substr(c.digits, 17, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s17
CROSS JOIN LATERAL (SELECT CAST(substr(c.multiply, s17.folded * 10 + CASE WHEN c.n < 18 THEN 0 ELSE CAST(substr(c.permute, 11 + CAST(substr(c.digits, 18, 1) AS INTEGER), 1) AS INTEGER) END + 1, 1) AS INTEGER) AS folded) s18
WHERE s18.folded <> 0 OR c.n < 6 OR c.code_value LIKE '0%'
