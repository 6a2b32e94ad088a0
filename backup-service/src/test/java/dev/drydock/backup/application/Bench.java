package dev.drydock.backup.application;

import dev.drydock.backup.FakeWork;
import dev.drydock.backup.Fixtures;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.Claims;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The use cases over fakes. */
final class Bench {
  final FakeDatabases databases = new FakeDatabases();
  final FakeArchives archives = new FakeArchives();
  final FakeManifests manifests = new FakeManifests();
  final FakeBackups backups = new FakeBackups();
  final Clock clock = Clock.fixed(Fixtures.TAKEN_AT, ZoneOffset.UTC);
  Claims.Answer claim = Claims.Answer.GRANTED;
  Coordinator.Releasable releasable = new Coordinator.Releasable(List.of(), Map.of());
  boolean silent;
  private final Engines engines = new Engines(List.of(databases));
  private final FindBackup findBackup = new FindBackup(manifests);
  private final StoreSnapshot storeSnapshot =
      new StoreSnapshot(engines, archives, manifests, backups, clock);
  private final TrialRestore trialRestore =
      new TrialRestore(engines, archives, manifests, backups, clock);

  TakeBackups takeBackups() {
    return new TakeBackups(storeSnapshot, manifests, backups, engines, CONFIGURATION, clock);
  }

  ProveBackups proveBackups() {
    return new ProveBackups(findBackup, trialRestore, CONFIGURATION, clock);
  }

  RestoreBackups restoreBackups() {
    return new RestoreBackups(findBackup, archives, engines, (_, _) -> claim, clock);
  }

  ProveRestores proveRestores() {
    return new ProveRestores(findBackup, engines);
  }

  PruneBackups pruneBackups() {
    return new PruneBackups(backups, manifests, archives, coordinator(), clock);
  }

  SweepGarbage sweepGarbage() {
    return new SweepGarbage(archives, manifests, backups, pruneBackups(), engines, CONFIGURATION);
  }

  private Coordinator coordinator() {
    return new Coordinator() {
      @Override
      public Optional<TenantTarget> tenant(dev.drydock.contracts.TenantId id) {
        return Optional.of(Fixtures.database(id.value()));
      }

      @Override
      public Releasable releasable(List<BackupId> ids) {
        if (silent) {
          throw new Silent();
        }
        return releasable;
      }
    };
  }

  FakeWork take(TenantTarget tenant, long token, String execution) {
    return new FakeWork(
        new Command.TakeBackup(tenant, BackupId.of(tenant.id(), new Token(token))),
        token,
        execution);
  }

  /** Takes a backup and gives the answer. */
  Result.BackupTaken taken(TenantTarget tenant, long token) {
    var work = take(tenant, token, "exec-" + tenant.id() + "-" + token);
    takeBackups().execute(List.of(work));
    return (Result.BackupTaken) java.util.Objects.requireNonNull(work.result);
  }

  static final BackupConfiguration CONFIGURATION =
      new BackupConfiguration() {
        @Override
        public Path keysetFile() {
          return Path.of("/nowhere");
        }

        @Override
        public boolean createKeyset() {
          return false;
        }

        @Override
        public int groupLimit() {
          return 50;
        }

        @Override
        public int compressionLevel() {
          return 3;
        }

        @Override
        public Duration stallTimeout() {
          return Duration.ofSeconds(1);
        }

        @Override
        public Duration garbageOlderThan() {
          return Duration.ofHours(24);
        }

        @Override
        public Duration scratchOlderThan() {
          return Duration.ofHours(24);
        }

        @Override
        public Duration keptOlderThan() {
          return Duration.ofDays(30);
        }

        @Override
        public Duration sweepEvery() {
          return Duration.ofHours(1);
        }

        @Override
        public Duration coordinatorTimeout() {
          return Duration.ofSeconds(1);
        }
      };
}
