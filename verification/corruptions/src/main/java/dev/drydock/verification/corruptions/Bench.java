package dev.drydock.verification.corruptions;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.verification.figures.Verification.NotCarriedOut;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One worker's tenants and their backups; used by one thread. */
final class Bench {
  final Servers servers;
  final Tenants tenants;
  final Snapshots snapshots;
  final MemoryCatalogue catalogue = new MemoryCatalogue();
  final Steps steps;

  /** Two tenants of the same schema and other content, each with a database of its own. */
  final Base first;

  final Base second;
  final Base large;

  /** Three schemas of one database, in one archive. */
  final Base group;

  /**
   * @param prefix of the names of its tenants
   */
  Bench(Servers servers, String prefix, Clock clock) {
    this.servers = servers;
    tenants = new Tenants(servers, prefix);
    snapshots = new Snapshots(servers.databases);
    steps = new Steps(servers, snapshots, catalogue, clock);
    first = base(List.of(tenants.database("first")), "UPDATE journal SET v = v * 3 + 1");
    second = base(List.of(tenants.database("second")), "UPDATE journal SET v = v * 3 + 1");
    large =
        base(
            List.of(tenants.large("large")),
            "UPDATE scan SET page = set_byte(page, 9, (get_byte(page, 9) + 1) % 256)");
    group =
        base(
            tenants.schemas(prefix + "_shared", List.of("one", "two", "three")),
            "UPDATE journal SET v = v * 3 + 1");
  }

  private Base base(List<TenantTarget> targets, String change) {
    var staleDump = snapshots.dump(targets);
    var stale = taken(steps.take(targets));
    targets.forEach(target -> tenants.alter(target, target.database(), change));
    var truth = snapshots.record(targets);
    var backups = taken(steps.take(targets));
    for (var answer : steps.prove(targets, backups)) {
      if (!(answer instanceof Result.BackupProven)) {
        throw new NotCarriedOut("a backup that nobody touched is not proven: " + answer);
      }
    }
    return new Base(targets, truth, staleDump, backups, stale);
  }

  private static List<BackupReference> taken(List<Result> answers) {
    var backups = new ArrayList<BackupReference>();
    for (var answer : answers) {
      if (!(answer instanceof Result.BackupTaken(var backup, _))) {
        throw new NotCarriedOut("a tenant cannot be backed up: " + answer);
      }
      backups.add(backup);
    }
    return List.copyOf(backups);
  }

  Base any(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> first;
      case 3 -> second;
      case 4, 5 -> large;
      default -> group;
    };
  }

  /** One whose schema has something of each kind. */
  Base anyRich(SplittableRandom random) {
    return random.nextInt(5) < 3 ? first : group;
  }

  /** Another one than this. */
  Base another(Base than, SplittableRandom random) {
    var others = List.of(first, second, large, group).stream().filter(b -> b != than).toList();
    return others.get(random.nextInt(others.size()));
  }
}
