package dev.drydock.migration.domain;

import static dev.drydock.migration.domain.Examples.V2;
import static dev.drydock.migration.domain.Examples.V3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Result.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final PendingScripts NONE = new PendingScripts(List.of());
  private static final PendingScripts TWO = new PendingScripts(List.of(V2, V3));

  @Test
  void givenAnOpenIntent_thenPartialWhateverElse() {
    assertThat(finding(NONE, List.of("V2__b.sql"), List.of("V3__c.sql"), true))
        .isEqualTo(Finding.PARTIAL);
  }

  @Test
  void givenNothingPending_thenMigrated() {
    assertThat(finding(NONE, List.of("V2__b.sql"), List.of(), false)).isEqualTo(Finding.MIGRATED);
  }

  @Test
  void givenAnEqualFingerprintAndNoReceipt_thenUnchanged() {
    assertThat(finding(TWO, List.of(), List.of(), true)).isEqualTo(Finding.UNCHANGED);
  }

  @Test
  void givenAReceiptAndSomethingPending_thenPartial() {
    assertThat(finding(TWO, List.of("V1__a.sql"), List.of(), true)).isEqualTo(Finding.PARTIAL);
  }

  @Test
  void givenAnotherFingerprint_thenPartial() {
    assertThat(finding(TWO, List.of(), List.of(), false)).isEqualTo(Finding.PARTIAL);
  }

  private static Finding finding(
      PendingScripts pending, List<String> receipts, List<String> intents, boolean unchanged) {
    return new Inspection(pending, receipts, intents, unchanged).verdict().finding();
  }
}
