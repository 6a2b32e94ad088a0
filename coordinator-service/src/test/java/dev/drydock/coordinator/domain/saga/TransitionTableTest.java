package dev.drydock.coordinator.domain.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Proving;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import dev.drydock.coordinator.domain.saga.TransitionTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every state meets every fact: the table says exactly what comes of it. */
class TransitionTableTest {
  private record Taken(TenantUpgradeState from, Fact fact, TenantUpgradeState to) {}

  private static List<Taken> everything() {
    return Samples.states().stream()
        .flatMap(from ->
            Samples.facts().stream()
                .map(fact -> new Taken(from, fact, Transitions.next(from, fact))))
        .filter(taken -> !taken.to().equals(taken.from()))
        .toList();
  }

  private static Set<String> taken() {
    var rows = new TreeSet<String>();
    for (var taken : everything()) {
      rows.add(
          text(
              new Row(
                  taken.from().getClass().getSimpleName(),
                  taken.fact().getClass().getSimpleName(),
                  taken.to().getClass().getSimpleName())));
    }
    return rows;
  }

  private static String text(Row row) {
    return row.from() + " " + row.fact() + " " + row.to();
  }

  @Test
  void whenEveryStateMeetsEveryFact_thenExactlyTheTransitionsOfTheTableAreTaken() {
    var table = new TreeSet<String>();
    TransitionTable.ROWS.forEach(row -> table.add(text(row)));

    assertThat(taken()).isEqualTo(table);
  }

  @Test
  void whenATransitionLeadsToAWaitingState_thenItsTokenIsNewAndHigher() {
    for (var taken : everything()) {
      if (taken.to() instanceof Waiting || taken.to() instanceof Parked) {
        assertThat(taken.to().token()).as("%s", taken).isGreaterThan(taken.from().token());
      } else {
        assertThat(taken.to().token()).as("%s", taken).isGreaterThanOrEqualTo(taken.from().token());
      }
    }
  }

  @Test
  void whenATransitionLeadsToMigrating_thenTheBackupWasProvenInThisPass() {
    for (var taken : everything()) {
      if (taken.to() instanceof Migrating migrating) {
        assertThat(Known.provenBackup(migrating)).isPresent();
        if (taken.from() instanceof Proving proving) {
          assertThat(taken.fact())
              .isEqualTo(
                  new Fact.BackupProven(proving.backup().id(), proving.backup().fingerprint()));
        } else {
          assertThat(Known.provenBackup(taken.from())).isEqualTo(Known.provenBackup(migrating));
        }
      }
    }
  }

  @Test
  void whenAttemptsAreSpent_thenNoStateGoesOnTryingTheSameStep() {
    for (var spent : Samples.waiting(99)) {
      for (var fact : Samples.facts()) {
        var next = Transitions.next(spent, fact);
        if (!(fact instanceof Fact.NoAnswer || fact instanceof Fact.OutageMet)
            && !next.equals(spent)) {
          assertThat(next.getClass()).as("%s %s", spent, fact).isNotEqualTo(spent.getClass());
        }
      }
    }
  }

  @Test
  void theDiagramOfTheReadmeIsTheTable() throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("stateDiagram-v2");
    int end = readme.indexOf("```", start);

    assertThat(start).as("README.md holds a state diagram").isPositive();
    assertThat(readme.substring(start, end)).isEqualTo(TransitionTable.diagram());
  }

  @Test
  void theTableNamesEveryTransitionOnce() {
    assertThat(new HashSet<>(TransitionTable.ROWS)).hasSameSizeAs(TransitionTable.ROWS);
  }
}
