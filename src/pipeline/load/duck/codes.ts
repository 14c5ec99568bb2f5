/** Six characters, a digit first: `005930`, `00680K`, `0001A0`. */
const SHORT = '[0-9][0-9A-Z]{5}'

/**
 * Macro `krx_code(x)`: the short code of a share, however it is written: `005930`, `A005930`, `KRX:005930`, `005930.KS`, `005930 KS`, or its
 * ISIN. In an ISIN the first three classes of preferred shares are counted 1, 2, 3, in short codes 5, 7, 9 (KRX, securities codes). NULL where
 * it is none of these, or the ISIN's check digit (ISO 6166) is wrong. Leading zeros that were lost are not guessed.
 */
export const codeMacros = `
CREATE OR REPLACE TEMP MACRO isin_digits(x) AS
  array_to_string(list_transform(string_split(x, ''), lambda c: CASE WHEN c >= 'A' THEN CAST(ascii(c) - 55 AS VARCHAR) ELSE c END), '');
CREATE OR REPLACE TEMP MACRO luhn_holds(digits) AS
  list_sum(list_transform(range(1, length(digits) + 1), lambda i:
    list_transform([CAST(substr(digits, length(digits) - i + 1, 1) AS INTEGER) * (CASE WHEN i % 2 = 0 THEN 2 ELSE 1 END)],
      lambda d: d // 10 + d % 10)[1])) % 10 = 0;
CREATE OR REPLACE TEMP MACRO krx_of_isin(x) AS
  CASE WHEN NOT luhn_holds(isin_digits(x)) THEN NULL
       WHEN regexp_full_match(x, 'KR7.....[0A-Z].*') THEN substr(x, 4, 6)
       WHEN regexp_full_match(x, 'KR7.....[123].*') THEN substr(x, 4, 5) || CAST(CAST(substr(x, 9, 1) AS INTEGER) * 2 + 3 AS VARCHAR) END;
CREATE OR REPLACE TEMP MACRO krx_code(x) AS
  list_transform([upper(trim(x))], lambda t:
    CASE WHEN regexp_full_match(t, 'KR7${SHORT}[0-9A-Z]{2}[0-9]') THEN krx_of_isin(t)
         ELSE nullif(regexp_extract(t, '^(?:KRX:|KOSPI:|KOSDAQ:)?[AQJ]?(${SHORT})(?:[. ](?:KS|KQ|KN|KP))?$', 1), '') END)[1];
`

/** Text → the KRX short code. Most are plain already, and need no more than a look. */
export const krxCode = (x: string): string => `CASE WHEN regexp_full_match(${x}, '[0-9]{6}') THEN ${x} ELSE krx_code(${x}) END`
