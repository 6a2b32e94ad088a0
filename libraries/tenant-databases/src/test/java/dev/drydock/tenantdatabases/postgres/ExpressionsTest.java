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
      })
  void givenServersForm_whenCanonical_thenItIsTheFormAfterARestore(String before, String after) {
    // then
    assertThat(Expressions.canonical(before)).isEqualTo(Expressions.canonical(after));
  }
}
