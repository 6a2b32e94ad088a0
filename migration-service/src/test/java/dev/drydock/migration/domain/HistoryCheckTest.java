package dev.drydock.migration.domain;

import static dev.drydock.migration.domain.Examples.R;
import static dev.drydock.migration.domain.Examples.V1;
import static dev.drydock.migration.domain.Examples.V2;
import static dev.drydock.migration.domain.Examples.V3;
import static dev.drydock.migration.domain.Examples.bundle;
import static dev.drydock.migration.domain.Examples.changed;
import static dev.drydock.migration.domain.Examples.history;
import static dev.drydock.migration.domain.Examples.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {
  @Test
  void givenAPrefixOfTheBundle_thenTheRestIsPendingAndNothingRefused() {
    var bundle = bundle(V1, V2, V3, R);
    var history = history(V1);

    assertThat(refusals(bundle, history)).isEmpty();
    assertThat(PendingScripts.of(bundle, history).scripts()).containsExactly(V2, V3, R);
  }

  @Test
  void givenAnAppliedScriptThatChanged_thenItIsNamed() {
    assertThat(refusals(bundle(changed(V1), V2), history(V1)))
        .containsExactly("V1__a.sql checksum changed");
  }

  @Test
  void givenAChangedRepeatable_thenItIsPending() {
    var bundle = bundle(V1, changed(R));

    assertThat(refusals(bundle, history(V1, R))).isEmpty();
    assertThat(PendingScripts.of(bundle, history(V1, R)).names()).containsExactly("R__v.sql");
    assertThat(PendingScripts.of(bundle(V1, R), history(V1, R)).none()).isTrue();
  }

  @Test
  void givenATenantAhead_thenRefused() {
    assertThat(refusals(bundle(V1, V2), history(V1, V2, V3)))
        .containsExactly("V3__c.sql tenant ahead");
  }

  @Test
  void givenASquashedHistory_thenRefusedUnlessAdmitted() {
    assertThat(refusals(bundle(V2, V3), history(V1, V2)))
        .containsExactly("V1__a.sql history missing");
    assertThat(
            refusals(
                bundle(Map.of("ignoreMigrationPatterns", "*:missing"), V2, V3), history(V1, V2)))
        .isEmpty();
  }

  @Test
  void givenAFailedEntry_thenRefused() {
    assertThat(refusals(bundle(V1, V2), history(row(1, V1, "SQL", true), row(2, V2, "SQL", false))))
        .containsExactly("V2__b.sql history failed entry");
  }

  @Test
  void givenAScriptBelowTheTenant_thenRefusedUnlessOutOfOrder() {
    var outOfOrder = bundle(Map.of("outOfOrder", "true"), V1, V2, V3);

    assertThat(refusals(bundle(V1, V2, V3), history(V1, V3)))
        .containsExactly("V2__b.sql version not reachable");
    assertThat(refusals(outOfOrder, history(V1, V3))).isEmpty();
    assertThat(PendingScripts.of(outOfOrder, history(V1, V3)).scripts()).containsExactly(V2);
  }

  @Test
  void givenABaseline_thenWhatIsBelowItIsNeitherPendingNorMissed() {
    var history = history(row(1, V2, "BASELINE", true));

    assertThat(refusals(bundle(V1, V2, V3), history)).isEmpty();
    assertThat(PendingScripts.of(bundle(V1, V2, V3), history).scripts()).containsExactly(V3);
  }

  @Test
  void givenTablesAndNoHistory_thenRefusedUnlessBaselined() {
    var none = new History(false, true, List.of());

    assertThat(refusals(bundle(V1), none)).containsExactly("flyway_schema_history history missing");
    assertThat(refusals(bundle(Map.of("baselineOnMigrate", "true"), V1), none)).isEmpty();
  }

  @Test
  void givenAnEmptyTenant_thenAllIsPending() {
    var none = new History(false, false, List.of());

    assertThat(refusals(bundle(V1, V2), none)).isEmpty();
    assertThat(PendingScripts.of(bundle(V1, V2), none).scripts()).containsExactly(V1, V2);
  }

  @Test
  void givenAReleaseReachedFromTwo_thenATenantAtOneIsRefusedAndOneOnItsWayIsNot() {
    var bundle = Examples.from(bundle(V1, V2, V3), "2");

    assertThat(refusals(bundle, history(V1))).containsExactly("version 1 version not reachable");
    assertThat(refusals(bundle, history(V1, V2))).isEmpty();
  }

  @Test
  void givenADeletedEntry_thenItDoesNotCount() {
    var history =
        history(row(1, V1, "SQL", true), row(2, V2, "SQL", false), row(3, V2, "DELETE", true));

    assertThat(refusals(bundle(V1, V2), history)).isEmpty();
    assertThat(PendingScripts.of(bundle(V1, V2), history).scripts()).containsExactly(V2);
  }

  private static List<String> refusals(Bundle bundle, History history) {
    return HistoryCheck.refusals(bundle, history).stream().map(Failure::summary).toList();
  }
}
