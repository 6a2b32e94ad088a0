package dev.drydock.backup.application;

import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.tenantdatabases.TenantDatabases.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot of one database, one archive, one manifest per tenant. The manifests are written
 * last: until then there is only garbage.
 */
@ApplicationScoped
class StoreSnapshot {
  private final Engines engines;
  private final Archives archives;
  private final Manifests manifests;
  private final Backups backups;
  private final Clock clock;

  StoreSnapshot(
      Engines engines, Archives archives, Manifests manifests, Backups backups, Clock clock) {
    this.engines = engines;
    this.archives = archives;
    this.manifests = manifests;
    this.backups = backups;
    this.clock = clock;
  }

  /** One tenant to back up. */
  record Order(BackupId id, @Nullable UpgradeId upgrade, Token token, TenantTarget tenant) {}

  private record Content(Order order, String schemaVersion, Fingerprint fingerprint) {}

  /**
   * @param orders of one and the same database
   * @return the stored manifests, in the order of the orders
   */
  List<Manifest> of(List<Order> orders, String executionId, Watch watch) {
    var first = orders.getFirst();
    var archive = ArchiveId.of(first.token(), executionId);
    var contents = new ArrayList<Content>();
    var targets = orders.stream().map(Order::tenant).toList();
    try (var snapshot = engines.of(first.tenant()).openSnapshot(targets)) {
      var takenAt = clock.instant();
      for (var order : orders) {
        contents.add(content(order, snapshot, watch));
      }
      var stored =
          archives.store(
              archive,
              dump -> snapshot.dump(dump, bytes -> watch.moved("dumping", bytes)),
              bytes -> watch.moved("uploading", bytes));
      return written(archive, stored, contents, takenAt);
    }
  }

  private static Content content(Order order, Snapshot snapshot, Watch watch) {
    watch.moved("fingerprinting", 0);
    return new Content(
        order, snapshot.schemaVersion(order.tenant()), snapshot.fingerprint(order.tenant()));
  }

  private List<Manifest> written(
      ArchiveId archive, Archives.Stored stored, List<Content> contents, Instant takenAt) {
    var members =
        contents.stream()
            .map(c -> new Manifest.Member(c.order().tenant().id().value(), c.order().id()))
            .toList();
    var written =
        contents.stream()
            .map(c -> manifest(archive, stored, members, c, takenAt))
            .map(manifests::put)
            .toList();
    backups.addStored(written);
    return written;
  }

  private static Manifest manifest(
      ArchiveId archive,
      Archives.Stored stored,
      List<Manifest.Member> members,
      Content content,
      Instant takenAt) {
    var order = content.order();
    return new Manifest(
        Manifest.FORMAT,
        order.id(),
        order.upgrade(),
        order.token(),
        order.tenant(),
        archive,
        stored.sha256(),
        stored.sizeBytes(),
        members,
        content.schemaVersion(),
        content.fingerprint(),
        takenAt);
  }
}
