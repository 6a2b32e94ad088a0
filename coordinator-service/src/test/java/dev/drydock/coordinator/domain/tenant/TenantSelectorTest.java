package dev.drydock.coordinator.domain.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantSelectorTest {
  private static final Tenant SHOP =
      Tenant.of(
          new TenantTarget(
              new TenantId("shop-1"),
              Engine.POSTGRESQL,
              "db-1",
              5432,
              "shop_1",
              null,
              "env:DB",
              List.of()),
          Map.of("tier", "gold"),
          "canary");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all                              | true
          ring=canary                      | true
          ring == canary                   | true
          ring=stable                      | false
          ring!=stable                     | true
          tier!=free                       | true
          tier in (gold, silver)           | true
          tier not in (gold,silver)        | false
          region!=eu                       | true
          region=eu                        | false
          region in (eu)                   | false
          region not in (eu)               | true
          engine=postgresql                | true
          engine=PostgreSQL                | true
          host=db-1,database=shop_1        | true
          id in (shop-1,shop-2),tier=gold  | true
          id in (shop-2)                   | false
          """)
  void givenATenant_whenSelected_thenMatchesByEveryTerm(String selector, boolean matches) {
    assertThat(TenantSelector.parse(selector).matches(SHOP)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``               | 1
          ring             | 5
          ring=            | 6
          ring=canary,     | 13
          =canary          | 1
          ring!canary      | 6
          ring~canary      | 5
          ring in canary   | 9
          ring in (a       | 11
          ring in ()       | 10
          ring not a       | 10
          ring=canary tier | 13
          ring=can;ary     | 9
          all,ring=canary  | 1
          ring=canary,all  | 13
          ring=a' or '1    | 7
          """)
  void givenANonsense_whenParsed_thenSaysWhere(String selector, int position) {
    assertThatThrownBy(() -> TenantSelector.parse(selector))
        .isInstanceOfSatisfying(
            SelectorSyntaxException.class,
            e -> assertThat(e.position()).as(e.getMessage()).isEqualTo(position))
        .hasMessageContaining("position " + position);
  }

  @Test
  void givenAnEndlessSelector_whenParsed_thenRefused() {
    assertThatThrownBy(() -> TenantSelector.parse("a".repeat(200_000)))
        .isInstanceOf(SelectorSyntaxException.class);
  }
}
