package dev.drydock.coordinator.domain.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.UpgradeId;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final UpgradeId ONE = new UpgradeId("up-0000000001");
  private static final UpgradeId OTHER = new UpgradeId("up-0000000002");

  @Test
  void whenMessagesOfOneUpgradeAreSent_thenTheyShareATraceAndEachHasItsSpan() {
    var first = Trace.parent(ONE, "m-1");

    assertThat(first).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").contains(Trace.idOf(ONE));
    assertThat(Trace.parent(ONE, "m-1")).as("sent again").isEqualTo(first);
    assertThat(Trace.parent(ONE, "m-2")).contains(Trace.idOf(ONE)).isNotEqualTo(first);
    assertThat(Trace.parent(OTHER, "m-1")).doesNotContain(Trace.idOf(ONE));
  }
}
