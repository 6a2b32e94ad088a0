package dev.drydock.notifier.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Step;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellTest {
  @Test
  void theAlphabetNeverChanges() {
    assertThat(
            Stream.of(Cell.values())
                .map(c -> c.name() + c.letter())
                .collect(Collectors.joining(" ")))
        .isEqualTo(
            "PENDING. PREFLIGHTf QUIESCEq BACKUPb PROVEp MIGRATEm INSPECTi VERIFYv RESTOREr"
                + " RELEASEl RETRYINGt WORKINGw UPGRADEDU RESTOREDR UNTOUCHEDN PARKEDP");
  }

  @Test
  void everyStepHasACell() {
    assertThat(Stream.of(Step.values()).map(step -> Cell.of("ANY_STATE", step, 1)))
        .doesNotContain(Cell.WORKING)
        .hasSize(Step.values().length);
  }

  @Test
  void aFinalStateWinsOverTheAttempt() {
    assertThat(Cell.of("PARKED", null, 5)).isEqualTo(Cell.PARKED);
    assertThat(Cell.of("MIGRATING", Step.MIGRATE, 2)).isEqualTo(Cell.RETRYING);
    assertThat(Cell.of("A_STATE_OF_TOMORROW", null, 1)).isEqualTo(Cell.WORKING);
  }
}
