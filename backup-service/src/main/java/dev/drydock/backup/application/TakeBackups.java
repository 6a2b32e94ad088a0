package dev.drydock.backup.application;

import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.messaging.StepExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes backups; schemas of one database together. Repeated under the same token it finds its own
 * manifest and gives the same answer; without one it starts over under a new archive.
 */
@ApplicationScoped
public class TakeBackups implements StepExecutor {
  private final StoreSnapshot storeSnapshot;
  private final Manifests manifests;
  private final Backups backups;
  private final Engines engines;
  private final BackupConfiguration configuration;
  private final Clock clock;

  TakeBackups(
      StoreSnapshot storeSnapshot,
      Manifests manifests,
      Backups backups,
      Engines engines,
      BackupConfiguration configuration,
      Clock clock) {
    this.storeSnapshot = storeSnapshot;
    this.manifests = manifests;
    this.backups = backups;
    this.engines = engines;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(Command.TakeBackup.class);
  }

  @Override
  public Takeover onTakeover(Command command) {
    return Takeover.REPEAT;
  }

  @Override
  public int groupLimit() {
    return configuration.groupLimit();
  }

  @Override
  public Object groupKey(Command command) {
    var tenant = command.tenant();
    return tenant.schema() == null
        ? tenant.id()
        : List.of(tenant.engine(), tenant.server(), tenant.database(), tenant.credential());
  }

  @Override
  public void execute(List<Work> group) {
    var open = new ArrayList<Work>();
    for (var work : group) {
      if (!answeredBefore(work)) {
        open.add(work);
      }
    }
    for (var part : parts(open)) {
      take(part);
    }
  }

  private boolean answeredBefore(Work work) {
    long from = clock.millis();
    var command = command(work);
    try {
      var found = manifests.find(command.tenant().id().value(), command.backup());
      found.ifPresent(manifest -> {
        backups.addStored(List.of(manifest));
        work.finish(new Result.BackupTaken(manifest.reference(), clock.millis() - from));
      });
      return found.isPresent();
    } catch (RuntimeException e) {
      Answers.thrown(Step.BACKUP, List.of(work), e);
      return true;
    }
  }

  private List<List<Work>> parts(List<Work> open) {
    if (open.size() < 2) {
      return open.isEmpty() ? List.of() : List.of(open);
    }
    int limit = Math.max(1, limit(command(open.getFirst()).tenant()));
    var parts = new ArrayList<List<Work>>();
    for (int from = 0; from < open.size(); from += limit) {
      parts.add(open.subList(from, Math.min(open.size(), from + limit)));
    }
    return parts;
  }

  private int limit(TenantTarget tenant) {
    try {
      return engines.of(tenant).groupLimit(tenant);
    } catch (RuntimeException e) {
      // Whatever is wrong with the server, each member says so itself.
      return 1;
    }
  }

  private void take(List<Work> part) {
    long from = clock.millis();
    List<Manifest> stored;
    try {
      stored =
          storeSnapshot.of(
              part.stream().map(TakeBackups::order).toList(),
              part.getFirst().executionId(),
              Watch.of(part));
    } catch (RuntimeException e) {
      if (Answers.aloneMayHelp(part, e)) {
        part.forEach(work -> take(List.of(work)));
      } else {
        Answers.thrown(Step.BACKUP, part, e);
      }
      return;
    }
    for (int i = 0; i < part.size(); i++) {
      part.get(i).finish(new Result.BackupTaken(stored.get(i).reference(), clock.millis() - from));
    }
  }

  private static StoreSnapshot.Order order(Work work) {
    var envelope = work.message().envelope();
    var command = command(work);
    return new StoreSnapshot.Order(
        command.backup(), envelope.upgradeId(), envelope.token(), command.tenant());
  }

  private static Command.TakeBackup command(Work work) {
    return (Command.TakeBackup) work.message().data();
  }
}
