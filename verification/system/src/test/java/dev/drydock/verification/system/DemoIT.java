package dev.drydock.verification.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The main job on a machine that has nothing yet: one command, every way out, and an honest exit
 * code.
 */
class DemoIT {

  @Test
  void givenAnEmptyHome_whenTheDemoRuns_thenEveryTenantEndsAsItShould() {
    // given
    var drydock = Drydock.inEmptyHome();

    // when
    var run = drydock.run("demo", "--exit", "-o", "json");

    // then
    assertThat(run.exitCode()).as(run.stderr()).isEqualTo(3);
    var upgrade = run.lastLine();
    assertThat(upgrade.path("state").asText()).isEqualTo("COMPLETED_WITH_FAILURES");
    var counts = upgrade.path("counts");
    assertThat(counts.path("upgraded").asInt()).isEqualTo(57);
    assertThat(counts.path("restored").asInt()).isEqualTo(1);
    assertThat(counts.path("untouched").asInt()).isEqualTo(2);
    assertThat(counts.path("parked").asInt()).isZero();
    assertThat(counts.path("inFlight").asInt()).isZero();
    assertThat(counts.path("pending").asInt()).isZero();
    assertThat(upgrade.path("failures")).hasSize(3);
    assertThat(run.stderr())
        .contains("V1_1_2__orders_shop.sql:7 foreign key violation (23503)")
        .contains("orders_have_a_shop")
        .contains("orders.note")
        .contains("57 upgraded · 1 restored · 2 untouched · 0 parked");
  }
}
