package dev.drydock.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.fuzz.FuzzerLog.Finding;
import org.junit.jupiter.api.Test;

class FuzzerLogTest {
  private final FuzzerLog log = new FuzzerLog();

  @Test
  void countsInputsAndWhatIsNew() {
    read(
        """
        #14\tINITED cov: 70 ft: 90 corp: 5/1b exec/s: 0 rss: 921Mb
        #767\tREDUCE cov: 83 ft: 113 corp: 12/6b lim: 11 exec/s: 0 rss: 921Mb L: 5/5 MS: 4
        Done 2048 runs in 6 second(s)
        """);

    assertThat(log.executions()).isEqualTo(2048);
    assertThat(log.coverage()).isEqualTo(83);
    assertThat(log.newCoverage()).isEqualTo(13);
    assertThat(log.kept()).isEqualTo(12);
    assertThat(log.findings()).isEmpty();
  }

  @Test
  void givenAnException_thenItIsAFindingWithItsPlaceAndItsInput() {
    read(
        """
        == Java Exception: java.lang.IllegalStateException: no
        \tat java.base/java.util.Optional.orElseThrow(Optional.java:1)
        \tat dev.drydock.coordinator.http.TenantJson.read(TenantJson.java:40)
        artifact_prefix='/f/'; Test unit written to /f/crash-1
        """);

    assertThat(log.findings())
        .containsExactly(
            new Finding(
                "java.lang.IllegalStateException: no",
                "dev.drydock.coordinator.http.TenantJson.read(TenantJson.java:40)",
                "/f/crash-1"));
  }

  @Test
  void givenAnInputWithoutAnEnd_thenItIsAFinding() {
    read(
        """
        ALARM: working on the last Unit for 21 seconds
               and the timeout value is 20 (use -timeout=N to change)
        artifact_prefix='/f/'; Test unit written to /f/timeout-1
        """);

    assertThat(log.findings())
        .extracting(Finding::what)
        .containsExactly("no end within the time limit");
  }

  @Test
  void givenAnInputThatIsMerelySlow_thenItIsNone() {
    read("artifact_prefix='/f/'; Test unit written to /f/slow-unit-1\n");

    assertThat(log.findings()).isEmpty();
  }

  private void read(String text) {
    text.lines().forEach(log::line);
  }
}
