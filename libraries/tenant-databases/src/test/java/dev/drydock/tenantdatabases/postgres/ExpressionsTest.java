package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CHECK (((s)::text = ANY ((ARRAY['a'::character varying, 'b,]'::character varying])::text[])))"
            + "| CHECK (((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b,]'::character"
            + " varying)::text])))",
        "(x = ANY (ARRAY[1, 2])) | (x = ANY (ARRAY[1, 2]))",
        "((ARRAY['(ARRAY['::text])::text[]) | (ARRAY[('(ARRAY['::text)::text])",
        "f((ARRAY[g(1, 2), 3])::numeric[]) | f(ARRAY[(g(1, 2))::numeric, (3)::numeric])",
        "no array at all | no array at all",
        "((ARRAY['a'::text])::character varying(3)[]) | (ARRAY[('a'::text)::character varying(3)])",
        "f((ARRAY['it''s)]'::text])::\"T\"[]) | f(ARRAY[('it''s)]'::text)::\"T\"])",
        "((ARRAY[f((ARRAY[1])::int8[])])::x[]) | (ARRAY[(f(ARRAY[(1)::int8]))::x])",
      })
  void givenServersForm_whenCanonical_thenItIsTheFormAfterARestore(String before, String after) {
    // then
    assertThat(Expressions.canonical(before)).isEqualTo(Expressions.canonical(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "h(f(x[1]), y[1], z) | h(f(x[1], y[1]), z)",
        "('x])'::text) | ('x]'::text)",
        "('(ARRAY[x'::text) | ('ARRAY[x'::text)",
        "('((ARRAY[1])::int[])'::text) | ('(ARRAY[(1)::int])'::text)",
        "(\"a])\" = ANY (ARRAY[1])) | (\"a]\" = ANY (ARRAY[1]))",
        "AS $f$ SELECT ((ARRAY[1])::int[]) $f$ | AS $f$ SELECT (ARRAY[(1)::int]) $f$",
        "(x = ANY (ARRAY['a'])) | (x = ANY (ARRAY['b']))",
      })
  void givenDifferentExpressions_whenCanonical_thenTheyDiffer(String one, String other) {
    // then
    assertThat(Expressions.canonical(one)).isNotEqualTo(Expressions.canonical(other));
  }
}
