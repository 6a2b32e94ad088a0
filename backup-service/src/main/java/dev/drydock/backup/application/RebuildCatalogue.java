package dev.drydock.backup.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the catalogue anew from the manifests and proofs in the object store. */
@ApplicationScoped
public class RebuildCatalogue {
  private final Manifests manifests;
  private final Backups backups;

  RebuildCatalogue(Manifests manifests, Backups backups) {
    this.manifests = manifests;
    this.backups = backups;
  }

  /**
   * @param unreadable keys of manifests that are not ours or were altered
   */
  public record Rebuilt(int found, int proven, List<String> unreadable) {}

  /** Adds what the catalogue lacks; forgets nothing that it has. */
  public Rebuilt fromStore() {
    var found = new AtomicInteger();
    var proven = new AtomicInteger();
    var unreadable =
        manifests.forEach(manifest -> {
          backups.addStored(List.of(manifest));
          found.incrementAndGet();
          manifests
              .findProof(manifest)
              .ifPresent(proof -> {
                backups.markProven(manifest.id(), proof.provenAt());
                proven.incrementAndGet();
              });
        });
    return new Rebuilt(found.get(), proven.get(), unreadable);
  }
}
