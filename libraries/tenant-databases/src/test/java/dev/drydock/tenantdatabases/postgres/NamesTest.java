package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final TenantId LONG = new TenantId("a".repeat(63));
  private static final Token LARGE = new Token(999_999_999_999L);

  @Test
  void givenLongestTenant_whenNamed_thenPostgresKeepsEveryByte() {
    // then
    assertThat(Names.session(LONG, LARGE)).hasSizeLessThanOrEqualTo(63);
    assertThat(Names.kept(LONG, LARGE)).hasSizeLessThanOrEqualTo(63);
    assertThat(Names.scratch(LONG, LARGE, "01234567")).hasSizeLessThanOrEqualTo(63);
  }

  @Test
  void givenTenantsThatBeginAlike_whenNamed_thenTheyDiffer() {
    // given
    var other = new TenantId("a".repeat(62) + "b");

    // then
    assertThat(Names.kept(other, LARGE)).isNotEqualTo(Names.kept(LONG, LARGE));
    assertThat(Names.sessionPrefix(other)).isNotEqualTo(Names.sessionPrefix(LONG));
  }
}
