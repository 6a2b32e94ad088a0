package dev.drydock.migration.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaVersionTest {
  @Test
  void givenPartsAsNumbers_thenComparedAsNumbers() {
    assertThat(version("10.3")).isLessThan(version("10.11")).isLessThan(version("11"));
    assertThat(version("20251103142233")).isGreaterThan(version("2"));
  }

  @Test
  void givenTrailingZerosOrUnderscores_thenEqualAndSoAreTheirHashes() {
    assertThat(version("1_1")).isEqualTo(version("1.1.0")).hasSameHashCodeAs(version("1.1.0"));
  }

  @Test
  void givenNoVersion_thenEmpty() {
    assertThat(SchemaVersion.parse("")).isEmpty();
    assertThat(SchemaVersion.parse("1..2")).isEmpty();
    assertThat(SchemaVersion.parse("1.x")).isEmpty();
  }

  private static SchemaVersion version(String text) {
    return SchemaVersion.parse(text).orElseThrow();
  }
}
