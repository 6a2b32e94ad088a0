package dev.drydock.verification.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.fleet.judgement.Observations;
import dev.drydock.verification.fleet.judgement.Observations.Knock;
import dev.drydock.verification.fleet.judgement.Observations.LedgerSeen;
import dev.drydock.verification.fleet.judgement.Observations.OrphanSeen;
import dev.drydock.verification.fleet.judgement.Observations.SecretsSeen;
import dev.drydock.verification.fleet.judgement.Observations.SinkSeen;
import dev.drydock.verification.fleet.judgement.Observations.TransitionSeen;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is judged from its folder, as often as one likes. */
class VerdictTest {
  private static final long BEGAN_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  @TempDir private Path path;
  private RunFolder folder;

  @BeforeEach
  void aRun() {
    folder = new RunFolder(path);
    folder.run(new RunFolder.Run(7, 1.5, "mixed", 3, "./drydock verify chaos --seed 7"));
    folder.fault(new FaultRecord("kill", "kafka", BEGAN_MS, 0, "process 1 is gone"));
    folder.fault(new FaultRecord("kill", "kafka", BEGAN_MS, BEGAN_MS + 2000, "process 1 is gone"));
    folder.upgrade(
        new UpgradeRecord("up-1", 2, "COMPLETED", BEGAN_MS - 1000, BEGAN_MS + 60_000, 2, 1, 0, 0));
  }

  @Test
  void givenNothingWrong_thenFiguresAlone() {
    folder.observations(seen(List.of()));

    var figures = Verdict.of(folder);

    assertThat(figures.passed()).isTrue();
    assertThat(figures.values())
        .containsEntry("upgrades", 1)
        .containsEntry("tenantsUpgraded", 2)
        .containsEntry("restores", 1)
        .containsEntry("faults", 1)
        .containsEntry("faultsByKind", Map.of("kill", 1))
        .containsEntry("resumeP99Ms", 3000L);
  }

  @Test
  void givenAViolation_thenItSaysWhatReplaysIt() {
    folder.observations(seen(List.of(new OrphanSeen("session", "drydock/x"))));
    folder.trouble("[4 everyone ended] stuck");

    assertThat(Verdict.of(folder).violations())
        .contains(
            "[4 everyone ended] stuck; replay: ./drydock verify chaos --seed 7",
            "[11 nothing left behind] session: drydock/x; replay: ./drydock verify chaos --seed 7");
  }

  /** One move, three seconds after the fault's end. */
  private static Observations seen(List<OrphanSeen> orphans) {
    var body =
        "{\"at\":\"%s\",\"from\":\"PENDING\",\"fact\":\"Admit\",\"to\":\"PREFLIGHT\",\"token\":1}"
            .formatted(Instant.ofEpochMilli(BEGAN_MS + 5000));
    var move =
        new TransitionSeen("up-1", "t", 1, "0".repeat(64), Chain.link("0".repeat(64), body), body);
    return new Observations(
        Set.of("PENDING>Admit>PREFLIGHT"),
        new LedgerSeen(List.of(), List.of(), List.of(move), List.of(), Map.of("t", 1L), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new SinkSeen(Set.of(), 0, List.of()),
        new SecretsSeen(1, 1, List.of()),
        orphans,
        List.of(new Knock("coordinator", "GET /api/v1/tenants", "anonymous", 401)));
  }

  /** The ledger's chain. */
  private static final class Chain {
    static String link(String previous, String body) {
      try {
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        digest.update(previous.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return java.util.HexFormat.of()
            .formatHex(digest.digest(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
