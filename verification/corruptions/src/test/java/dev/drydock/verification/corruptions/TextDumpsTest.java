package dev.drydock.verification.corruptions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextDumpsTest {
  private static final String DUMP =
      """
      -- Name: note
      \\restrict key
      CREATE TABLE note (id int);

      COPY public.note (id) FROM stdin;
      %s
      \\.
      SELECT 1;
      """;

  @Test
  void givenRowsInAnotherOrder_thenNoDifference() {
    assertThat(
            TextDumps.difference(
                TextDumps.normal(DUMP.formatted("1\n2")), TextDumps.normal(DUMP.formatted("2\n1"))))
        .isEmpty();
  }

  @Test
  void givenAnotherRow_thenItIsNamed() {
    assertThat(
            TextDumps.difference(
                TextDumps.normal(DUMP.formatted("1\n2")), TextDumps.normal(DUMP.formatted("1\n3"))))
        .hasValue("'2' is restored as '3'");
  }

  @Test
  void givenARowMore_thenADifference() {
    assertThat(
            TextDumps.difference(
                TextDumps.normal(DUMP.formatted("1")), TextDumps.normal(DUMP.formatted("1\n1"))))
        .isPresent();
  }
}
