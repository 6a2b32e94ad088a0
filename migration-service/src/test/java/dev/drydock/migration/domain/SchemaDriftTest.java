package dev.drydock.migration.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaDriftTest {
  private static final List<String> EXPECTED =
      List.of("table orders", "columns orders id", "column orders.id integer not null");

  @Test
  void givenAnAddedColumn_thenOnlyTheColumnIsNamed() {
    var actual =
        List.of(
            "table orders",
            "columns orders id, note",
            "column orders.id integer not null",
            "column orders.note text null");

    var drift = SchemaDrift.between(EXPECTED, actual, "1.0.0");

    assertThat(drift).hasSize(1);
    assertThat(drift.getFirst().subject()).isEqualTo("column orders.note");
    assertThat(drift.getFirst().advice()).isEqualTo("column orders.note is not in 1.0.0.");
  }

  @Test
  void givenAChangedAndAMissingObject_thenBothAreSaid() {
    var actual = List.of("columns orders id", "column orders.id bigint not null");

    assertThat(SchemaDrift.between(EXPECTED, actual, "1.0.0").stream().map(f -> f.advice()))
        .containsExactly(
            "column orders.id differs from 1.0.0.",
            "table orders is missing and belongs to 1.0.0.");
  }

  @Test
  void givenManyDifferences_thenFiveAreNamedAndAllAreCounted() {
    var actual = new ArrayList<>(EXPECTED);
    for (int i = 0; i < 9; i++) {
      actual.add("index i" + i + " ON orders");
    }

    var drift = SchemaDrift.between(EXPECTED, actual, "1.0.0");

    assertThat(drift).hasSize(5).allSatisfy(failure -> assertThat(failure.count()).isEqualTo(9));
  }

  @Test
  void givenTheSameInAnotherOrder_thenNone() {
    assertThat(SchemaDrift.between(EXPECTED, EXPECTED.reversed(), "1.0.0")).isEmpty();
  }
}
