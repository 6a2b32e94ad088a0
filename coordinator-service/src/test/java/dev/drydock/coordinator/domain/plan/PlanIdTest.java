package dev.drydock.coordinator.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.UpgradeId;
import org.junit.jupiter.api.Test;

class PlanIdTest {
  private static final UpgradeId FRESH = new UpgradeId("up-01JD7F3K2ABCDEFGHJKMNPQRST");

  @Test
  void whenAPlanCorrelates_thenItsIdIsFoundAgain() {
    var plan = PlanId.from(FRESH);

    assertThat(plan.value()).isEqualTo("plan-01JD7F3K2ABCDEFGHJKMNPQRST");
    assertThat(PlanId.of(plan.correlation())).contains(plan);
  }

  @Test
  void givenAnUpgrade_whenItsIdIsLookedAt_thenItIsNoPlans() {
    assertThat(PlanId.of(FRESH)).isEmpty();
    assertThat(PlanId.of(new UpgradeId("up-PLANNED0001"))).isEmpty();
  }

  @Test
  void whenAnIdHasNotTheShape_thenItIsNone() {
    assertThatThrownBy(() -> new PlanId("plan-x")).isInstanceOf(IllegalArgumentException.class);
  }
}
