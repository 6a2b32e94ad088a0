package dev.drydock.backup.application;

import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The proof: every stored byte read back, compared, decrypted, restored into a scratch database,
 * and the fingerprint there compared with the source's. Its verdict goes into the catalogue and,
 * signed, beside the manifest.
 */
@ApplicationScoped
class TrialRestore {
  private final Engines engines;
  private final Archives archives;
  private final Manifests manifests;
  private final Backups backups;
  private final Clock clock;

  TrialRestore(
      Engines engines, Archives archives, Manifests manifests, Backups backups, Clock clock) {
    this.engines = engines;
    this.archives = archives;
    this.manifests = manifests;
    this.backups = backups;
    this.clock = clock;
  }

  /**
   * @param members of one archive
   * @param tenants where to try, one per member
   * @return what the restored copies hold, in their order; compared by {@link #verdict}
   */
  List<Fingerprint> of(
      List<Manifest> members, List<TenantTarget> tenants, Token token, Watch watch) {
    try {
      return archives.readWhole(
          members.getFirst(),
          archive ->
              engines
                  .of(tenants.getFirst())
                  .trialRestore(new WatchedStream(archive, watch, "restoring"), tenants, token));
    } catch (BackupFailure e) {
      members.forEach(m -> backups.markCorrupt(m.id(), e.failure().code(), clock.instant()));
      throw e;
    }
  }

  /** Records what the trial found; empty when it is the source's own content. */
  Optional<Failure> verdict(Manifest manifest, Fingerprint restored) {
    var now = clock.instant();
    if (restored.equals(manifest.fingerprint())) {
      manifests.putProof(
          manifest, new Manifests.Proof(manifest.id(), manifest.archiveSha256(), restored, now));
      backups.markProven(manifest.id(), now);
      return Optional.empty();
    }
    backups.markCorrupt(manifest.id(), FailureCode.FINGERPRINT_DIFFERS, now);
    return Optional.of(differs(manifest.fingerprint(), restored));
  }

  static Failure differs(Fingerprint expected, Fingerprint found) {
    var part = expected.schema().equals(found.schema()) ? "content" : "schema";
    return Failure.of(FailureCode.FINGERPRINT_DIFFERS, part)
        .withCount(found.rows())
        .withAdvice("Expected " + expected.rows() + " rows.");
  }
}
