package dev.drydock.coordinator.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.coordinator.domain.plan.Finding;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.tenant.Standing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Release RELEASE =
      new Release(
          ReleaseCoordinates.parse("shop:1.1.0"),
          List.of("1.0.0"),
          "1.1.0",
          "dd".repeat(32),
          100,
          List.of(new Release.Migration("V1_1__a.sql", "1.1.0", 1, true)),
          List.of(),
          "tester",
          NOON);

  @Test
  void whenACheckPasses_thenTheTenantIsToUpgradeWithItsSize() {
    assertThat(Findings.of(passed("1.0.0", "V1_1__a.sql"), RELEASE, Standing.UNKNOWN))
        .contains(
            new Finding.ToUpgrade(List.of("V1_1__a.sql"), List.of(), 1000, List.of("a note")));
    assertThat(Findings.standing(passed("1.0.0", "V1_1__a.sql"), NOON))
        .contains(new Standing(null, "1.0.0", 1000, NOON));
  }

  @Test
  void whenNothingIsPending_thenItIsAlreadyThere() {
    assertThat(Findings.of(passed("1.1.0"), RELEASE, Standing.UNKNOWN))
        .contains(new Finding.AlreadyThere());
  }

  @Test
  void whenItsVersionIsNoneOfTheReleasesFrom_thenItIsRefused() {
    assertThat(Findings.of(passed("0.9.0", "V1_1__a.sql"), RELEASE, Standing.UNKNOWN))
        .hasValueSatisfying(
            finding -> assertThat(((Finding.Refused) finding).reason()).contains("0.9.0", "1.0.0"));
  }

  @Test
  void whenItIsRefused_thenEveryReasonIsSaidWithTheFirstAdvice() {
    var reasons =
        List.of(
            Failure.of(FailureCode.DRIFT, "orders.note"),
            Failure.of(FailureCode.GRANT_MISSING, "CREATE").withAdvice("Grant it."));

    assertThat(Findings.of(new Result.PreflightRefused(reasons), RELEASE, Standing.UNKNOWN))
        .contains(new Finding.Refused("orders.note drift; CREATE grant missing", "Grant it."));
  }

  @Test
  void whenItCannotBeReached_thenItIsRefused() {
    var failed = new Result.StepFailed(Step.PREFLIGHT, Failure.of(FailureCode.UNREACHABLE, "db:1"));

    assertThat(Findings.of(failed, RELEASE, Standing.UNKNOWN))
        .contains(new Finding.Refused("db:1 unreachable", null));
  }

  @Test
  void whenAnAnswerIsToNoCheck_thenItIsNoFinding() {
    var released = new Result.TenantReleased();
    var failed = new Result.StepFailed(Step.BACKUP, Failure.of(FailureCode.DUMP_FAILED));

    assertThat(Findings.of(released, RELEASE, Standing.UNKNOWN)).isEmpty();
    assertThat(Findings.of(failed, RELEASE, Standing.UNKNOWN)).isEmpty();
    assertThat(Findings.standing(released, NOON)).isEmpty();
  }

  private static Result passed(String version, String... pending) {
    return new Result.PreflightPassed(
        version, List.of(pending), List.of(), 1000, List.of("a note"));
  }
}
